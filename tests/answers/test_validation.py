"""The rules: what is required where, rows, services, targets and results, sums, attachments, eligibility."""

from typing import Any

import pytest

from formsvc.answers import Context, View, validate
from formsvc.answers.sums import computed
from formsvc.answers.view import Answers
from formsvc.schemes.definition import Scheme
from tests.fixtures.definitions import field, form, one_form, pair, scheme

Told = list[tuple[str, str]]


def told(made: Scheme, answers: Answers, form_id: str = "application", **context: Any) -> tuple[Told, Told]:
    """(field, code) of errors and of warnings."""
    outcome = validate(made, made.form(form_id), answers, Context(**context))
    return [(e.field, e.code) for e in outcome.errors], [(w.field, w.code) for w in outcome.warnings]


def errors(made: Scheme, answers: Answers, form_id: str = "application", **context: Any) -> Told:
    return told(made, answers, form_id, **context)[0]


def test_zero_and_no_are_answers_and_blank_is_none() -> None:
    made, _ = one_form(*(field(kind, kind, required=True) for kind in ("count", "boolean", "text")))

    assert errors(made, {"count": 0, "boolean": False, "text": "a"}) == []
    assert errors(made, {"text": "  "}) == [("count", "required"), ("boolean", "required"), ("text", "required")]


def test_an_unknown_field_is_an_error() -> None:
    made, _ = one_form(field("a", "text"))
    assert errors(made, {"b": 1}) == [("b", "unknown_field")]


def test_a_hidden_question_asks_for_nothing_and_its_answer_counts_for_nothing() -> None:
    made, _ = one_form(
        field("has_peers", "boolean", required=True),
        field("share", "percent", required=True, visible_when={"equals": {"field": "has_peers", "value": True}}),
        field("why", "text", required=True, visible_when={"above": {"field": "share", "value": 50}}),
    )

    assert errors(made, {"has_peers": False}) == []
    assert errors(made, {"has_peers": False, "share": 90}) == []
    assert errors(made, {"has_peers": True}) == [("share", "required_here")]
    assert errors(made, {"has_peers": True, "share": 90}) == [("why", "required_here")]
    assert errors(made, {"has_peers": True, "share": 50}) == []


def test_required_when_another_answer_says_so() -> None:
    when = {"one_of": {"field": "grade", "values": ["partly", "no"]}}
    made, _ = one_form(field("grade", "grade"), field("comment", "text", required_when=when))

    assert errors(made, {"grade": "partly"}) == [("comment", "required_here")]
    assert errors(made, {"grade": "yes"}) == []


def test_what_depends_on_a_fact_not_known_is_not_checked() -> None:
    when = {"at_least": {"field": "case.granted_amount", "value": 200_000}}
    made, _ = one_form(field("note", "text", required=True, visible_when=when))

    assert told(made, {}) == ([], [("note", "not_checked")])
    assert told(made, {}, case={"granted_amount": 200_000}) == ([("note", "required_here")], [])
    assert told(made, {}, case={"granted_amount": 199_999}) == ([], [])


def test_one_wrong_type_gives_one_message() -> None:
    made, _ = one_form(field("applied", "nok", required=True, minimum=1))
    assert errors(made, {"applied": "mye"}) == [("applied", "wrong_type")]


BUDGET = field(
    "budget",
    "rows",
    required=True,
    min_rows=1,
    columns=[
        field("item", "text", required=True),
        field("amount", "nok", required=True),
        field("year_2", "nok", required=True, visible_when={"equals": {"field": "years", "value": "3"}}),
        field("why", "text", required_when={"above": {"field": "row.amount", "value": 1000}}),
    ],
)
YEARS = field("years", "choice", options=[{"key": key, "label": pair(key)} for key in ("1", "3")])


def test_rows_are_checked_cell_by_cell() -> None:
    made, _ = one_form(YEARS, BUDGET)
    rows = [{"item": "Lønn", "amount": 500}, {"amount": -1}, {"item": "Leie", "amount": 2000}]

    assert errors(made, {"years": "1", "budget": rows}) == [
        ("budget[1].item", "required"),
        ("budget[1].amount", "too_small"),
    ]
    assert errors(made, {"years": "1", "budget": [rows[0], rows[2]]}) == [("budget[1].why", "required_here")]
    assert errors(made, {"years": "3", "budget": [rows[0]]}) == [("budget[0].year_2", "required_here")]
    assert errors(made, {"budget": []}) == [("budget", "required")]


