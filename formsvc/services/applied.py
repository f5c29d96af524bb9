"""What an application asks for, year by year: the ids that mean the same in every scheme (`forms/common`)."""

from collections.abc import Mapping
from typing import Any

_FIRST_YEAR = "applied_amount"
_YEARS = "years"


def applied_amounts(answers: Mapping[str, Any]) -> tuple[int, ...]:
    """Whole kroner for each year, the grant year first. A form that asks for no amount gives 0 for one year."""
    later = (f"{_FIRST_YEAR}_year_{number}" for number in range(2, int(answers.get(_YEARS) or 1) + 1))
    return tuple(int(answers.get(name) or 0) for name in (_FIRST_YEAR, *later))
