"""What decides whether this edition is right: the places where the regelverk sets a trap."""

import json
from typing import Any

import pytest

from formsvc.answers import Context, validate
from formsvc.schemes.conditions import holds
from formsvc.schemes.definition import Field, Scheme
from formsvc.schemes.export import export
from formsvc.schemes.registry import registry
from tests.definitions.conftest import FORMS, edition

FOLDER = FORMS / "raadgivning-stotte-veiledning" / "2023"
INDICATORS = 20
POINTS_OF_DESCRIPTION = 11


@pytest.fixture
def edition_2023() -> Scheme:
    return edition(FOLDER)


@pytest.fixture
def application() -> dict[str, Any]:
    return _example("application.valid")


@pytest.fixture
def report() -> dict[str, Any]:
    return _example("report.valid")


def test_the_scheme_has_ended(edition_2023: Scheme) -> None:
    assert not edition_2023.open
    assert edition_2023 not in registry(FORMS).open_()
    assert edition_2023.regulation.approved is None


def test_lost_ticks_are_unknown_and_say_so(edition_2023: Scheme) -> None:
    told = export(edition_2023)["applicants"]
    assert {applicant["ticked"] for applicant in told} == {None}
    assert all(applicant["reason"]["nb"] for applicant in told)
    assert [applicant["kind"] for applicant in told if applicant["inferred"]] == [
        "municipality",
        "voluntary_organisation",
    ]


def test_only_the_two_signatories_of_the_text_and_one_inferred(edition_2023: Scheme) -> None:
    may_sign = {applicant.kind: applicant.signatory for applicant in edition_2023.applicants if applicant.eligible}
    assert may_sign == {
        "municipality": ("municipal_director", "authorised_signatory"),
        "voluntary_organisation": ("board_leader", "authorised_signatory"),
    }


def test_twenty_indicators_stand_in_all_three_lists(edition_2023: Scheme) -> None:
    assert len(edition_2023.indicators) == INDICATORS
    assert {indicator.listed_in for indicator in edition_2023.indicators} == {("matrix", "application", "report")}
    assert {indicator.asked_in for indicator in edition_2023.indicators} == {("application", "report")}


def test_neither_more_nor_fewer_referrals_are_better(edition_2023: Scheme) -> None:
    assert edition_2023.indicator("emergency_referral_share").direction == "none"


def test_other_services_alone_are_asked_about_one_by_one(edition_2023: Scheme) -> None:
    some = {indicator.id: indicator for indicator in edition_2023.indicators if indicator.per_service}
    assert some.keys() == {"answered_other_share", "waiting_time_other"}
    assert {one.of_services.values for one in some.values() if one.of_services} == {("other",)}
    assert some["waiting_time_other"].unit == "duration"
    assert edition_2023.indicator("waiting_time_chat").unit == "minutes"


def test_no_activity_counts_as_zero_and_nothing_is_not_relevant(edition_2023: Scheme) -> None:
    assert edition_2023.rules_of("no_activity_is_zero")
    assert {indicator.instead for indicator in edition_2023.indicators} == {("no_activity",)}


def test_every_deviation_asks_for_measures(edition_2023: Scheme) -> None:
    asked = {field.id for section in edition_2023.form("report").sections for field in section.fields}
    assert {f"measures.{indicator.id}" for indicator in edition_2023.indicators} <= asked


@pytest.mark.parametrize(("indicator", "result"), [("training_system", False), ("safe_share", 89), ("safe_share", 87)])
def test_a_deviation_is_explained_with_measures(
    edition_2023: Scheme, application: dict[str, Any], report: dict[str, Any], indicator: str, result: Any
) -> None:
    found = validate(
        edition_2023,
        edition_2023.form("report"),
        {**report, f"result.{indicator}": result},
        Context(application=application, case=_example("facts")),
    )
    assert [error.field for error in found.errors] == [f"deviation.{indicator}", f"measures.{indicator}"]


def test_several_years_demand_a_plan_for_the_whole_period(edition_2023: Scheme) -> None:
    (rule,) = (rule for rule in edition_2023.rules_of("attachment_required") if rule.form == "application")
    assert [holds(rule.when, {"years": years}.get) for years in ("1", "2", "3")] == [False, True, True]
    columns = [column.id for column in _field(edition_2023, "budget").columns]
    assert columns == ["item", "basis", "amount"]


@pytest.mark.parametrize(("amount", "needed"), [(199_999, False), (200_000, True)])
def test_the_auditor_from_200_000_inclusive(edition_2023: Scheme, amount: int, needed: bool) -> None:
    (rule,) = (rule for rule in edition_2023.rules_of("attachment_required") if rule.form == "report")
    assert holds(rule.when, {"case.granted_amount": amount}.__getitem__) is needed


def test_overpaid_grants_are_returned_and_years_may_be_lost(edition_2023: Scheme) -> None:
    assert [rule.value for rule in edition_2023.rules_of("overpaid")] == ["return"]
    assert edition_2023.rules_of("later_exclusion")
    assert not edition_2023.rules_of("dismissal_ground")
    assert not edition_2023.rules_of("unspent_funds")


def test_weights_sit_on_categories(edition_2023: Scheme) -> None:
    categories = edition_2023.assessment.categories
    assert [category.weight for category in categories] == [60, 20, 20]
    assert [len(category.criteria) for category in categories] == [8, 2, 2]


def test_each_point_of_description_has_questions_of_its_own(edition_2023: Scheme) -> None:
    bullets = [r for r in edition_2023.requirements if r.point == "5" and r.item.startswith("bullet ")]
    questions = [name for bullet in bullets[:POINTS_OF_DESCRIPTION] for name in bullet.carried_by]
    assert len(bullets) == POINTS_OF_DESCRIPTION + INDICATORS
    assert len(questions) == len(set(questions))


def _field(scheme: Scheme, name: str) -> Field:
    fields = (field for section in scheme.form("application").sections for field in section.fields)
    return next(field for field in fields if field.id == name)


def _example(name: str) -> dict[str, Any]:
    file = FOLDER / "examples" / f"{name}.json"
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content