def test_the_message_of_a_cell_speaks_of_its_column() -> None:
    made, form = one_form(YEARS, BUDGET)
    outcome = validate(made, form, {"budget": [{"item": "Lønn", "amount": -1}]})
    assert outcome.errors[0].message("nb") == "Tallet i «amount» er for lavt. Skriv 0 eller mer."


def test_no_two_rows_have_one_key() -> None:
    made, _ = one_form(BUDGET, YEARS)
    row = {"key": "1", "item": "Lønn", "amount": 1}
    assert errors(made, {"budget": [row, row]}) == [("budget[1]", "repeated_row")]


SERVICES = field("services", "rows", required=True, columns=[field("name", "text", required=True)])
INDICATORS: list[dict[str, Any]] = [
    {"id": "answered", "label": pair("Besvart"), "unit": "percent", "level": "output", "direction": "up",
     "per_service": True, "tolerance": 2, "listed_in": ["matrix"], "asked_in": ["application", "report"]},
    {"id": "privacy", "label": pair("Personvern"), "unit": "boolean", "level": "output", "direction": "up",
     "listed_in": ["matrix"], "asked_in": ["application", "report"]},
    {"id": "wait", "label": pair("Ventetid"), "unit": "duration", "level": "outcome", "direction": "down",
     "listed_in": ["matrix"], "asked_in": ["application", "report"], "instead": ["no_activity"]},
]  # fmt: skip


def measured(prefix: str) -> list[dict[str, Any]]:
    instead = ["not_relevant", "no_activity"]
    return [
        field(f"{prefix}.answered", "percent", per_service=True, instead=instead, indicator="answered"),
        field(f"{prefix}.privacy", "boolean", instead=instead, indicator="privacy"),
        field(f"{prefix}.wait", "duration", instead=instead, indicator="wait"),
    ]


@pytest.fixture
def reported() -> Scheme:
    explained = [field(f"deviation.{one['id']}", "long_text") for one in INDICATORS]
    return scheme(
        form("application", SERVICES, *measured("target")),
        form("report", *measured("result"), *explained, based_on="application"),
        indicators=INDICATORS,
    )


ONE: dict[str, Any] = {"services": [{"key": "chat", "name": "Chat"}], "target.answered": 80, "target.privacy": True}
TWO: dict[str, Any] = {
    "services": [{"key": "chat", "name": "Chat"}, {"key": "phone", "name": "Telefon"}],
    "target.answered": {"per_service": {"chat": 80, "phone": 70}},
}


def test_every_service_has_a_value_and_no_other_has(reported: Scheme) -> None:
    answers = {**TWO, "target.answered": {"per_service": {"chat": 80, "mail": 1}}}

    assert sorted(errors(reported, answers)) == [
        ("target.answered.per_service.mail", "service_unknown"),
        ("target.answered.per_service.phone", "service_missing"),
    ]
    assert errors(reported, {**TWO, "target.answered": 80}) == [("target.answered", "per_service_needed")]
    assert errors(reported, ONE) == []
    assert errors(reported, {**TWO, "target.answered": {"not_relevant": True}}) == []


def test_a_value_per_service_is_held_to_its_type(reported: Scheme) -> None:
    answers = {**TWO, "target.answered": {"per_service": {"chat": 101, "phone": 70}}}
    assert errors(reported, answers) == [("target.answered.per_service.chat", "too_large")]


@pytest.mark.parametrize(
    "result", [77, 83, {"per_service": {"chat": 77}}, {"no_activity": True}, {"not_relevant": True}]
)
def test_a_deviation_in_either_direction_is_explained(reported: Scheme, result: Any) -> None:
    report = {"result.answered": result}

    assert errors(reported, report, "report", application=ONE) == [("deviation.answered", "deviation_unexplained")]
    assert errors(reported, {**report, "deviation.answered": "Mange syke."}, "report", application=ONE) == []


@pytest.mark.parametrize("result", [78, 82, 80])
def test_within_the_tolerance_there_is_nothing_to_explain(reported: Scheme, result: int) -> None:
    assert errors(reported, {"result.answered": result}, "report", application=ONE) == []


def test_an_explanation_without_a_deviation_is_fine(reported: Scheme) -> None:
    report = {"result.answered": 80, "deviation.answered": "Som planlagt."}
    assert errors(reported, report, "report", application=ONE) == []


def test_yes_and_no_can_deviate(reported: Scheme) -> None:
    assert errors(reported, {"result.privacy": False}, "report", application=ONE) == [
        ("deviation.privacy", "deviation_unexplained")
    ]
    assert errors(reported, {"result.privacy": True}, "report", application=ONE) == []


