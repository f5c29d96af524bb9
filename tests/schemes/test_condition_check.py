"""Conditions of questions, columns, checks and rules that make no difference, or demand what nobody is asked."""

from typing import Any

import pytest

from formsvc.schemes.condition_check import condition_faults
from tests.fixtures.definitions import field, form, pair, scheme

YEARS = field("years", "choice", options=[{"key": key, "label": pair(key)} for key in ("1", "3")])
GRANTED = {"at_least": {"field": "case.granted_amount", "value": 200_000}}
THREE = {"equals": {"field": "years", "value": "3"}}
ONE = {"equals": {"field": "years", "value": "1"}}
NEVER = {"all": [ONE, THREE]}
ALWAYS = {"any": [THREE, {"not": THREE}]}
KINDS = [{"key": key, "label": pair(key)} for key in ("telephone", "chat")]


def faults(*fields: Any, rules: list[dict[str, Any]] | None = None, **keys: Any) -> list[tuple[str, str]]:
    made = scheme(form("application", YEARS, *fields, **keys), rules=rules or [])
    return list(condition_faults(made, made.form("application")))


def rows(**condition: Any) -> dict[str, Any]:
    return field("plan", "rows", columns=[field("kind", "choice", options=KINDS), field("why", "text", **condition)])


def check(when: Any) -> dict[str, Any]:
    sides = {"left": ["sum"], "right": ["sum"], "field": "sum"}
    return {"id": "low", "kind": "at_most", **sides, "message": pair("For mye."), "when": when}


@pytest.mark.parametrize(
    ("condition", "why"),
    [(NEVER, "never holds"), (ALWAYS, "always holds"), (THREE, None), ({"answered": "row.kind"}, None)],
)
@pytest.mark.parametrize("key", ["visible_when", "required_when"])
def test_a_column_is_asked_in_some_cases_and_not_in_all(key: str, condition: Any, why: str | None) -> None:
    expected = [(f"section[all].field[plan].column[why].{key}", why)] if why else []
    assert faults(rows(**{key: condition})) == expected


def test_a_required_column_that_nobody_can_reach() -> None:
    both = {"all": [{"equals": {"field": "row.kind", "value": kind["key"]}} for kind in KINDS]}
    assert faults(rows(required=True, visible_when=both)) == [
        ("section[all].field[plan].column[why].visible_when", "a required question that nobody can reach")
    ]


@pytest.mark.parametrize(("when", "why"), [(NEVER, "never holds"), (ALWAYS, "always holds"), (THREE, None)])
def test_a_check_holds_in_some_cases_and_not_in_all(when: Any, why: str | None) -> None:
    expected = [("check[low].when", why)] if why else []
    assert faults(field("sum", "nok"), checks=[check(when)]) == expected


def test_a_check_whose_question_is_never_asked_where_it_holds() -> None:
    assert faults(field("sum", "nok", visible_when=ONE), checks=[check(THREE)]) == [
        ("check[low].field", "'sum' is never asked where this holds")
    ]
    assert faults(field("sum", "nok", visible_when=ONE), checks=[check({"answered": "years"})]) == []


@pytest.mark.parametrize(
    ("when", "why"),
    [
        (NEVER, ("rule[proof].when", "never holds")),
        (ALWAYS, ("rule[proof].when", "always holds")),
        (ONE, ("rule[proof].field", "'proof' is never asked where this holds")),
        (THREE, None),
        (GRANTED, None),
        (
            {"all": [GRANTED, {"not": {"above": {"field": "case.granted_amount", "value": 100_000}}}]},
            ("rule[proof].when", "never holds"),
        ),
    ],
)
def test_a_rule_demands_something_in_some_cases_of_somebody_who_is_asked(
    when: Any, why: tuple[str, str] | None
) -> None:
    rule = {"id": "proof", "kind": "attachment_required", "form": "application", "field": "proof", "when": when}
    assert faults(field("proof", "attachment", visible_when=THREE), rules=[rule]) == ([why] if why else [])


def test_a_condition_may_speak_of_a_choice_in_all_the_rows() -> None:
    chats = {"one_of": {"field": "plan.kind", "values": ["chat"]}}
    assert faults(rows(), field("chats", "count", visible_when=chats)) == []
    wrong = {"one_of": {"field": "plan.kind", "values": ["email"]}}
    (fault,) = faults(rows(), field("chats", "count", visible_when=wrong))
    assert "'email' does not fit 'plan.kind'" in fault[1]
