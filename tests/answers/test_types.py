"""What people type, what is stored, what they read again."""

from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formsvc.answers import meant
from formsvc.answers.findings import Problem
from formsvc.answers.types import TYPES
from formsvc.schemes.definition import Field, FieldType
from formsvc.texts import LANGUAGES, Language, formats
from tests.fixtures.definitions import field, pair

OPTIONS = [
    {"key": "a", "label": pair("A")},
    {"key": "b", "label": pair("B")},
    {"key": "no", "label": pair("Ingen"), "exclusive": True},
]


def made(kind: str, **keys: Any) -> Field:
    return Field.model_validate(field("asked", kind, **keys))


def parsed(kind: str, raw: Any, **keys: Any) -> Any:
    asked = made(kind, **keys)
    value = TYPES[asked.type].parse(raw, asked)
    return value.code if isinstance(value, Problem) else value


def problems(kind: str, value: Any, **keys: Any) -> list[str]:
    asked = made(kind, **keys)
    return [problem.code for problem in TYPES[asked.type].check(value, asked)]


def shown(kind: str, value: Any, language: Language = "nb", **keys: Any) -> str:
    asked = made(kind, **keys)
    return TYPES[asked.type].format(value, asked, language)


def test_every_type_of_a_definition_has_a_class() -> None:
    assert set(TYPES) == set(get_args(FieldType))


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("percent", "87,5", 87.5),
        ("percent", "87.5", 87.5),
        ("percent", "87 %", 87),
        ("percent", "87%", 87),
        ("percent", " 0 ", 0),
        ("percent", "101", 101),
        ("decimal", "1 234,50", 1234.5),
        ("decimal", "1\u00a0234,50", 1234.5),
        ("decimal", "1\u202f234\u2009567", 1234567),
        ("decimal", "-3", -3),
        ("decimal", "\u22123", -3),
        ("decimal", "1.234,50", 1234.5),
        ("decimal", "1,234", 1.234),
        ("decimal", "0.125", 0.125),
        ("nok", "1 250 000", 1250000),
        ("nok", "kr 1 250 000,-", 1250000),
        ("nok", "1.250.000", 1250000),
        ("nok", "1.250", 1250),
        ("nok", "200 000,00", 200000),
        ("nok", "500 kroner", 500),
        ("count", "1 204", 1204),
        ("minutes", "3,5 minutter", 3.5),
        ("fte", "0,5 årsverk", 0.5),
        ("fte", 0.5, 0.5),
        ("count", "", None),
        ("count", "   ", None),
    ],
)
def test_numbers_are_read_the_norwegian_way(kind: str, raw: Any, value: Any) -> None:
    assert parsed(kind, raw) == value
    assert type(parsed(kind, raw)) is type(value)


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("decimal", "abc", "not_a_number"),
        ("decimal", "12 34", "not_a_number"),
        ("decimal", "1,234.50", "not_a_number"),
        ("decimal", "1e5", "not_a_number"),
        ("decimal", "٣", "not_a_number"),
        ("decimal", "1" * 40, "not_a_number"),
        ("decimal", "87,5 prosent", "not_a_number"),
        ("decimal", "1.234", "ambiguous_number"),
        ("nok", "1 234,50", "not_whole"),
        ("count", "87,5", "not_whole"),
    ],
)
def test_what_is_no_number_is_said_to_be_none(kind: str, raw: str, code: str) -> None:
    assert parsed(kind, raw) == code


@given(st.decimals(min_value=-999_999_999, max_value=999_999_999, places=6), st.sampled_from(LANGUAGES))
def test_a_number_that_was_shown_can_be_typed_again(number: Decimal, language: Language) -> None:
    assert Decimal(str(parsed("decimal", formats.number(number, language)))) == number


@given(st.integers(min_value=0, max_value=999_999_999_999), st.sampled_from(LANGUAGES))
def test_an_amount_that_was_shown_can_be_typed_again(kroner: int, language: Language) -> None:
    assert parsed("nok", formats.amount(kroner, language)) == kroner


