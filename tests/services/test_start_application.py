"""Beginning an application."""

import pytest

from formsvc.services.actor import CaseNotFound, own_case
from formsvc.services.call_for import CallNotFound, CallNotOpen
from formsvc.services.invite import OrganisationNotFound
from formsvc.services.start_application import start_application
from tests.fixtures.applying import answers, begin, fill_in, first_call
from tests.fixtures.example import Example


def test_a_case_is_begun_with_a_number_and_seen_by_its_own_organisation_only(example: Example) -> None:
    case_id = begin(example)
    with example.session(writes=False) as session:
        case = own_case(session, example.actor("writer"), case_id)
        assert case.number.startswith("26/")
        assert case.status == "draft"
        for stranger in ("other", "caseworker"):
            with pytest.raises(CaseNotFound):
                own_case(session, example.actor(stranger), case_id)


def test_a_second_click_begins_nothing_new(example: Example) -> None:
    assert begin(example) == begin(example) == begin(example, "writer")


def test_an_organisation_may_apply_for_several_measures(example: Example) -> None:
    first = begin(example)
    fill_in(example, first, answers())
    assert begin(example) != first


def test_nobody_applies_for_an_organisation_they_do_not_belong_to(example: Example) -> None:
    actor, other = example.actor("leader"), example.actor("other")
    theirs = next(iter(other.organisations))
    with example.session() as session, pytest.raises(OrganisationNotFound):
        start_application(
            session, actor, example.office, first_call(example), organisation_id=theirs, at=example.clock()
        )


def test_a_call_that_does_not_exist_is_not_found(example: Example) -> None:
    actor = example.actor("leader")
    with example.session() as session, pytest.raises(CallNotFound):
        start_application(session, actor, example.office, 999, organisation_id=1, at=example.clock())


@pytest.mark.parametrize("days", [-400, 800])
def test_a_call_takes_no_applications_before_it_opens_or_when_its_year_is_over(example: Example, days: int) -> None:
    actor, call = example.actor("leader"), first_call(example)
    organisation = next(iter(actor.organisations))
    example.clock.forward(days=days)
    with example.session() as session, pytest.raises(CallNotOpen):
        start_application(session, actor, example.office, call, organisation_id=organisation, at=example.clock())
