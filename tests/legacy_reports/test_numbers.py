"""Numbers are read the way Norwegians write them."""

from decimal import Decimal

import pytest
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from formsvc.legacy_reports.answers import answer, is_value
from formsvc.legacy_reports.normal import plain
from formsvc.legacy_reports.numbers import amounts, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("1 234,50", 1234.5), ("87.5", 87.5), ("1.234", 1234), ("12\u202f345", 12345), ("0", 0), ("1 234 567", 1234567)],
)
def test_a_number_is_read(text: str, number: float) -> None:
    assert parse_number(text) == number


@given(st.decimals(min_value=0, max_value=10_000_000, places=2), st.sampled_from(["nb_NO", "nn_NO"]))
def test_whatever_babel_writes_is_read_back(number: Decimal, locale: str) -> None:
    (found,) = amounts(plain(format_decimal(number, locale=locale)))
    assert found.low == pytest.approx(float(number))


@given(st.integers(min_value=0, max_value=100), st.sampled_from(["nb_NO", "nn_NO"]))
def test_shares_as_babel_writes_them(share: int, locale: str) -> None:
    found = answer(format_percent(share / 100, locale=locale), "percent")
    assert found is not None
    assert found.value == share


@given(st.integers(1, 59), st.integers(1, 59))
def test_minutes_and_seconds_are_one_duration(minutes: int, seconds: int) -> None:
    for text in (f"{minutes} min {seconds} sek", f"{minutes} minutter og {seconds} sekunder"):
        (found,) = amounts(text)
        assert found.unit == "minutes"
        assert found.low == pytest.approx(minutes + seconds / 60, abs=1e-3)


@given(st.integers(1, 9), st.integers(1, 59))
def test_hours_and_minutes_are_minutes(hours: int, minutes: int) -> None:
    (found,) = amounts(f"{hours} t {minutes} min")
    assert found.low == hours * 60 + minutes


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    for found in amounts(plain(text)):
        assert 0 <= found.start < found.end <= len(plain(text))
    for unit in ("percent", "count", "boolean", "grade", "minutes", "duration", "nok", "fte", "text"):
        answer(text, unit)
    is_value(text)


@pytest.mark.parametrize("text", ["80–85 %", "80-85 %", "mellom 80 og 85 %", "80 til 85 prosent"])
def test_a_range_stays_a_range(text: str) -> None:
    found = answer(text, "percent")
    assert found is not None
    assert found.value == {"min": 80, "max": 85}
    assert not found.plain


def test_a_bound_is_no_value() -> None:
    found = answer("over 60 %", "percent")
    assert found is not None
    assert found.value == {"min": 60}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("101 %", "percent"), ("-3", "percent"), ("+12", "count"), ("4,5", "count"), ("87 %", "count"),
        ("3 uker", "minutes"), ("ikke registrert", "percent"), ("-", "count"), ("76 / 75", "percent"),
        ("kanskje", "boolean"), ("delvis", "boolean"),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_unit_is_no_answer(text: str, unit: str) -> None:
    assert answer(text, unit) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ja", "JA"),
        ("NEI.", "NEI"),
        ("☒ Ja ☐ Nei", "JA"),
        ("Ja [ ] Nei [x]", "NEI"),
        ("Svar: Ja", "JA"),
        ("Ja, vi har rutiner", "JA"),
    ],
)
def test_yes_and_no(text: str, value: str) -> None:
    found = answer(text, "boolean")
    assert found is not None
    assert found.value == value


def test_about_is_a_value_of_less_confidence() -> None:
    found = answer("ca. 70 %", "percent")
    assert found is not None
    assert (found.value, found.plain) == (70, False)


def test_opening_hours_and_dates_are_no_numbers() -> None:
    assert amounts("kl. 10–22") == []
    assert amounts("1.4.2024 og 31.12.2024") == []
