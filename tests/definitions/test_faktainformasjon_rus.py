"""What decides whether this edition is right: the places where the regelverk sets a trap."""

import json
from typing import Any

import pytest

from formsvc.answers import Context, Outcome, validate
from formsvc.schemes.conditions import holds
from formsvc.schemes.definition import Scheme
from tests.definitions.conftest import FORMS, edition

FOLDER = FORMS / "faktainformasjon-rus" / "2024"
OUTCOMES = ["knowledge_share", "easy_to_find_share"]
OTHERS = ["contacts", "availability", "paid_fte", "unpaid_fte", "volunteers"]
ONLY_ORGANISATIONS = ("is_registered", "does_drug_policy_advocacy")


@pytest.fixture
def edition_2024() -> Scheme:
    return edition(FOLDER)


def test_lost_ticks_are_inferred_with_the_reason(edition_2024: Scheme) -> None:
    assert [one.ticked for one in edition_2024.applicants] == [None] * 8
    assert all(one.reason for one in edition_2024.applicants)
    municipality, organisation = (one for one in edition_2024.applicants if one.inferred)
    assert (municipality.kind, municipality.signatory[0]) == ("municipality", "municipal_director")
    assert (organisation.kind, organisation.signatory[0]) == ("voluntary_organisation", "board_leader")
    assert organisation.register_


@pytest.mark.parametrize("question", ONLY_ORGANISATIONS)
def test_only_organisations_are_asked_of_the_register_and_of_advocacy(edition_2024: Scheme, question: str) -> None:
    asked = _fields(edition_2024, "application")[question].visible_when
    assert holds(asked, {"applicant.kind": "voluntary_organisation"}.get)
    assert holds(asked, {"applicant.kind": "municipality"}.get) is False


def test_advocacy_and_local_measures_are_for_a_person_to_judge(edition_2024: Scheme) -> None:
    outcome = _application(edition_2024, _answers("application-advocacy.valid.json"))
    assert outcome.valid
    assert {"does_drug_policy_advocacy", "covers_whole_country"} <= {found.field for found in outcome.warnings}


def test_struck_text_gives_no_priority(edition_2024: Scheme) -> None:
    (deleted,) = (one for one in edition_2024.requirements if one.unhoused == "deleted")
    assert "2023" in deleted.wording
    assert [one.id for one in edition_2024.priorities] == ["within_multi_year"]


def test_ten_indicators_of_which_the_list_of_targets_has_eight(edition_2024: Scheme) -> None:
    matrix = [one for one in edition_2024.indicators if one.kind == "matrix"]
    assert len(matrix) == 10
    assert [one.id for one in matrix if "application" not in one.listed_in] == OUTCOMES
    assert all(one.has_target and "report" in one.asked_in for one in matrix)


def test_the_other_indicators_are_reported_without_target_or_explanation(edition_2024: Scheme) -> None:
    assert [one.id for one in edition_2024.indicators if one.kind == "other_reported"] == OTHERS
    report, application = _fields(edition_2024, "report"), _fields(edition_2024, "application")
    for name in OTHERS:
        assert f"result.{name}" in report
        assert not {f"target.{name}"} & application.keys()
        assert not {f"deviation.{name}", f"measures.{name}"} & report.keys()


def test_contacts_are_told_by_channel_and_not_of_websites(edition_2024: Scheme) -> None:
    told = _answers("report.valid.json")
    told["result.contacts"]["per_service"]["website"] = 10
    assert _codes(_report(edition_2024, told)) == [("result.contacts.per_service.website", "service_unknown")]


@pytest.mark.parametrize("name", OUTCOMES)
@pytest.mark.parametrize("nothing", [0, {"no_activity": True}])
def test_nothing_on_the_outcome_goal_is_a_warning(edition_2024: Scheme, name: str, nothing: Any) -> None:
    outcome = _application(edition_2024, _answers("application.valid.json") | {f"target.{name}": nothing})
    assert outcome.valid
    assert [(one.field, one.code) for one in outcome.warnings] == [(f"target.{name}", "no_activity_on_outcome")]


def test_no_activity_on_an_output_goal_is_sound_and_counts_as_zero(edition_2024: Scheme) -> None:
    municipality = _answers("application-municipality.valid.json")
    assert municipality["target.waiting_chat"] == {"no_activity": True}
    warned = {found.field for found in _application(edition_2024, municipality).warnings}
    assert not any(name.startswith("target.") for name in warned)


def test_yes_and_no_are_explained_too_with_the_measures_taken(edition_2024: Scheme) -> None:
    told = _answers("report.valid.json") | {"result.visibility_plan": False}
    assert _codes(_report(edition_2024, told)) == [
        ("deviation.visibility_plan", "deviation_unexplained"),
        ("measures.visibility_plan", "measures_missing"),
    ]


@pytest.mark.parametrize(("years", "lacking"), [("1", False), ("2", True), ("3", True)])
def test_several_years_need_a_plan_for_each(edition_2024: Scheme, years: str, lacking: bool) -> None:
    answers = _answers("application.valid.json") | {"years": years}
    del answers["multi_year_plan"]
    outcome = _application(edition_2024, answers)
    assert (("multi_year_plan", "attachment_missing") in _codes(outcome)) is lacking


@pytest.mark.parametrize(("amount", "needed"), [(199_999, False), (200_000, True), (200_001, True)])
def test_auditor_from_200_000_inclusive(edition_2024: Scheme, amount: int, needed: bool) -> None:
    (rule,) = (one for one in edition_2024.rules_of("attachment_required") if one.form == "report")
    assert holds(rule.when, {"case.granted_amount": amount}.__getitem__) is needed


def test_overpaid_is_returned_or_offset_and_misuse_may_shut_out(edition_2024: Scheme) -> None:
    assert [rule.value for rule in edition_2024.rules_of("overpaid")] == ["return_or_offset"]
    assert all(rule.discretionary for rule in edition_2024.rules_of("later_exclusion"))
    assert "unspent_wish" not in _fields(edition_2024, "report")


def test_weights_sit_on_categories(edition_2024: Scheme) -> None:
    categories = edition_2024.assessment.categories
    assert [category.weight for category in categories] == [50, 30, 20]
    assert [len(category.criteria) for category in categories] == [6, 4, 3]


def _application(scheme: Scheme, answers: dict[str, Any]) -> Outcome:
    return validate(scheme, scheme.form("application"), answers)


def _report(scheme: Scheme, answers: dict[str, Any]) -> Outcome:
    context = Context(application=_answers("application.valid.json"), case=_answers("facts.json"))
    return validate(scheme, scheme.form("report"), answers, context)


def _codes(outcome: Outcome) -> list[tuple[str, str]]:
    return [(found.field, found.code) for found in outcome.errors]


def _fields(scheme: Scheme, form: str) -> dict[str, Any]:
    return {field.id: field for section in scheme.form(form).sections for field in section.fields}


def _answers(name: str) -> dict[str, Any]:
    answers: dict[str, Any] = json.loads((FOLDER / "examples" / name).read_text(encoding="utf-8"))
    return answers
