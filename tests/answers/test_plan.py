"""A simplified application stands in for the application in the report of its year."""

from typing import Any

import pytest

from formsvc.answers import Context, View, validate
from formsvc.answers.beside_plan import accounts
from formsvc.answers.carried_over import carried_over
from formsvc.answers.plan import plan_in
from formsvc.schemes.definition import Scheme
from tests.fixtures.definitions import field, form, pair, scheme

AMOUNT = field("amount", "nok")
LATER = field("amount_2", "nok", later={"of": "amount", "year": 2})
ITEM = field("item", "text")
CALLS = {
    "id": "calls", "label": pair("Samtaler"), "unit": "count", "level": "output", "direction": "up", "listed_in": [],
    "asked_in": ["application", "report"],
}  # fmt: skip
APPLICATION: dict[str, Any] = {
    "title": "Kafé",
    "target.calls": 100,
    "budget": [{"key": "pay", "item": "Lønn", "amount": 900, "amount_2": 950}],
}
RENEWAL: dict[str, Any] = {
    "changed": False,
    "target.calls": 120,
    "budget": [{"key": "pay", "item": "Lønn", "amount": 940}, {"key": "rent", "item": "Leie", "amount": 60}],
}
SECOND = {"grant_year": 2026, "report_year": 2027}


@pytest.fixture(scope="module")
def made() -> Scheme:
    target = field("target.calls", "count", indicator="calls")
    return scheme(
        form("application", field("title", "text"), target, field("budget", "rows", columns=[ITEM, AMOUNT, LATER])),
        form(
            "renewal",
            field("changed", "boolean"),
            target,
            field("budget", "rows", columns=[ITEM, AMOUNT]),
            based_on="application",
            renews=True,
        ),
        form(
            "report",
            field("result.calls", "count", indicator="calls"),
            field("deviation.calls", "long_text", indicator="calls"),
            field("accounts", "rows", columns=[AMOUNT], rows_from="application.budget"),
            field(
                "why", "text", required=True, visible_when={"equals": {"field": "application.title", "value": "Kafé"}}
            ),
            based_on="application",
        ),
        indicators=[CALLS],
    )


def planned(made: Scheme, context: Context) -> list[int | None]:
    (table,) = accounts(View(made, made.form("report"), {}, context))
    return [line.planned for line in table.lines]


def test_the_renewals_budget_stands_beside_the_accounts(made: Scheme) -> None:
    assert planned(made, Context(application=APPLICATION, case=SECOND)) == [950]
    assert planned(made, Context(application=APPLICATION, renewal=RENEWAL, case=SECOND)) == [940, 60]


@pytest.mark.parametrize(("result", "explained"), [(120, True), (100, False)])
def test_the_result_is_held_against_the_renewals_target(made: Scheme, result: int, explained: bool) -> None:
    context = Context(application=APPLICATION, renewal=RENEWAL, case=SECOND)
    codes = {found.code for found in validate(made, made.form("report"), {"result.calls": result}, context).errors}
    assert ("deviation_unexplained" in codes) is not explained


def test_what_the_renewal_does_not_ask_is_still_the_applications(made: Scheme) -> None:
    context = Context(application=APPLICATION, renewal=RENEWAL)
    assert View(made, made.form("report"), {}, context).is_visible("why") is True
    assert View(made, made.form("report"), {}, Context(renewal=RENEWAL)).is_visible("why") is None


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (APPLICATION, Context(application=APPLICATION)),
        (RENEWAL, Context(renewal=RENEWAL)),
        ({"target.calls": 5}, Context(application={"target.calls": 5})),
        ({}, Context(application={})),
    ],
)
def test_answers_tell_which_of_the_two_they_are(made: Scheme, answers: dict[str, Any], expected: Context) -> None:
    assert plan_in(made, made.form("report"), answers) == expected


def test_only_what_renews_stands_in(made: Scheme) -> None:
    forms = tuple(one.model_copy(update={"renews": False}) for one in made.forms)
    other = made.model_copy(update={"forms": forms})
    assert plan_in(other, other.form("report"), RENEWAL) == Context(application=RENEWAL)


def test_rows_are_carried_over_with_their_keys_and_the_amounts_of_the_year(made: Scheme) -> None:
    view = View(made, made.form("renewal"), {}, Context(application=APPLICATION, case=SECOND))
    rows = carried_over(view, "budget", view.fields["budget"])
    assert rows == [{"key": "pay", "item": "Lønn", "amount": 950}]
    assert carried_over(view, "target.calls", view.fields["target.calls"]) == 100
    assert carried_over(view, "nothing", view.fields["changed"]) is None


WHAT = field("what", "text")
YEARS = field("in_years", "multi_choice", row_years=True, options=[{"key": key, "label": pair(key)} for key in "123"])
PLANNED: list[dict[str, Any]] = [
    {"key": "open", "what": "Åpent", "in_years": ["1", "2", "3"]},
    {"key": "paint", "what": "Male", "in_years": ["1"]},
    {"key": "camp", "what": "Leir", "in_years": ["2"]},
    {"key": "book", "what": "Bok", "in_years": ["3"]},
]


@pytest.fixture(scope="module")
def with_years() -> Scheme:
    followed = field("went", "rows", columns=[field("how", "text")], rows_from="application.plan")
    return scheme(
        form("application", field("plan", "rows", columns=[WHAT, YEARS])),
        form("renewal", field("plan", "rows", columns=[WHAT]), based_on="application", renews=True),
        form("report", followed, based_on="application"),
    )


def in_year(year: int, **beside: Any) -> Context:
    return Context(application={"plan": PLANNED}, case={"grant_year": 2026, "report_year": 2025 + year}, **beside)


def begun(made: Scheme, context: Context) -> list[Any]:
    rows = carried_over(
        View(made, made.form("renewal"), {}, context), "plan", made.form("renewal").sections[0].fields[0]
    )
    return [row["key"] for row in rows] if isinstance(rows, list) else []


def test_a_year_begins_with_what_was_planned_for_it(with_years: Scheme) -> None:
    assert begun(with_years, in_year(2)) == ["open", "camp"]
    assert begun(with_years, in_year(3)) == ["open", "book"]


def test_the_third_year_has_the_seconds_rows_without_those_that_end(with_years: Scheme) -> None:
    second = [{"key": "camp", "what": "Leir"}, {"key": "new", "what": "Kafé"}]
    assert begun(with_years, in_year(3, renewal={"plan": second})) == ["new", "book"]


@pytest.mark.parametrize(("year", "expected"), [(1, {"open", "paint"}), (2, {"open", "camp"})])
def test_a_report_follows_the_rows_of_its_year(with_years: Scheme, year: int, expected: set[str]) -> None:
    rows = View(with_years, with_years.form("report"), {}, in_year(year)).lookup_rows("application.plan")
    assert rows is not None
    assert set(rows) == expected
    unknown = View(with_years, with_years.form("report"), {}, Context(application={"plan": PLANNED}))
    assert len(unknown.lookup_rows("application.plan") or {}) == len(PLANNED)
