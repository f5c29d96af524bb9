from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from formsvc.casework import events as e
from formsvc.casework.state import HANDLERS, CaseState, Recorded, fold

START = datetime(2026, 1, 10, 12, tzinfo=UTC)
APPLICANT, CASEWORKER, APPROVER = 1, 2, 3

SUBMITTED = e.ApplicationSubmitted(1, "original", "26/00001-1", 500_000, in_time=True)
PROPOSED = e.DecisionProposed(7, "award", 500_000, 1, "Fordi.")
APPROVED = e.DecisionApproved(7, 500_000, signatory_id=4)
DISPATCHED = e.DecisionDispatched(7, (1, 2))


def history(*steps: tuple[int | None, e.Event]) -> CaseState:
    return fold(Recorded(event, START + timedelta(days=day), actor) for day, (actor, event) in enumerate(steps))


def test_every_event_is_handled() -> None:
    assert set(HANDLERS) == set(e.Event.registry.values())


@pytest.mark.parametrize("event", [SUBMITTED, PROPOSED, DISPATCHED, e.AssessmentRecorded({"a": 3}, {"a": "x"})])
def test_an_event_survives_storage(event: e.Event) -> None:
    stored: dict[str, Any] = event.data()

    assert e.event_from(event.name, stored) == event


def test_status_follows_the_case() -> None:
    steps: list[tuple[int | None, e.Event]] = [(APPLICANT, e.ApplicationStarted(1, 1))]
    seen = [history(*steps).status]
    for step in [
        (APPLICANT, SUBMITTED),
        (CASEWORKER, PROPOSED),
        (APPROVER, APPROVED),
        (CASEWORKER, DISPATCHED),
        (APPLICANT, e.GrantAccepted(7)),
        (APPLICANT, e.ReportSubmitted(1, "original", "26/00001-R1", 2026, in_time=True)),
    ]:
        steps.append(step)
        seen.append(history(*steps).status)

    assert seen == ["draft", "submitted", "proposed", "approved", "dispatched", "accepted", "reported"]


def test_a_late_correction_does_not_make_a_timely_application_late() -> None:
    correction = e.ApplicationSubmitted(2, "correction", "26/00001-2", 400_000, in_time=False)

    state = history((APPLICANT, SUBMITTED), (APPLICANT, correction))

    assert (state.in_time, state.applied_amount, state.application_number) == (True, 400_000, 2)
    assert state.submitted_at == START


def test_a_new_proposal_voids_the_approval() -> None:
    smaller = e.DecisionProposed(7, "partial-award", 300_000, 1, "Mindre.")

    state = history((APPLICANT, SUBMITTED), (CASEWORKER, PROPOSED), (APPROVER, APPROVED), (CASEWORKER, smaller))

    assert state.decision is not None
    assert state.decision.approved_by is None
    assert state.status == "proposed"


def test_an_approver_who_turns_out_partial_voids_the_approval() -> None:
    partial = e.ImpartialityDeclared(impartial=False, note="Styremedlem")

    state = history((CASEWORKER, PROPOSED), (APPROVER, APPROVED), (APPROVER, partial))

    assert state.decision is not None
    assert state.decision.approved_by is None


def test_everyone_who_proposed_a_version_is_remembered() -> None:
    state = history((CASEWORKER, PROPOSED), (APPROVER, PROPOSED))

    assert state.decision is not None
    assert state.decision.proposers == {CASEWORKER, APPROVER}


def test_money_is_granted_when_the_decision_is_sent() -> None:
    approved = history((CASEWORKER, PROPOSED), (APPROVER, APPROVED))
    sent = history((CASEWORKER, PROPOSED), (APPROVER, APPROVED), (CASEWORKER, DISPATCHED))
    refused = e.DecisionProposed(7, "refusal", 0, 1, "Nei.")

    assert approved.granted_amount is None
    assert sent.granted_amount == 500_000
    assert history((CASEWORKER, refused), (CASEWORKER, DISPATCHED)).granted_amount == 0


def test_a_withdrawn_application_can_be_sent_again() -> None:
    withdrawn = (APPLICANT, e.ApplicationWithdrawn(2, "Får pengene fra andre"))
    again = (APPLICANT, e.ApplicationSubmitted(3, "correction", "26/00001-3", 500_000, in_time=True))

    assert history((APPLICANT, SUBMITTED), withdrawn).status == "withdrawn"
    assert history((APPLICANT, SUBMITTED), withdrawn, again).status == "submitted"


def test_answers_to_a_survey_are_received_and_corrected_and_nothing_more() -> None:
    answered = e.SurveySubmitted(1, "original", "26/00001-1", in_time=True)
    corrected = e.SurveySubmitted(2, "correction", "26/00001-2", in_time=False)
    state = history((APPLICANT, e.ApplicationStarted(1, 1)), (APPLICANT, answered), (APPLICANT, corrected))

    assert (state.status, state.shown_status) == ("answered", "answered")
    assert (state.application_number, state.submitted_at, state.in_time) == (2, START + timedelta(days=1), True)
    assert state.applied_amount is None
