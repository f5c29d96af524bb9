"""What decides whether this edition is right: the places where the regelverk sets a trap."""

import json
from typing import Any

import pytest

from formsvc.answers import Context, View, validate
from formsvc.answers.deviations import compare
from formsvc.schemes.conditions import holds
from formsvc.schemes.definition import Scheme
from tests.definitions.conftest import FORMS, edition

FOLDER = FORMS / "hjelpetelefon-chat" / "2026"
POINTS_OF_DESCRIPTION = 21
CHAT = ("answered_chat_share", "waiting_chat")


@pytest.fixture
def edition_2026() -> Scheme:
    return edition(FOLDER)


def test_municipalities_and_voluntary_organisations_may_apply(edition_2026: Scheme) -> None:
    municipality, organisation = (applicant for applicant in edition_2026.applicants if applicant.ticked)
    assert (municipality.kind, municipality.register_) == ("municipality", None)
    assert municipality.signatory == ("municipal_director", "authorised_signatory")
    assert (organisation.kind, organisation.signatory) == (
        "voluntary_organisation",
        ("board_leader", "authorised_signatory"),
    )
    assert organisation.register_
    assert (organisation.register_.name, organisation.register_.at) == ("voluntary", "submission")


def test_only_organisations_are_asked_about_the_register(edition_2026: Scheme) -> None:
    asked = _fields(edition_2026, "application")["is_registered"].visible_when
    assert holds(asked, {"applicant.kind": "voluntary_organisation"}.get)
    assert holds(asked, {"applicant.kind": "municipality"}.get) is False


def test_thirteen_indicators_of_which_the_report_list_has_twelve(edition_2026: Scheme) -> None:
    indicators = edition_2026.indicators
    assert len(indicators) == 13
    assert [one.id for one in indicators if "report" not in one.listed_in] == ["social_media_reach"]
    assert all(one.asked_in == ("application", "report") for one in indicators)


def test_calls_passed_on_to_emergency_services_are_neither_good_nor_bad(edition_2026: Scheme) -> None:
    directions = {one.id: one.direction for one in edition_2026.indicators}
    assert {name for name, direction in directions.items() if direction == "none"} == {"forwarded_to_emergency_share"}
    assert {name for name, direction in directions.items() if direction == "down"} == {
        "waiting_telephone",
        "waiting_chat",
    }


def test_who_has_no_chat_is_not_asked_about_it_which_is_not_zero(edition_2026: Scheme) -> None:
    application, form = _answers("application-telephone-only.valid.json"), edition_2026.form("application")
    targets = [f"target.{one}" for one in CHAT]
    view = View(edition_2026, form, application)
    assert [view.is_visible(name) for name in targets] == [False] * len(CHAT)
    assert not application.keys() & set(targets)
    assert edition_2026.rules_of("no_activity_is_zero") == ()

    said = application | {key: {"not_relevant": True} for key in targets}
    assert validate(edition_2026, form, said, Context()).valid
    report = View(edition_2026, edition_2026.form("report"), {}, Context(application=application))
    kinds = {row.indicator.id: row.kind for row in compare(report)}
    assert {kinds[name] for name in CHAT} == {"not_relevant"}


def test_who_has_a_chat_is_asked_about_it(edition_2026: Scheme) -> None:
    application, form = _answers("application.valid.json"), edition_2026.form("application")
    for name in (f"target.{one}" for one in CHAT):
        without = {key: value for key, value in application.items() if key != name}
        outcome = validate(edition_2026, form, without, Context())
        assert [(found.field, found.code) for found in outcome.errors] == [(name, "required_here")]


def test_more_than_the_target_is_explained_too(edition_2026: Scheme) -> None:
    report = _answers("report.valid.json")
    del report["deviation.answered_telephone_share"]
    context = Context(application=_answers("application.valid.json"), case=_answers("facts.json"))
    outcome = validate(edition_2026, edition_2026.form("report"), report, context)
    assert [found.field for found in outcome.errors] == ["deviation.answered_telephone_share"]


@pytest.mark.parametrize(("amount", "needed"), [(199_999, False), (200_000, True), (200_001, True)])
def test_auditor_from_200_000_inclusive(edition_2026: Scheme, amount: int, needed: bool) -> None:
    (rule,) = edition_2026.rules_of("attachment_required")
    assert holds(rule.when, {"case.granted_amount": amount}.__getitem__) is needed


def test_each_point_of_description_has_questions_of_its_own(edition_2026: Scheme) -> None:
    bullets = [r for r in edition_2026.requirements if r.point == "4" and r.item.startswith("bullet ")]
    assert len(bullets) == POINTS_OF_DESCRIPTION
    questions = [name for bullet in bullets for name in bullet.carried_by]
    assert len(questions) == len(set(questions))


def test_exclusions_are_this_schemes_own(edition_2026: Scheme) -> None:
    """E-mail and sms are excluded here; own payment, membership and health care by name are not."""
    excluded = {one.id for one in edition_2026.funding if one.kind == "excluded"}
    assert "written_messages" in excluded
    assert "health_care" not in excluded
    assert not {"is_free", "requires_membership", "is_one_measure"} & _fields(edition_2026, "application").keys()
    assert edition_2026.rules_of("combined_application") == ()


def test_the_whole_country_is_a_demand_but_never_stops_anyone(edition_2026: Scheme) -> None:
    outcome = validate(edition_2026, edition_2026.form("application"), _answers("application-local.valid.json"))
    assert outcome.valid
    assert "covers_whole_country" in {found.field for found in outcome.warnings}


def test_weights_sit_on_categories(edition_2026: Scheme) -> None:
    categories = edition_2026.assessment.categories
    assert [category.weight for category in categories] == [60, 25, 15]
    assert [len(category.criteria) for category in categories] == [6, 3, 2]


def _fields(scheme: Scheme, form: str) -> dict[str, Any]:
    return {field.id: field for section in scheme.form(form).sections for field in section.fields}


def _answers(name: str) -> dict[str, Any]:
    answers: dict[str, Any] = json.loads((FOLDER / "examples" / name).read_text(encoding="utf-8"))
    return answers
