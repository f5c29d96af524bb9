"""Saving a section: nothing typed is ever lost."""

from typing import Any

import pytest

from formsvc.services.actor import CaseNotFound
from formsvc.services.save_section import SectionChanged
from tests.fixtures.applying import begin, opened, save
from tests.fixtures.example import Example


@pytest.mark.parametrize("typed", ["abc", "12,", "  ", "-3", "999999999999999999999"])
def test_what_cannot_be_read_is_kept_as_it_was_typed(example: Example, typed: str) -> None:
    case_id = begin(example)
    save(example, case_id, "staff", {"employees": typed})
    form = opened(example, case_id)
    assert form.typed_in(form.section("staff"))["employees"] == typed


def test_two_people_saving_the_same_section_lose_nothing(example: Example) -> None:
    case_id = begin(example)
    save(example, case_id, "measure", {"project_title": "Fra leder"}, who="leader")
    with pytest.raises(SectionChanged) as conflict:
        save(example, case_id, "measure", {"project_title": "Fra medarbeider"}, version=0, who="writer")
    assert conflict.value.theirs.typed == {"project_title": "Fra leder"}
    assert conflict.value.theirs.saved_by.id == example.actor("leader").id
    save(example, case_id, "measure", {"project_title": "Begge"}, version=conflict.value.theirs.version, who="writer")
    form = opened(example, case_id)
    assert form.typed_in(form.section("measure")) == {"project_title": "Begge"}


def test_saving_the_same_twice_is_no_conflict(example: Example) -> None:
    case_id = begin(example)
    typed: dict[str, Any] = {"project_title": "Samtaler"}
    assert save(example, case_id, "measure", typed) == save(example, case_id, "measure", typed)


def test_different_sections_are_saved_side_by_side(example: Example) -> None:
    case_id = begin(example)
    save(example, case_id, "measure", {"project_title": "A"}, who="leader")
    save(example, case_id, "contact", {"contact_name": "B"}, who="writer")
    assert set(opened(example, case_id).drafts) == {"measure", "contact"}


def test_another_organisation_cannot_write_here(example: Example) -> None:
    case_id = begin(example)
    with pytest.raises(CaseNotFound):
        save(example, case_id, "measure", {"project_title": "Inntrenger"}, who="other")


def test_what_the_service_knows_stands_there_until_something_is_saved(example: Example) -> None:
    case_id = begin(example)
    form = opened(example, case_id)
    known = form.typed_in(form.section("applicant"))
    assert known["organisation_name"] == form.case.organisation.name
    assert known["orgnr"] == form.case.organisation.orgnr
    assert form.progress.of("applicant").status == "not_started"
    save(example, case_id, "applicant", {})
    form = opened(example, case_id)
    assert form.typed_in(form.section("applicant")) == {}
