"""Sending, correcting and withdrawing an application."""

from datetime import timedelta

import pytest

from formsvc.casework.events import ApplicationSubmitted
from formsvc.casework.state import CaseState
from formsvc.services.actor import CaseNotFound, NotSignatory
from formsvc.services.call_for import CallNotOpen
from formsvc.services.changeable import BeingDecided, CorrectionTooLate
from formsvc.services.declare_impartiality import declare_impartiality
from formsvc.services.own_cases import CasePage, case_page
from formsvc.services.propose_decision import Proposal, propose_decision
from formsvc.services.submit_application import ApplicationIncomplete
from formsvc.services.withdraw_application import (
    LONGEST_REASON,
    NothingToWithdraw,
    ReasonUnreadable,
    withdraw_application,
)
from formsvc.storage.cases import find_case, recorded_events, state_of
from tests.fixtures.applying import SIGNATURE, answers, begin, fill_in, opened, save, send, sent
from tests.fixtures.example import Example


def state(example: Example, case_id: int) -> CaseState:
    with example.session(writes=False) as session:
        case = find_case(session, case_id)
        assert case
        return state_of(session, case)


def page(example: Example, case_id: int) -> CasePage:
    with example.session(writes=False) as session:
        return case_page(session, example.actor("leader"), example.schemes, case_id, example.clock())


def withdraw(example: Example, case_id: int, who: str = "leader", reason: str = "") -> None:
    with example.session() as session:
        withdraw_application(
            session, example.actor(who), example.office, case_id, reason=reason, language="nb", at=example.clock()
        )


def to_just_after_the_deadline(example: Example, case_id: int) -> None:
    deadline = opened(example, case_id).case.call.deadline_at
    example.clock.moment = deadline + timedelta(seconds=1)


def test_a_complete_application_becomes_a_numbered_version(example: Example) -> None:
    case_id = begin(example)
    fill_in(example, case_id, answers())
    version = send(example, case_id, language="nn")
    case = opened(example, case_id).case
    assert version.reference == f"{case.number}-1"
    assert (version.kind, version.language, version.edition) == ("original", "nn", case.call.edition)
    assert len(version.definition_hash) == 64
    assert version.answers["declaration"] is True
    assert case.status == "submitted"
    assert case.title == answers()["project_title"]
    assert case.applied_amount == answers()["applied_amount"]
    assert state(example, case_id).in_time


def test_a_double_click_makes_one_version(example: Example) -> None:
    case_id = begin(example)
    fill_in(example, case_id, answers())
    assert send(example, case_id).id == send(example, case_id).id
    assert len(page(example, case_id).submissions) == 1


def test_an_incomplete_application_is_not_sent_and_says_what_is_missing(example: Example) -> None:
    case_id = begin(example)
    with pytest.raises(ApplicationIncomplete) as refused:
        send(example, case_id)
    assert "project_title" in {finding.field for finding in refused.value.progress.errors}
    assert opened(example, case_id).case.status == "draft"


@pytest.mark.parametrize("missing", ["signatory_name", "signatory_capacity", "declaration"])
def test_without_the_declaration_nothing_is_sent(example: Example, missing: str) -> None:
    case_id = begin(example)
    fill_in(example, case_id, answers())
    with pytest.raises(ApplicationIncomplete) as refused:
        send(example, case_id, signature={**SIGNATURE, missing: ""})
    assert [finding.field for finding in refused.value.progress.errors] == [missing]


def test_only_a_signatory_sends(example: Example) -> None:
    case_id = begin(example)
    fill_in(example, case_id, answers(), who="writer")
    with pytest.raises(NotSignatory):
        send(example, case_id, who="writer")
    with pytest.raises(CaseNotFound):
        send(example, case_id, who="other")


def test_submission_validates_again_what_was_complete_before(example: Example) -> None:
    case_id = begin(example)
    fill_in(example, case_id, answers())
    assert opened(example, case_id).progress.complete
    save(
        example,
        case_id,
        "funding",
        {**opened(example, case_id).drafts["funding"].typed, "applied_amount": "1"},
        version=1,
    )
    with pytest.raises(ApplicationIncomplete) as refused:
        send(example, case_id)
    assert "check_failed" in {finding.code for finding in refused.value.progress.errors}


def test_answers_to_questions_that_are_no_longer_asked_are_not_sent(example: Example) -> None:
    case_id = begin(example)
    fill_in(example, case_id, {**answers(), "has_collaboration": False, "collaboration": "Gammel tekst"})
    assert "collaboration" not in send(example, case_id).answers


