"""What differs between the languages, choices that cannot be told apart, and what a renewal and a report lack."""

from typing import Any

import pytest

from formsvc.schemes.definition import Scheme
from formsvc.schemes.lint import checks, fields, lint, parity, prefilled, renewals, reported
from tests.fixtures.definitions import field, form, pair, scheme

CALLS = {
    "id": "calls", "label": pair("Samtaler"), "unit": "count", "level": "output", "direction": "up", "listed_in": [],
    "asked_in": ["application", "report"],
}  # fmt: skip
TARGET, RESULT = field("target.calls", "count", indicator="calls"), field("result.calls", "count", indicator="calls")

SAME = "Alt det som står her er helt likt i begge språk"


def asked(nb: str, nn: str) -> Scheme:
    return scheme(form("application", {"id": "a", "type": "text", "label": {"nb": nb, "nn": nn}}))


@pytest.mark.parametrize(
    ("nb", "nn", "why"),
    [
        ("Minst 200 000 kroner", "Minst 500 000 kroner", "the numbers differ: nb has 200 000, nn has 500 000"),
        ("Innen 1. april", "Innan april", "the numbers differ: nb has 1, nn has none"),
        ("Hva er planen?", "Planen", "one language asks and the other does not"),
        (SAME, SAME, "the same words in both languages"),
        ("Minst 200 000 kroner", "Minst 200 000 kroner", None),
        ("Fra 0,5 til 1", "Frå 0,5 til 1", None),
    ],
)
def test_both_languages_say_the_same(nb: str, nn: str, why: str | None) -> None:
    place = ("application.toml", "sections[0].fields[0].label")
    assert list(parity(asked(nb, nn))) == ([(*place, why)] if why else [])


def test_what_is_said_of_a_mistake_is_said_in_both_languages() -> None:
    message = {"nb": "Beløpet kan ikke være over 100 000 kroner.", "nn": "Beløpet kan ikkje vere over 10 000 kroner."}
    check = {"id": "cap", "kind": "at_most", "left": ["sum"], "right": ["sum"], "field": "sum", "message": message}
    (fault,) = parity(scheme(form("application", field("sum", "nok"), checks=[check])))
    assert fault[1] == "checks[0].message"


def test_choices_can_be_told_apart_in_each_language() -> None:
    options = [
        {"key": "a", "label": {"nb": "Ett år", "nn": "Eitt"}},
        {"key": "b", "label": {"nb": "Ett år", "nn": "To"}},
    ]
    assert [
        (key, why) for _, key, why in parity(scheme(form("application", field("years", "choice", options=options))))
    ] == [("field[years].option.nb", "two choices have the same words")]


@pytest.mark.parametrize(("asks", "expected"), [([RESULT], 0), ([field("calls", "count")], 1)])
def test_an_indicator_of_the_report_is_in_a_report_and_so_in_the_letter(asks: list[Any], expected: int) -> None:
    report = form("report", *asks, based_on="application", due="04-01")
    found = list(reported(scheme(form("application", TARGET), report, indicators=[CALLS])))
    assert [key for _, key, _ in found] == ["indicator[calls].asked_in"] * expected


def test_a_renewal_sets_the_targets_of_its_year_and_is_alone() -> None:
    renewing = {"based_on": "application", "renews": True}
    forms = [
        form("application", TARGET),
        form("renewal", TARGET, **renewing),
        form("again", field("x", "text"), **renewing),
    ]
    assert list(renewals(scheme(*forms, indicators=[CALLS]))) == [
        ("again.toml", "renews", "needs a form in based_on that no other form continues"),
        ("again.toml", "section.indicators", "asks for no target of the indicator 'calls'"),
    ]
    assert list(renewals(scheme(*forms[:2], indicators=[CALLS]))) == []


@pytest.mark.parametrize(
    ("name", "sound"), [("application.title", True), ("application.sum", False), ("person.name", True)]
)
def test_a_first_value_comes_from_where_there_is_one(name: str, sound: bool) -> None:
    first = form("application", field("title", "text"), field("sum", "nok"))
    made = scheme(first, form("renewal", field("title", "text", prefill=name), based_on="application"))
    assert (list(prefilled(made)) == []) is sound


def test_a_later_year_is_that_of_another_amount() -> None:
    later = field("second", "nok", later={"of": "first", "year": 2})
    wrong = scheme(form("application", field("budget", "rows", columns=[field("item", "text"), later])))
    right = scheme(form("application", field("budget", "rows", columns=[field("first", "nok"), later])))
    assert [why for _, _, why in fields(wrong)] == ["no amount beside it is called 'first'"]
    assert list(fields(right)) == []


def test_every_finding_is_told_by_the_command() -> None:
    found = [str(finding) for finding in lint(asked("Hva er planen?", "Planen"))]
    assert any("application.toml: sections[0].fields[0].label: one language asks" in line for line in found)


@pytest.mark.parametrize(("term", "known"), [("places * rule.rate", True), ("places * rule.price", False)])
def test_the_factors_of_a_product_are_numbers(term: str, known: bool) -> None:
    check = {
        "id": "computed", "kind": "sums_equal", "left": ["sum"], "right": [term], "field": "sum",
        "message": pair("Feil."),
    }  # fmt: skip
    asked = form("application", field("places", "count"), field("sum", "nok"), checks=[check])
    made = scheme(asked, rules=[{"id": "rate", "kind": "cap", "value": 12_000}])
    assert (list(checks(made)) == []) is known
