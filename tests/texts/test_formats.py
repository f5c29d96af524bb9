"""Numbers, amounts, dates and lists as Norwegians write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from formsvc.texts import Language, formats

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (1234, f"1{NBSP}234"),
        (1234567.5, f"1{NBSP}234{NBSP}567,5"),
        (-3, "-3"),
        (Decimal("0.125"), "0,125"),
        (87.0, "87"),
    ],
)
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_numbers(value: float, written: str, language: Language) -> None:
    assert formats.number(value, language) == written


def test_amounts_and_percent_keep_together() -> None:
    assert formats.amount(1_250_000, "nb") == f"kr{NBSP}1{NBSP}250{NBSP}000"
    assert formats.percent(87.5, "nn") == f"87,5{NBSP}%"


def test_dates_and_moments() -> None:
    assert formats.date(date(2026, 11, 1), "nb") == "1. november 2026"
    assert formats.moment(datetime(2026, 7, 1, 21, 59, tzinfo=UTC), "nn") == "1. juli 2026 kl. 23.59"


def test_lists_end_with_and() -> None:
    assert formats.joined(["a", "b", "c"], "nb") == "a, b og c"
    assert formats.joined(["a"], "nn") == "a"
    assert formats.joined([], "nb") == ""


def test_one_is_singular() -> None:
    assert formats.duration(1, "weeks", "nn") == "1 veke"
    assert formats.duration(2, "days", "nn") == "2 dagar"
    assert formats.duration(0.5, "minutes", "nb") == "0,5 minutter"
