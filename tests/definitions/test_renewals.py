"""What a simplified application is, in every edition that has one: the least, and marked as ours."""

from pathlib import Path

import pytest

from formsvc.schemes.definition import Form, Scheme
from tests.definitions.conftest import EDITIONS, edition

RENEWED = [folder for folder in EDITIONS if (folder / "renewal.toml").is_file()]
ALREADY_KNOWN = {"legal_duties", "user_privacy", "experience", "target_group", "measure_description"}


@pytest.fixture(params=RENEWED, ids=[f"{folder.parent.name}-{folder.name}" for folder in RENEWED])
def renewed(request: pytest.FixtureRequest) -> Scheme:
    """An edition with a simplified application."""
    folder: Path = request.param
    return edition(folder)


@pytest.fixture
def renewal(renewed: Scheme) -> Form:
    return renewed.form("renewal")


def test_what_the_application_says_is_not_asked_again(renewal: Form) -> None:
    asked = {field.id for section in renewal.sections for field in section.fields}
    assert renewal.based_on == "application"
    assert not asked & ALREADY_KNOWN
    assert {"changed", "activities", "budget", "applied_amount"} <= asked


def test_each_target_is_given_anew_for_the_year(renewed: Scheme, renewal: Form) -> None:
    asked = {field.indicator for section in renewal.sections for field in section.fields}
    assert {one.id for one in renewed.indicators if "application" in one.asked_in} <= asked


def test_what_the_regelverk_leaves_open_is_marked_as_inferred(renewal: Form) -> None:
    ours = [section for section in renewal.sections if section.id != "signature"]
    assert all(section.inferred and section.reason for section in ours)


def test_the_demand_for_one_is_what_carries_it(renewed: Scheme) -> None:
    assert renewed.rules_of("renewal_required")
    carriers = {name for requirement in renewed.requirements for name in requirement.carried_by}
    assert "form:renewal" in carriers


def test_it_stands_in_for_the_application_and_begins_with_it(renewed: Scheme, renewal: Form) -> None:
    begun = {field.id: field.prefill for section in renewal.sections for field in section.fields if field.prefill}
    carried = {"services", "activities", "budget", "has_other_funding", "contact_phone"}
    targets = {f"target.{one.id}" for one in renewed.indicators if one.has_target}
    assert renewed.renewal_of("application") == renewal
    assert renewal in renewed.callable_forms
    assert {name: begun.get(name) for name in carried | targets} == {
        name: f"application.{name}" for name in carried | targets
    }
    assert begun["applied_amount"] == "case.intended_amount"


def test_a_report_can_be_held_against_it(renewed: Scheme, renewal: Form) -> None:
    """Every table, service and target of the application that the report follows is there in the renewal too."""
    report = renewed.report_on("renewal")
    assert report is not None
    fields = [field for section in report.sections for field in section.fields]
    followed = {(field.rows_from or "").removeprefix("application.") for field in fields if field.rows_from}
    asked = {field.id: field for section in renewal.sections for field in section.fields}
    assert followed | {"services"} <= asked.keys()
    applied = {field.id: field.type for section in renewed.form("application").sections for field in section.fields}
    assert {name: asked[name].type for name in asked.keys() & applied.keys()} == {
        name: applied[name] for name in asked.keys() & applied.keys()
    }
