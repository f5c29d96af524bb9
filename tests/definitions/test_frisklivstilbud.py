"""What decides whether this edition is right: two tracks, the survey of the counties, where the text has traps."""

import json
from typing import Any

import pytest

from formsvc.answers import meant, validate
from formsvc.schemes.conditions import holds
from formsvc.schemes.definition import Field, Scheme
from tests.definitions.conftest import FORMS, edition

FOLDER = FORMS / "frisklivstilbud" / "2024"
SURVEY = "county-survey"
QUESTIONS = 38
COUNTIES, MUNICIPALITIES = 15, 357


@pytest.fixture
def edition_2024() -> Scheme:
    return edition(FOLDER)


def test_two_tracks_with_different_decision_makers_and_deadlines(edition_2024: Scheme) -> None:
    forms = {form.id: (form.decided_by, form.due) for form in edition_2024.forms}
    assert forms == {
        "application": ("county", None),
        "report": ("county", "04-01"),
        "development-centre-application": ("helsedirektoratet", None),
        "development-centre-report": ("helsedirektoratet", "04-01"),
        SURVEY: ("helsedirektoratet", "07-01"),
    }


def test_counties_get_the_frame_and_only_report(edition_2024: Scheme) -> None:
    (county,) = (one for one in edition_2024.applicants if one.kind == "county")
    assert county.ticked
    assert [form.id for form in edition_2024.forms for user in form.applicants if user.kind == "county"] == [SURVEY]


def test_svalbard_through_a_state_enterprise_that_is_not_ticked(edition_2024: Scheme) -> None:
    (enterprise,) = (one for one in edition_2024.applicants if one.kind == "state_enterprise")
    (user,) = (one for one in edition_2024.form("application").applicants if one.kind == "state_enterprise")
    assert enterprise.ticked is False
    assert user.condition
    assert "Svalbard" in user.condition.nb
    municipality = _field(edition_2024, "application", "municipality")
    assert holds(municipality.visible_when, {"applies_for": "svalbard"}.get) is False


def test_there_is_no_right_of_appeal(edition_2024: Scheme) -> None:
    assert not edition_2024.appeal.allowed


@pytest.mark.parametrize(("amount", "needed"), [(499_999, False), (500_000, False), (500_001, True)])
def test_evaluation_plan_strictly_above_500_000(edition_2024: Scheme, amount: int, needed: bool) -> None:
    look = {"applied_amount": amount}.__getitem__
    assert holds(edition_2024.rule("evaluation_plan").when, look) is needed
    assert holds(_field(edition_2024, "application", "evaluation").required_when, look) is needed


@pytest.mark.parametrize(("amount", "needed"), [(199_999, False), (200_000, True)])
def test_auditor_from_200_000_inclusive_but_not_of_development_centres(
    edition_2024: Scheme, amount: int, needed: bool
) -> None:
    rule = edition_2024.rule("auditor_statement")
    assert holds(rule.when, {"case.granted_amount": amount}.__getitem__) is needed
    assert {one.form for one in edition_2024.rules_of("attachment_required")} == {"application", "report"}


def test_amounts_stand_in_rules(edition_2024: Scheme) -> None:
    values = {name: edition_2024.rule(name).value for name in ("competence_cap", "centre_amount", "number_of_centres")}
    assert values == {"competence_cap": 100_000, "centre_amount": 60_000, "number_of_centres": 20}


def test_proof_of_political_treatment_is_attached(edition_2024: Scheme) -> None:
    proof = _field(edition_2024, "application", "political_treatment")
    assert (proof.type, proof.required) == ("attachment", True)


def test_twelve_and_six_criteria_without_weights(edition_2024: Scheme) -> None:
    for form, number in (("application", 12), ("development-centre-application", 6)):
        (category,) = edition_2024.assessment.of_form(form).categories
        assert (len(category.criteria), category.weight) == (number, None)


def test_each_track_has_its_own_purpose(edition_2024: Scheme) -> None:
    purposes = {
        form.id: [one.id for one in edition_2024.funding_of(form.id) if one.kind == "purpose"]
        for form in edition_2024.forms
    }
    assert purposes["application"] == ["measures_for_the_goals"]
    assert purposes["development-centre-application"] == ["development_centres"]
    assert purposes[SURVEY] == ["competence_building"]
    assert edition_2024.priorities_of("development-centre-application") == ()


def test_twelve_graded_goals_and_five_counts_without_targets(edition_2024: Scheme) -> None:
    graded = [one for one in edition_2024.indicators if one.kind == "survey"]
    counted = [one for one in edition_2024.indicators if one.kind == "other_reported"]
    assert (len(graded), len(counted)) == (12, 5)
    assert {(one.unit, one.listed_in) for one in graded} == {("grade", ("matrix",))}
    assert {(one.unit, one.listed_in) for one in counted} == {("count", ("report",))}
    assert not any(one.has_target for one in edition_2024.indicators)
    report = [field.id for section in edition_2024.form("report").sections for field in section.fields]
    assert not any(name.startswith("deviation.") for name in report)