def test_a_late_application_is_taken_and_marked(example: Example) -> None:
    case_id = begin(example)
    fill_in(example, case_id, answers())
    to_just_after_the_deadline(example, case_id)
    send(example, case_id)
    assert not state(example, case_id).in_time


def test_the_last_second_of_the_deadline_counts(example: Example) -> None:
    case_id = begin(example)
    fill_in(example, case_id, answers())
    example.clock.moment = opened(example, case_id).case.call.deadline_at + timedelta(milliseconds=999)
    send(example, case_id)
    assert state(example, case_id).in_time


def test_nothing_is_sent_when_the_grant_year_is_over(example: Example) -> None:
    case_id = begin(example)
    fill_in(example, case_id, answers())
    example.clock.forward(days=800)
    with pytest.raises(CallNotOpen):
        send(example, case_id)


def test_a_correction_is_a_version_of_its_own_and_the_first_time_counts(example: Example) -> None:
    case_id = sent(example)
    first_at = example.clock()
    example.clock.forward(days=2)
    typed = {**opened(example, case_id).drafts["measure"].typed, "project_title": "Nytt navn"}
    save(example, case_id, "measure", typed, version=1)
    assert opened(example, case_id).unsent
    version = send(example, case_id, number=2)
    assert (version.number, version.kind) == (2, "correction")
    assert version.reference.endswith("-2")
    assert state(example, case_id).submitted_at == first_at
    first, second = page(example, case_id).submissions
    assert (first.answers["project_title"], second.answers["project_title"]) == (
        answers()["project_title"],
        "Nytt navn",
    )
    assert not opened(example, case_id).unsent


def test_after_the_deadline_what_was_sent_is_not_corrected(example: Example) -> None:
    case_id = sent(example)
    to_just_after_the_deadline(example, case_id)
    assert isinstance(opened(example, case_id).closed, CorrectionTooLate)
    with pytest.raises(CorrectionTooLate):
        send(example, case_id, number=2)


def test_an_application_does_not_change_under_a_proposed_decision(example: Example) -> None:
    case_id = sent(example)
    with example.session() as session:
        actor, at = example.actor("caseworker"), example.clock()
        declare_impartiality(session, actor, case_id, impartial=True, note="", at=at)
        propose_decision(session, actor, case_id, Proposal("refusal", 0, 1, "Utenfor ordningen."), at)
    with pytest.raises(BeingDecided):
        send(example, case_id, number=2)
    assert page(example, case_id).own.standing == "received"


def test_a_withdrawal_is_a_version_and_leaves_what_was_sent(example: Example) -> None:
    case_id = sent(example)
    withdraw(example, case_id, reason="Vi fikk penger fra andre.")
    found = page(example, case_id)
    assert [version.kind for version in found.submissions] == ["original", "withdrawal"]
    assert found.own.standing == "withdrawn"
    assert found.latest is None
    with pytest.raises(NothingToWithdraw):
        withdraw(example, case_id)


def test_a_withdrawn_application_can_be_sent_again_before_the_deadline(example: Example) -> None:
    case_id = sent(example)
    withdraw(example, case_id)
    version = send(example, case_id, number=3)
    assert version.number == 3
    assert page(example, case_id).own.standing == "received"


def test_only_a_signatory_withdraws_and_only_what_was_sent(example: Example) -> None:
    draft = begin(example)
    with pytest.raises(NothingToWithdraw):
        withdraw(example, draft)
    fill_in(example, draft, answers())
    send(example, draft)
    with pytest.raises(NotSignatory):
        withdraw(example, draft, who="writer")


@pytest.mark.parametrize("reason", ["x" * (LONGEST_REASON + 1), "null\x00tegn"])
def test_a_reason_that_cannot_be_kept_is_refused(example: Example, reason: str) -> None:
    case_id = sent(example)
    with pytest.raises(ReasonUnreadable):
        withdraw(example, case_id, reason=reason)


def test_the_log_holds_no_answers(example: Example) -> None:
    case_id = sent(example)
    with example.session(writes=False) as session:
        case = find_case(session, case_id)
        assert case
        events = [entry.event for entry in recorded_events(session, case)]
    submitted = next(event for event in events if isinstance(event, ApplicationSubmitted))
    assert submitted.applied_amount == answers()["applied_amount"]
    assert answers()["project_title"] not in str(events)