@given(st.sampled_from(["decimal", "nok", "percent", "minutes"]), st.text(max_size=12))
def test_whatever_is_typed_is_a_number_nothing_or_a_problem(kind: str, raw: str) -> None:
    assert isinstance(parsed(kind, raw), int | float | str | None)


@pytest.mark.parametrize(
    ("kind", "value", "codes"),
    [
        ("percent", 100, []),
        ("percent", 101, ["too_large"]),
        ("percent", -1, ["too_small"]),
        ("count", -3, ["too_small"]),
        ("count", 3.0, []),
        ("count", 3.5, ["wrong_type"]),
        ("nok", 10**12, ["too_large"]),
        ("nok", "500", ["wrong_type"]),
        ("decimal", True, ["wrong_type"]),
        ("decimal", -5, []),
        ("decimal", float("inf"), ["too_large"]),
        ("decimal", float("nan"), ["wrong_type"]),
    ],
)
def test_bounds_of_numbers(kind: str, value: Any, codes: list[str]) -> None:
    assert problems(kind, value) == codes


def test_a_field_may_have_bounds_of_its_own() -> None:
    assert problems("nok", 0, minimum=1) == ["too_small"]
    assert problems("decimal", 8, maximum=Decimal("7.5")) == ["too_large"]


def test_durations_keep_their_unit() -> None:
    assert parsed("duration", "3,5 dager") == {"value": 3.5, "unit": "days"}
    assert parsed("duration", "2 veker") == {"value": 2, "unit": "weeks"}
    assert parsed("duration", {"value": "10", "unit": "minutes"}) == {"value": 10, "unit": "minutes"}
    assert parsed("duration", {"value": "", "unit": "minutes"}) is None
    assert parsed("duration", "10") == "no_duration_unit"
    assert parsed("duration", {"value": "10"}) == "no_duration_unit"
    assert shown("duration", {"value": 1, "unit": "weeks"}) == "1 uke"
    assert shown("duration", {"value": 3.5, "unit": "weeks"}, "nn") == "3,5 veker"


@pytest.mark.parametrize(
    "words", ["😀 & <b>fet</b> {{ 7*7 }}", "linje\nlinje", "\u202eהיפוך", "čđŋšŧž", "x" * 20_000, "{% if %}"]
)
def test_any_words_are_legal(words: str) -> None:
    assert parsed("long_text", words) == words
    assert problems("long_text", words) == []
    assert shown("long_text", words) == words


def test_characters_that_no_document_can_hold_are_refused() -> None:
    for character in ("\x00", "\x1b", "\x7f", "\ud800", "\ufffe"):
        assert problems("text", f"a{character}b") == ["control_character"]


def test_line_breaks_from_any_machine_become_newlines() -> None:
    assert parsed("long_text", " a\r\nb\rc\x0bd ") == "a\nb\nc\nd"
    assert parsed("text", " \n ") is None


def test_a_text_is_refused_when_too_long_and_never_cut() -> None:
    assert parsed("text", "x" * 20_001) == "x" * 20_001
    assert problems("text", "x" * 20_001) == ["too_long"]
    assert problems("text", "x" * 11, max_length=10) == ["too_long"]


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("orgnr", "974 760 673", "974760673"),
        ("orgnr", "974760674", "invalid_orgnr"),
        ("orgnr", "97476067", "invalid_orgnr"),
        ("account", "1234.56.78903", "12345678903"),
        ("account", "1234 56 78904", "invalid_account"),
        ("account", "00000000000", "invalid_account"),
        ("email", "post@eksempel.no", "post@eksempel.no"),
        ("email", "post@eksempel", "invalid_email"),
        ("email", "post eksempel.no", "invalid_email"),
        ("phone", "+47 22 33 44 55", "+47 22 33 44 55"),
        ("phone", "(22)33-44-55", "22 33 44 55"),
        ("phone", "ring oss", "invalid_phone"),
        ("url", "www.eksempel.no/om", "https://www.eksempel.no/om"),
        ("url", "http://eksempel.no", "http://eksempel.no"),
        ("url", "javascript:alert(1)", "invalid_url"),
        ("url", "ftp://eksempel.no", "invalid_url"),
        ("date", "22.11.2026", "2026-11-22"),
        ("date", "1. 2. 2026", "2026-02-01"),
        ("date", "2026-11-22", "2026-11-22"),
        ("date", "30.02.2026", "invalid_date"),
        ("date", "22.11.26", "invalid_date"),
        ("boolean", "ja", True),
        ("boolean", "false", False),
        ("boolean", "kanskje", "not_yes_or_no"),
        ("boolean", "", None),
        ("grade", "Delvis", "partly"),
        ("grade", "ikkje aktuelt", "not_applicable"),
    ],
)
def test_texts_with_a_form_of_their_own(kind: str, raw: str, value: Any) -> None:
    assert parsed(kind, raw) == value