def test_questions_24_to_35_are_the_indicators_of_point_2_in_order(edition_2024: Scheme) -> None:
    columns = [column for column in _field(edition_2024, SURVEY, "projects").columns if column.type == "grade"]
    assert [column.indicator for column in columns] == [one.id for one in edition_2024.indicators[:12]]
    items = [column.source.item for column in columns if column.source]
    assert items == [f"question {number}" for number in range(24, 36)]
    assert all(column.required for column in columns)


def test_one_part_for_the_county_and_one_row_for_each_project(edition_2024: Scheme) -> None:
    sections = edition_2024.form(SURVEY).sections
    asked = [field for section in sections for field in section.fields]
    (rows,) = (field for field in asked if field.type == "rows")
    once, each = _numbers([field for field in asked if field is not rows]), _numbers(list(rows.columns))
    assert once == set(range(1, 13))
    assert each == set(range(13, QUESTIONS + 1))


def test_places_are_keyed_by_number(edition_2024: Scheme) -> None:
    municipality = next(one for one in _field(edition_2024, SURVEY, "projects").columns if one.id == "municipality")
    assert len(_field(edition_2024, SURVEY, "county").options) == COUNTIES
    assert len(municipality.options) == MUNICIPALITIES
    assert ("0301", "Oslo - Oslove") in [(option.key, option.label.nb) for option in municipality.options]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"competence_already_reported": None}, "competence_already_reported"),
        ({"competence_used": None}, "competence_used"),
        ({"competence_used": False}, "competence_not_used_reason"),
        ({"competence_total": None}, "competence_total"),
        ({"other_measures": None}, "other_measures"),
    ],
)
def test_branches_of_the_survey(edition_2024: Scheme, changes: dict[str, Any], field: str) -> None:
    assert [error for error, _ in _survey(edition_2024, changes)] == [field]


def test_who_has_reported_before_goes_on_to_the_projects(edition_2024: Scheme) -> None:
    """Whatever was written about competence building then counts for nothing."""
    assert _survey(edition_2024, {"competence_already_reported": True, "competence_total": 1}) == []


def test_a_project_of_another_kind_says_which(edition_2024: Scheme) -> None:
    row = {"independent_of_diagnosis": False, "for_a_diagnosis": False}
    assert _survey(edition_2024, {}, row) == [("projects[0].other_kind", "required_here")]
    assert _survey(edition_2024, {}, row | {"for_a_diagnosis": True}) == []
    assert _survey(edition_2024, {}, {"independent_of_diagnosis": True, "for_a_diagnosis": True}) == []


def test_partly_and_no_are_explained(edition_2024: Scheme) -> None:
    grades = {one.id: "yes" for one in edition_2024.indicators[:12]} | {"grades_explained": None}
    assert _survey(edition_2024, {}, grades) == []
    for grade in ("partly", "no"):
        found = _survey(edition_2024, {}, grades | {"cooperation": grade})
        assert found == [("projects[0].grades_explained", "required_here")]
    assert _survey(edition_2024, {}, grades | {"cooperation": "not_applicable"}) == []


def test_both_groups_and_all_ages_overlap_and_are_counted_so(edition_2024: Scheme) -> None:
    columns = {column.id: column for column in _field(edition_2024, SURVEY, "projects").columns}
    groups, users = columns["target_groups"], columns["user_groups"]
    assert meant(groups, ["at_risk", "chronic", "other"]) == {"at_risk", "chronic", "both", "other"}
    assert meant(groups, ["both"]) == {"at_risk", "chronic", "both"}
    assert meant(users, ["all_ages", "pregnant"]) == {"all_ages", "children", "adults", "elderly", "pregnant"}
    assert _survey(edition_2024, {}, {"target_groups": ["at_risk", "both"]}) == []


def _field(scheme: Scheme, form: str, name: str) -> Field:
    return next(field for section in scheme.form(form).sections for field in section.fields if field.id == name)


def _numbers(fields: list[Field]) -> set[int]:
    return {int(field.source.item.split()[1]) for field in fields if field.source and field.source.item}


def _survey(scheme: Scheme, changes: dict[str, Any], row: dict[str, Any] | None = None) -> list[tuple[str, str]]:
    """The errors in the example with these changes; None takes an answer away."""
    answers = json.loads((FOLDER / "examples" / f"{SURVEY}.valid.json").read_text(encoding="utf-8"))
    answers["projects"][0] = _without_none(answers["projects"][0] | (row or {}))
    outcome = validate(scheme, scheme.form(SURVEY), _without_none(answers | changes))
    return [(error.field, error.code) for error in outcome.errors]


def _without_none(answers: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answers.items() if value is not None}
