"""Accounts beside the budget, what a sum leaves for its field, and explanations only where something deviates."""

from typing import Any

import pytest

from formsvc.answers import Context, View
from formsvc.answers.beside_plan import accounts
from formsvc.answers.deviations import unneeded_explanations
from formsvc.answers.sums import computed
from formsvc.schemes.definition import Scheme
from tests.fixtures.definitions import field, form, pair, scheme

AMOUNT = field("amount", "nok", required=True)
SECOND = field("amount_year_2", "nok", later={"of": "amount", "year": 2})
BUDGET = field("budget", "rows", columns=[field("item", "text"), AMOUNT, SECOND])
ACCOUNTS = field(
    "accounts", "rows", columns=[AMOUNT, field("explanation", "text")], rows_from="application.budget", required=True
)
EXTRA = field("unbudgeted", "rows", columns=[field("item", "text"), AMOUNT])
USED = field("grant_used", "nok", required=True)
FUNDED = {
    "id": "funded",
    "kind": "sums_equal",
    "left": ["accounts.amount", "unbudgeted.amount"],
    "right": ["grant_used", "own_funding"],
    "field": "grant_used",
    "message": pair("Tallene må stemme."),
}
APPLICATION = {
    "budget": [
        {"key": "pay", "item": "Lønn", "amount": 900, "amount_year_2": 950},
        {"key": "rent", "item": "Husleie", "amount": 100, "amount_year_2": 100},
    ]
}


def report_scheme() -> Scheme:
    report = form(
        "report", ACCOUNTS, EXTRA, USED, field("own_funding", "nok", required=True), based_on="application",
        checks=[FUNDED],
    )  # fmt: skip
    return scheme(form("application", BUDGET), report)


def view(answers: dict[str, Any], *, year: int = 2026) -> View:
    made = report_scheme()
    context = Context(application=APPLICATION, case={"grant_year": 2026, "report_year": year})
    return View(made, made.form("report"), answers, context)


def test_every_budget_line_is_there_before_anything_is_answered() -> None:
    (table,) = accounts(view({}))

    assert [(line.name, line.planned, line.actual, line.difference) for line in table.lines] == [
        ("Lønn", 900, None, None),
        ("Husleie", 100, None, None),
    ]
    assert (table.planned, table.actual, table.complete) == (1000, 0, False)


def test_lines_are_matched_by_key_and_the_unplanned_come_last() -> None:
    answers = {
        "accounts": [
            {"key": "rent", "amount": 0},
            {"key": "pay", "amount": 950, "explanation": "En vakt til."},
        ],
        "unbudgeted": [{"key": "x", "item": "Tolk", "amount": 20}],
    }
    (table,) = accounts(view(answers))

    assert [(line.name, line.difference, line.unexplained) for line in table.lines] == [
        ("Lønn", 50, False),
        ("Husleie", -100, True),
        ("Tolk", 20, True),
    ]
    assert (table.planned, table.actual, table.complete) == (1000, 970, True)


def test_the_second_year_is_held_against_its_own_budget() -> None:
    (table,) = accounts(view({}, year=2027))

    assert [line.planned for line in table.lines] == [950, 100]


def test_without_the_application_there_is_nothing_to_hold_against() -> None:
    made = report_scheme()

    assert accounts(View(made, made.form("report"), {})) == []


@pytest.mark.parametrize(
    ("own", "expected"),
    [({"own_funding": 70}, {"grant_used": 900}), ({"own_funding": 0}, {"grant_used": 970}), ({}, {})],
)
def test_a_sum_leaves_a_value_for_its_field_when_the_others_are_known(
    own: dict[str, int], expected: dict[str, int]
) -> None:
    answers = {
        "accounts": [{"key": "pay", "amount": 950}, {"key": "rent", "amount": 0}],
        "unbudgeted": [{"key": "x", "item": "Tolk", "amount": 20}],
        **own,
    }

    assert computed(view(answers)) == expected


@pytest.mark.parametrize(
    ("result", "asked"),
    [(90, False), (91, True), (89, True), (0, True), ({"not_relevant": True}, True), (None, False)],
)
def test_an_explanation_is_asked_for_only_where_result_and_target_differ(result: Any, asked: bool) -> None:
    indicator = {
        "id": "share", "label": pair("Andel"), "unit": "percent", "level": "output", "direction": "up",
        "listed_in": ["matrix"], "asked_in": ["application", "report"],
    }  # fmt: skip
    shares = {"instead": ["not_relevant"], "indicator": "share"}
    made = scheme(
        form("application", field("target.share", "percent", **shares)),
        form(
            "report",
            field("result.share", "percent", **shares),
            field("deviation.share", "long_text", indicator="share"),
            based_on="application",
        ),
        indicators=[indicator],
    )
    answers = {} if result is None else {"result.share": result}
    report = View(made, made.form("report"), answers, Context(application={"target.share": 90}))

    assert ("deviation.share" not in unneeded_explanations(report)) is asked


def test_what_somebody_wrote_is_never_hidden() -> None:
    made = scheme(form("report", field("deviation.share", "long_text")))
    report = View(made, made.form("report"), {"deviation.share": "Fordi."})

    assert unneeded_explanations(report) == frozenset()