def test_the_message_of_a_deviation_has_both_values(reported: Scheme) -> None:
    outcome = validate(reported, reported.form("report"), {"result.answered": 60}, Context(application=ONE))
    message = outcome.errors[0].message("nb").replace("\u00a0", " ")
    assert message == "Besvart: Resultatet er 60 %, og måltallet i søknaden var 80 %. Forklar hvorfor."


def test_units_never_mix(reported: Scheme) -> None:
    application = {**ONE, "target.wait": {"value": 3, "unit": "days"}}

    assert errors(reported, {"result.wait": {"value": 3, "unit": "weeks"}}, "report", application=application) == [
        ("result.wait", "unit_differs")
    ]
    assert errors(reported, {"result.wait": {"value": 3, "unit": "days"}}, "report", application=application) == []


def test_without_the_application_nothing_is_compared_and_that_is_said(reported: Scheme) -> None:
    found = told(reported, {"result.privacy": False, "result.answered": 10}, "report")
    assert found == (
        [],
        [("result.answered", "not_checked"), ("result.answered", "not_compared"), ("result.privacy", "not_compared")],
    )


def test_a_target_that_is_not_relevant_is_no_zero(reported: Scheme) -> None:
    application = {**ONE, "target.privacy": {"not_relevant": True}}
    assert told(reported, {"result.privacy": True}, "report", application=application) == ([], [])


def test_zero_on_an_outcome_is_for_a_person_to_judge(reported: Scheme) -> None:
    for nothing in ({"no_activity": True}, {"value": 0, "unit": "days"}):
        _, warnings = told(reported, {**ONE, "target.wait": nothing})
        assert warnings == [("target.wait", "no_activity_on_outcome")]


def test_something_in_place_of_a_value_only_where_allowed() -> None:
    made, _ = one_form(field("share", "percent", instead=["not_relevant"]), field("applied", "nok"))

    assert errors(made, {"share": {"not_relevant": True}}) == []
    assert errors(made, {"share": {"no_activity": True}}) == [("share", "instead_not_allowed")]
    assert errors(made, {"applied": {"not_relevant": True}}) == [("applied", "instead_not_allowed")]
    assert errors(made, {"applied": {"per_service": {"chat": 1}}}) == [("applied", "not_per_service")]


def test_accounts_stand_on_the_lines_of_the_budget() -> None:
    accounts = field("accounts", "rows", rows_from="application.budget", columns=[field("used", "nok")])
    made = scheme(form("application", YEARS, BUDGET), form("report", accounts, based_on="application"))
    application = {"budget": [{"key": "pay", "item": "Lønn", "amount": 1}, {"item": "Leie", "amount": 1}]}

    assert errors(made, {"accounts": [{"key": "pay"}, {"key": "2"}]}, "report", application=application) == []
    assert errors(made, {"accounts": [{"key": "pay"}, {"key": "car"}]}, "report", application=application) == [
        ("accounts", "row_missing"),
        ("accounts[1]", "row_unknown"),
    ]
    assert told(made, {"accounts": [{"key": "pay"}]}, "report") == ([], [("accounts", "not_checked")])


def funded(**check: Any) -> Scheme:
    fields = [
        field("applied", "nok", required=True),
        field("costs", "rows", columns=[field("amount", "nok")]),
        field("has_more", "boolean"),
        field("more", "nok", visible_when={"equals": {"field": "has_more", "value": True}}),
    ]
    rule: dict[str, Any] = {
        "id": "funded",
        "kind": "sums_equal",
        "left": ["costs.amount"],
        "right": ["applied", "more"],
    }
    rule |= {"field": "applied", "message": pair("Skal gå opp."), **check}
    return scheme(form("application", *fields, checks=[rule]))


def test_sums_must_agree() -> None:
    costs = [{"amount": 60}, {"amount": 40}, {}]

    assert errors(funded(), {"applied": 100, "costs": costs}) == []
    assert errors(funded(), {"applied": 90, "costs": costs}) == [("applied", "check_failed")]
    assert errors(funded(), {"applied": 90, "costs": costs, "has_more": True, "more": 10}) == []
    assert errors(funded(), {"applied": 90, "costs": costs, "has_more": False, "more": 10}) == [
        ("applied", "check_failed")
    ]
    assert errors(funded(), {"costs": costs}) == [("applied", "required")]
    assert told(funded(severity="warning"), {"applied": 90, "costs": costs}) == ([], [("applied", "check_warning")])
    assert errors(funded(kind="at_most"), {"applied": 190, "costs": costs}) == []
    assert errors(funded(when={"answered": "has_more"}), {"applied": 90, "costs": costs}) == []


