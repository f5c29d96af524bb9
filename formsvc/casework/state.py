"""State folded from events: what a case is now, and the one-word status that lists show."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from formsvc.casework import events as e

Status = Literal[
    "draft", "submitted", "withdrawn", "proposed", "approved", "dispatched", "accepted", "reported",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with who and when. `actor_id` None: the service itself."""

    event: e.Event
    at: datetime
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class DecisionState:
    """A decision as it stands: approval is void when the proposal changed after it."""

    id: int
    kind: e.DecisionKind
    amount: int
    years: int
    proposed_by: int | None
    approved_by: int | None = None
    signatory: int | None = None
    dispatched_at: datetime | None = None
    accepted_at: datetime | None = None

    @property
    def is_grant(self) -> bool:
        """Whether money is granted."""
        return self.kind in ("award", "partial-award")


@dataclass(frozen=True, slots=True)
class CaseState:
    """Everything that follows from the events of one case."""

    application_number: int = 0
    submitted_at: datetime | None = None
    """When the first version that counts came in; a correction never makes it late."""
    in_time: bool = True
    withdrawn: bool = False
    applied_amount: int | None = None
    judged: Mapping[str, bool] = field(default_factory=dict)
    impartiality: Mapping[int, bool] = field(default_factory=dict)
    scores: Mapping[str, int] = field(default_factory=dict)
    assessment_notes: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[int, DecisionState] = field(default_factory=dict)
    report_numbers: Mapping[int, int] = field(default_factory=dict)
    """Grant year -> number of the latest report."""

    @property
    def decision(self) -> DecisionState | None:
        """The latest decision, proposed or further."""
        return self.decisions[max(self.decisions)] if self.decisions else None

    @property
    def granted_amount(self) -> int | None:
        """What dispatched decisions grant, together; None before any is dispatched."""
        sent = [d for d in self.decisions.values() if d.dispatched_at]
        return sum(d.amount for d in sent if d.is_grant) if sent else None

    @property
    def status(self) -> Status:
        """The word that lists and filters show."""
        if self.withdrawn:
            return "withdrawn"
        if self.report_numbers:
            return "reported"
        return _decision_status(self.decision) or ("submitted" if self.application_number else "draft")


def _decision_status(decision: DecisionState | None) -> Status | None:
    if decision is None:
        return None
    if decision.accepted_at:
        return "accepted"
    if decision.dispatched_at:
        return "dispatched"
    return "approved" if decision.approved_by else "proposed"


def fold(recorded: Iterable[Recorded]) -> CaseState:
    """The state after these events, in order. Raises KeyError for an event type that nobody handles."""
    state = CaseState()
    for entry in recorded:
        state = _HANDLERS[type(entry.event)](state, entry)
    return state


def _submitted(state: CaseState, entry: Recorded) -> CaseState:
    event = entry.event
    assert isinstance(event, e.ApplicationSubmitted)
    first = state.application_number == 0
    return replace(
        state,
        application_number=event.number,
        submitted_at=entry.at if first else state.submitted_at,
        in_time=event.in_time if first else state.in_time,
        applied_amount=event.applied_amount,
        withdrawn=False,
    )


def _withdrawn(state: CaseState, entry: Recorded) -> CaseState:
    event = entry.event
    assert isinstance(event, e.ApplicationWithdrawn)
    return replace(state, withdrawn=True, application_number=event.number)


def _judged(state: CaseState, entry: Recorded) -> CaseState:
    event = entry.event
    assert isinstance(event, e.FindingJudged)
    return replace(state, judged={**state.judged, event.finding: event.accepted})


def _impartiality(state: CaseState, entry: Recorded) -> CaseState:
    event = entry.event
    assert isinstance(event, e.ImpartialityDeclared)
    assert entry.actor_id is not None
    return replace(state, impartiality={**state.impartiality, entry.actor_id: event.impartial})


def _assessed(state: CaseState, entry: Recorded) -> CaseState:
    event = entry.event
    assert isinstance(event, e.AssessmentRecorded)
    return replace(state, scores=dict(event.scores), assessment_notes=dict(event.notes))


def _proposed(state: CaseState, entry: Recorded) -> CaseState:
    event = entry.event
    assert isinstance(event, e.DecisionProposed)
    decision = DecisionState(event.decision_id, event.kind, event.amount, event.years, entry.actor_id)
    return _with_decision(state, decision)


def _returned(state: CaseState, entry: Recorded) -> CaseState:
    event = entry.event
    assert isinstance(event, e.DecisionReturned)
    return _change_decision(state, event.decision_id, approved_by=None, signatory=None)


def _approved(state: CaseState, entry: Recorded) -> CaseState:
    event = entry.event
    assert isinstance(event, e.DecisionApproved)
    return _change_decision(state, event.decision_id, approved_by=entry.actor_id, signatory=event.signatory_id)


def _dispatched(state: CaseState, entry: Recorded) -> CaseState:
    event = entry.event
    assert isinstance(event, e.DecisionDispatched)
    return _change_decision(state, event.decision_id, dispatched_at=entry.at)


def _accepted(state: CaseState, entry: Recorded) -> CaseState:
    event = entry.event
    assert isinstance(event, e.GrantAccepted)
    return _change_decision(state, event.decision_id, accepted_at=entry.at)


def _reported(state: CaseState, entry: Recorded) -> CaseState:
    event = entry.event
    assert isinstance(event, e.ReportSubmitted)
    return replace(state, report_numbers={**state.report_numbers, event.report_year: event.number})


def _unchanged(state: CaseState, entry: Recorded) -> CaseState:
    return state


def _with_decision(state: CaseState, decision: DecisionState) -> CaseState:
    return replace(state, decisions={**state.decisions, decision.id: decision})


def _change_decision(state: CaseState, decision_id: int, **changes: Any) -> CaseState:
    return _with_decision(state, replace(state.decisions[decision_id], **changes))


_HANDLERS: dict[type[e.Event], Callable[[CaseState, Recorded], CaseState]] = {
    e.ApplicationStarted: _unchanged,
    e.ApplicationSubmitted: _submitted,
    e.ApplicationWithdrawn: _withdrawn,
    e.FindingJudged: _judged,
    e.ImpartialityDeclared: _impartiality,
    e.AssessmentRecorded: _assessed,
    e.DecisionProposed: _proposed,
    e.DecisionReturned: _returned,
    e.DecisionApproved: _approved,
    e.DecisionDispatched: _dispatched,
    e.GrantAccepted: _accepted,
    e.ReportSubmitted: _reported,
    e.LegacyReportRead: _unchanged,
    e.ProposalJudged: _unchanged,
    e.LetterIssued: _unchanged,
    e.AccountConfirmed: _unchanged,
}