def test_choices_are_kept_in_the_order_of_the_options() -> None:
    assert parsed("multi_choice", ["b", "a", "b", ""], options=OPTIONS) == ["a", "b"]
    assert parsed("multi_choice", [], options=OPTIONS) is None
    assert shown("multi_choice", ["a", "b"], options=OPTIONS) == "A og B"
    assert problems("multi_choice", ["a", "no"], options=OPTIONS) == ["exclusive_option"]
    assert problems("multi_choice", ["a", "c"], options=OPTIONS) == ["unknown_option"]
    assert problems("choice", "c", options=OPTIONS) == ["unknown_option"]


def test_no_is_an_answer_and_a_declaration_is_only_yes() -> None:
    no = False
    assert TYPES["boolean"].answered(no)
    assert TYPES["count"].answered(0)
    assert not TYPES["declaration"].answered(no)
    assert not TYPES["text"].answered("  ")
    assert not TYPES["rows"].answered([])


def test_rows_drop_what_nobody_filled_in() -> None:
    columns = [field("item", "text", required=True), field("amount", "nok")]
    raw = [{"key": "1", "item": "Lønn", "amount": "1 000"}, {"key": "2", "item": "", "amount": ""}]
    assert parsed("rows", raw, columns=columns) == [{"key": "1", "item": "Lønn", "amount": 1000}]
    assert parsed("rows", [{"item": "Lønn", "amount": "mye"}], columns=columns) == "not_a_number"
    assert problems("rows", [{"amount": 1}], columns=columns) == ["required"]
    assert problems("rows", [{"item": "a", "sum": 1}], columns=columns) == ["unknown_column"]


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("nok", 1250000, "kr 1 250 000"),
        ("percent", 87.5, "87,5 %"),
        ("count", 1204, "1 204"),
        ("boolean", False, "Nei"),
        ("grade", "partly", "Delvis"),
        ("date", "2026-11-22", "22. november 2026"),
        ("orgnr", "974760673", "974 760 673"),
        ("account", "12345678903", "1234 56 78903"),
        ("minutes", 3.5, "3,5 minutter"),
        ("attachment", [{"name": "a.pdf", "size": 1, "media_type": "application/pdf", "sha256": "a" * 64}], "a.pdf"),
    ],
)
def test_answers_are_shown_as_people_write_them(kind: str, value: Any, words: str) -> None:
    assert shown(kind, value).replace("\u00a0", " ") == words


@pytest.mark.parametrize("kind", get_args(FieldType))
@given(value=st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.integers(), max_size=2))
def test_a_check_never_raises(kind: str, value: Any) -> None:
    problems(kind, value, options=OPTIONS if "choice" in kind else [])


@pytest.mark.parametrize(
    ("chosen", "means"),
    [
        (["both"], {"both", "risk", "chronic"}),
        (["risk", "chronic"], {"both", "risk", "chronic"}),
        (["risk", "other"], {"risk", "other"}),
        ([], set()),
    ],
)
def test_both_means_one_and_the_other(chosen: list[str], means: set[str]) -> None:
    options: list[dict[str, Any]] = [{"key": key, "label": pair(key)} for key in ("risk", "chronic", "other", "both")]
    options[-1]["covers"] = ["risk", "chronic"]
    asked = Field.model_validate(field("groups", "multi_choice", options=options))

    assert meant(asked, chosen) == means
    assert not list(TYPES["multi_choice"].check(["risk", "both"], asked))