def test_a_check_may_hold_a_sum_against_the_value_of_a_rule() -> None:
    made = funded(kind="at_most", left=["applied"], right=["rule.ceiling", "more"])
    made = scheme(*(one.model_dump() for one in made.forms), rules=[{"id": "ceiling", "kind": "cap", "value": 100}])

    assert errors(made, {"applied": 100}) == []
    assert errors(made, {"applied": 101}) == [("applied", "check_failed")]
    assert errors(made, {"applied": 101, "has_more": True, "more": 1}) == []


def test_the_auditor_from_200_000_inclusive() -> None:
    rule: dict[str, Any] = {"id": "auditor", "kind": "attachment_required", "form": "report", "field": "statement"}
    rule |= {"when": {"at_least": {"field": "case.granted_amount", "value": 200_000}}}
    made = scheme(form("report", field("statement", "attachment")), rules=[rule])
    file = {"name": "revisor.pdf", "size": 10, "media_type": "application/pdf", "sha256": "a" * 64}

    assert told(made, {}, "report", case={"granted_amount": 199_999}) == ([], [])
    assert told(made, {}, "report", case={"granted_amount": 200_000}) == ([("statement", "attachment_missing")], [])
    assert told(made, {"statement": [file]}, "report", case={"granted_amount": 200_000}) == ([], [])
    assert told(made, {}, "report") == ([], [("statement", "not_checked")])


def test_another_answer_than_expected_is_a_warning() -> None:
    made, form = one_form(
        field("registered", "boolean", required=True, expected=True, unexpected=pair("Vi ser på det."))
    )
    outcome = validate(made, form, {"registered": False})

    assert outcome.valid
    assert [finding.message("nb") for finding in outcome.warnings] == ["Vi ser på det."]


def test_findings_come_in_the_order_of_the_form() -> None:
    made, _ = one_form(field("a", "text", required=True), field("a.b", "nok"), field("c", "text", required=True))
    assert [name for name, _ in errors(made, {"a.b": -1, "zzz": 1})] == ["a", "a.b", "c", "zzz"]


@pytest.mark.parametrize(
    ("kind", "signed_as", "right"),
    [
        ("municipality", "municipal_director", True),
        ("municipality", "authorised_signatory", True),
        ("municipality", "board_leader", False),
        ("voluntary_organisation", "board_leader", True),
        ("voluntary_organisation", "municipal_director", False),
        ("county", "board_leader", True),
        (None, "board_leader", True),
    ],
)
def test_who_signs_depends_on_what_kind_of_applicant_it_is(kind: Any, signed_as: str, right: bool) -> None:
    roles = ("municipal_director", "board_leader", "authorised_signatory")
    capacity = field("signatory_capacity", "choice", options=[{"key": role, "label": pair(role)} for role in roles])
    made = scheme(
        form("application", capacity),
        applicants=[
            {"kind": "municipality", "ticked": True, "signatory": ["municipal_director", "authorised_signatory"]},
            {"kind": "voluntary_organisation", "ticked": True, "signatory": ["board_leader", "authorised_signatory"]},
            {"kind": "county", "ticked": False},
        ],
    )
    outcome = validate(made, made.form("application"), {"signatory_capacity": signed_as}, Context(applicant_kind=kind))
    assert [found.code for found in outcome.errors] == ([] if right else ["wrong_signatory"])


RATE = {"id": "rate", "kind": "cap", "value": 12_000}


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ({"places": 20, "applied_amount": 240_000}, []),
        ({"places": 20, "applied_amount": 250_000}, ["check_failed"]),
        ({"places": 0, "applied_amount": 0}, []),
    ],
)
def test_a_grant_can_be_a_number_times_a_rate(answers: dict[str, Any], codes: list[str]) -> None:
    check = {
        "id": "computed", "kind": "sums_equal", "left": ["applied_amount"], "right": ["places * rule.rate"],
        "field": "applied_amount", "message": pair("Beløpet er 12 000 kroner for hver plass."),
    }  # fmt: skip
    asked = [field("places", "count", required=True), field("applied_amount", "nok", required=True)]
    made = scheme(form("application", *asked, checks=[check]), rules=[RATE])
    assert [found.code for found in validate(made, made.form("application"), answers).errors] == codes

    half = View(made, made.form("application"), {"places": 3})
    assert computed(half) == {"applied_amount": 36_000}
