"""What a report tells about deviations beyond why, and questions about some of the services only."""

from typing import Any

import pytest

from formsvc.answers import Context, View, validate
from formsvc.answers.deviations import compare, unneeded_explanations
from formsvc.answers.view import Answers
from formsvc.schemes.definition import Scheme
from tests.fixtures.definitions import field, form, pair, scheme

KINDS = [{"key": key, "label": pair(key)} for key in ("telephone", "other")]
SERVICES = field("services", "rows", columns=[field("name", "text"), field("kind", "choice", options=KINDS)])
OTHERS = {"field": "kind", "values": ["other"]}
LEAST: dict[str, Any] = {"level": "output", "direction": "none", "listed_in": [], "asked_in": ["application", "report"]}
INDICATORS = [
    {"id": "calls", "label": pair("Samtaler"), "unit": "count", **LEAST},
    {"id": "staff", "label": pair("Årsverk"), "unit": "fte", **LEAST | {"asked_in": ["report"]}},
    {"id": "wait", "label": pair("Ventetid"), "unit": "duration", "per_service": True, "of_services": OTHERS, **LEAST},
]
WAIT: dict[str, Any] = {"per_service": True, "of_services": OTHERS, "indicator": "wait", "instead": ["no_activity"]}
ROWS = {"phone": "telephone", "cafe": "other", "walk": "other"}


def days(number: float) -> dict[str, Any]:
    return {"value": number, "unit": "days"}


def weeks(number: float) -> dict[str, Any]:
    return {"value": number, "unit": "weeks"}


def applied(*services: str, **wait: Any) -> Answers:
    rows = [{"key": key, "name": key.title(), "kind": ROWS[key]} for key in services]
    return {"services": rows, "target.calls": 100, **({"target.wait": {"per_service": wait}} if wait else {})}


@pytest.fixture(scope="module")
def made() -> Scheme:
    targets = [field("target.calls", "count", indicator="calls"), field("target.wait", "duration", **WAIT)]
    results = [
        field("result.calls", "count", indicator="calls"),
        field("result.staff", "fte", indicator="staff"),
        field("result.wait", "duration", **WAIT),
    ]
    explanations = [
        field(f"{part}.{name}", "long_text", indicator=name)
        for name in ("calls", "wait")
        for part in ("deviation", "measures")
    ]
    report = form("report", *results, *explanations, based_on="application")
    return scheme(form("application", SERVICES, *targets), report, indicators=INDICATORS)


def errors(made: Scheme, answers: Answers, application: Answers | None = None) -> list[tuple[str, str]]:
    form_id = "report" if application else "application"
    outcome = validate(made, made.form(form_id), answers, Context(application=application))
    return sorted((error.field, error.code) for error in outcome.errors)


@pytest.mark.parametrize("result", [90, 110])
def test_measures_are_told_of_wherever_the_form_asks_for_them(made: Scheme, result: int) -> None:
    application, report = applied("phone"), {"result.calls": result}
    why, what = {"deviation.calls": "Mange syke."}, {"measures.calls": "Flere vakter."}

    assert errors(made, report, application) == [
        ("deviation.calls", "deviation_unexplained"),
        ("measures.calls", "measures_missing"),
    ]
    assert errors(made, {**report, **why}, application) == [("measures.calls", "measures_missing")]
    assert errors(made, {**report, **why, **what}, application) == []
    assert errors(made, {"result.calls": 100}, application) == []


def test_measures_are_not_asked_for_where_nothing_deviates(made: Scheme) -> None:
    view = View(made, made.form("report"), {"result.calls": 100}, Context(application=applied("phone")))
    assert {"deviation.calls", "measures.calls"} <= unneeded_explanations(view)


def test_what_has_no_target_is_reported_without_explanation_or_warning(made: Scheme) -> None:
    outcome = validate(
        made, made.form("report"), {"result.staff": 2.5}, Context(application={**applied("phone"), "target.calls": 100})
    )
    assert [(finding.field, finding.code) for finding in outcome.errors + outcome.warnings] == []


def test_a_question_about_some_services_wants_a_value_for_each_of_those_alone(made: Scheme) -> None:
    assert errors(made, applied("phone", "cafe", "walk", cafe=days(3), walk=weeks(2))) == []
    assert errors(made, applied("phone", "cafe", "walk", cafe=days(3), phone=days(1))) == [
        ("target.wait.per_service.phone", "service_unknown"),
        ("target.wait.per_service.walk", "service_missing"),
    ]


@pytest.mark.parametrize("services", [("phone",), ("phone", "cafe")])
def test_one_value_will_do_where_one_service_or_none_is_asked_about(made: Scheme, services: tuple[str, ...]) -> None:
    assert errors(made, {**applied(*services), "target.wait": {"no_activity": True}}) == []
    assert errors(made, {**applied(*services), "target.wait": days(3)}) == []


def test_each_service_is_reported_in_the_unit_of_its_own_target(made: Scheme) -> None:
    application = applied("cafe", "walk", cafe=days(3), walk=weeks(2))

    assert errors(made, {"result.wait": {"per_service": {"cafe": days(3), "walk": weeks(2)}}}, application) == []
    assert errors(made, {"result.wait": {"per_service": {"cafe": days(3), "walk": days(14)}}}, application) == [
        ("result.wait", "unit_differs")
    ]


def test_a_plain_result_is_that_of_the_only_service_asked_about(made: Scheme) -> None:
    application = applied("phone", "cafe", cafe=days(3))
    view = View(made, made.form("report"), {"result.wait": days(4)}, Context(application=application))
    (row,) = (row for row in compare(view) if row.indicator.id == "wait")
    assert (row.service, row.kind, str(row.difference)) == ("cafe", "deviates", "1")


CHATS = {"field": "services.kind", "values": ["other"]}


@pytest.fixture(scope="module")
def some_have_chat() -> Scheme:
    """Services of two kinds, one of them with an indicator of its own that is not measured per service."""
    target = field("target.calls", "count", required=True, indicator="calls", visible_when={"one_of": CHATS})
    when = {"one_of": {**CHATS, "field": "application.services.kind"}}
    result = field("result.calls", "count", required=True, indicator="calls", visible_when=when)
    why = field("deviation.calls", "long_text", indicator="calls", visible_when=when)
    report = form("report", result, why, based_on="application")
    return scheme(form("application", SERVICES, target), report, indicators=INDICATORS[:1])


@pytest.mark.parametrize(("service", "asked"), [("phone", False), ("cafe", True)])
def test_what_only_some_services_have_is_asked_where_there_are_such(
    some_have_chat: Scheme, service: str, asked: bool
) -> None:
    rows: Answers = {"services": applied(service)["services"]}
    missing = [("target.calls", "required_here")] if asked else []
    assert errors(some_have_chat, rows) == missing

    report = View(some_have_chat, some_have_chat.form("report"), {}, Context(application=rows))
    assert report.is_visible("result.calls") is asked
    assert [row.kind for row in compare(report)] == ["not_compared" if asked else "not_relevant"]


def test_without_the_application_nobody_knows_which_services_there_are(some_have_chat: Scheme) -> None:
    outcome = validate(some_have_chat, some_have_chat.form("report"), {})
    assert [(found.field, found.code) for found in outcome.warnings] == [("result.calls", "not_checked")]
    assert outcome.valid
