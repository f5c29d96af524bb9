"""What the closed vocabulary of conditions means.

A condition holds, does not hold, or cannot be told because a fact is not known yet (`None`): a grant's amount before
the decision, an application's answer when only the report is at hand. An unanswered question is known: it equals
nothing, is above nothing and is not answered.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final

from formsvc.schemes.condition import Condition

OPERATORS = ("equals", "one_of", "at_least", "above", "answered", "all", "any", "not_")


class _Unknown:
    """The value of a fact that nobody has told."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = _Unknown()
Lookup = Callable[[str], Any]
"""From a name in a condition to its answer: None when unanswered, `UNKNOWN` when the fact is not known."""


def holds(condition: Condition | None, lookup: Lookup) -> bool | None:
    """Whether a condition holds; None when it cannot be told. No condition always holds."""
    if condition is None:
        return True
    if condition.all is not None:
        return _every([holds(part, lookup) for part in condition.all])
    if condition.any is not None:
        return _negated(_every([_negated(holds(part, lookup)) for part in condition.any]))
    if condition.not_ is not None:
        return _negated(holds(condition.not_, lookup))
    return _compared(condition, lookup)


def names_in(condition: Condition | None) -> Iterator[str]:
    """Every field and fact that a condition speaks of."""
    if condition is None:
        return
    for term in (condition.equals, condition.one_of, condition.at_least, condition.above):
        if term is not None:
            yield term.field
    if condition.answered is not None:
        yield condition.answered
    for part in parts_of(condition):
        yield from names_in(part)


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """The conditions inside a condition."""
    inner = () if condition.not_ is None else (condition.not_,)
    return (*(condition.all or ()), *(condition.any or ()), *inner)


def as_number(value: Any) -> Decimal | None:
    """A JSON number as an exact decimal; None for anything else (true is no number)."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return Decimal(str(value))


def is_answered(value: Any) -> bool:
    """Whether there is an answer. Zero and no are answers; blank text and empty lists are none."""
    return value is not None and value not in ([], {}) and not (isinstance(value, str) and not value.strip())


def _every(truths: list[bool | None]) -> bool | None:
    if False in truths:
        return False
    return None if None in truths else True


def _negated(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def _compared(condition: Condition, lookup: Lookup) -> bool | None:
    value = lookup(next(names_in(condition)))
    if value is UNKNOWN:
        return None
    if condition.equals is not None:
        return _same(value, condition.equals.value)
    if condition.one_of is not None:
        chosen = value if isinstance(value, list) else [value]
        return any(_same(one, wanted) for one in chosen for wanted in condition.one_of.values)
    if condition.at_least is not None:
        return _ordered(value, condition.at_least.value, lambda left, right: left >= right)
    if condition.above is not None:
        return _ordered(value, condition.above.value, lambda left, right: left > right)
    return is_answered(value)


def _same(value: Any, wanted: Any) -> bool:
    left, right = as_number(value), as_number(wanted)
    if left is not None and right is not None:
        return left == right
    return type(value) is type(wanted) and bool(value == wanted)


def _ordered(value: Any, limit: Any, test: Callable[[Decimal, Decimal], bool]) -> bool:
    left, right = as_number(value), as_number(limit)
    return left is not None and right is not None and test(left, right)
