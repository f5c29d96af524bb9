"""What decides whether this edition is right: the places where the regelverk sets a trap."""

import pytest

from formsvc.schemes.conditions import holds
from formsvc.schemes.definition import Field, Scheme
from tests.definitions.conftest import FORMS, edition

POINTS_OF_DESCRIPTION = 24
TICKS_OF_APPLICATION = 7


@pytest.fixture
def edition_2026() -> Scheme:
    return edition(FORMS / "samtale-mestring" / "2026")


def test_only_voluntary_organisations_in_the_register_may_apply(edition_2026: Scheme) -> None:
    (may_apply,) = (applicant for applicant in edition_2026.applicants if applicant.ticked)
    assert may_apply.kind == "voluntary_organisation"
    assert may_apply.register_
    assert (may_apply.register_.name, may_apply.register_.at) == ("voluntary", "submission")


def test_ten_indicators_of_which_the_report_list_has_eight(edition_2026: Scheme) -> None:
    indicators = edition_2026.indicators
    assert len(indicators) == 10
    only_matrix = {indicator.id for indicator in indicators if "report" not in indicator.listed_in}
    assert only_matrix == {"privacy_routines", "social_media_reach"}
    assert all(indicator.asked_in == ("application", "report") for indicator in indicators)
    assert {indicator.id for indicator in indicators if indicator.per_service} == {"participants", "answered_share"}


def test_no_activity_is_never_zero_here(edition_2026: Scheme) -> None:
    assert edition_2026.rules_of("no_activity_is_zero") == ()
    assert {indicator.instead for indicator in edition_2026.indicators} == {("not_relevant",)}


@pytest.mark.parametrize(("amount", "needed"), [(199_999, False), (200_000, True), (200_001, True)])
def test_auditor_from_200_000_inclusive(edition_2026: Scheme, amount: int, needed: bool) -> None:
    (rule,) = edition_2026.rules_of("attachment_required")
    assert holds(rule.when, {"case.granted_amount": amount}.__getitem__) is needed


def test_each_point_of_description_has_questions_of_its_own(edition_2026: Scheme) -> None:
    bullets = [r for r in edition_2026.requirements if r.point == "4" and r.item.startswith("bullet ")]
    assert len(bullets) == POINTS_OF_DESCRIPTION
    questions = [name for bullet in bullets for name in bullet.carried_by]
    assert len(questions) == len(set(questions))
    ticks = [r for r in edition_2026.requirements if r.point == "4" and r.item.startswith("tick ")]
    assert [tick.ticked for tick in ticks] == [True] * TICKS_OF_APPLICATION


def test_contacts_are_asked_of_every_kind_of_service(edition_2026: Scheme) -> None:
    """The text copies "hjelpetelefonen og eller chatten" from another scheme: kept as quote, never as a label."""
    contacts = _column(edition_2026, "services", "expected_contacts")
    assert contacts.source
    assert "hjelpetelefonen" in str(contacts.source.quote)
    assert "telefon" not in contacts.label.nb
    assert contacts.visible_when is None


def test_weights_sit_on_categories(edition_2026: Scheme) -> None:
    categories = edition_2026.assessment.categories
    assert [category.weight for category in categories] == [60, 25, 15]
    assert [len(category.criteria) for category in categories] == [6, 3, 2]


def test_three_years_ask_for_plan_and_budget_of_each(edition_2026: Scheme) -> None:
    answers = {"years": "3"}.get
    for column in ("amount_year_2", "amount_year_3"):
        field = _column(edition_2026, "budget", column)
        assert holds(field.visible_when, answers)
        assert holds(field.visible_when, {"years": "1"}.get) is False
    assert holds(_column(edition_2026, "activities", "in_years").visible_when, answers)


def test_reports_are_due_on_the_first_of_april(edition_2026: Scheme) -> None:
    report = edition_2026.form("report")
    assert (report.due, report.based_on) == ("04-01", "application")


def test_decisions_may_be_appealed_to_the_ministry_within_three_weeks(edition_2026: Scheme) -> None:
    appeal = edition_2026.appeal
    assert appeal.allowed
    assert appeal.body
    assert (appeal.weeks, appeal.body.nb) == (3, "Helse- og omsorgsdepartementet")


def _column(scheme: Scheme, rows: str, column: str) -> Field:
    fields = (field for section in scheme.form("application").sections for field in section.fields)
    columns = next(field for field in fields if field.id == rows).columns
    return next(one for one in columns if one.id == column)
