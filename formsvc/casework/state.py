"""State folded from events: what a case is now, and the one-word status that lists show."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, TypeVar

from formsvc.casework import events as e

Status = Literal[
    "draft", "submitted", "withdrawn", "proposed", "returned", "approved", "dispatched", "accepted", "reported",
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
    proposers: frozenset[int] = frozenset()
    """Everyone who proposed any version of it: none of them may approve."""
    version: int = 1
    """Raised by each proposal: what was read is approved, and nothing else."""
    returned: bool = False
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
    assessment_version: int = 0
    """How many times an assessment has been recorded."""
    score: int | None = None
    """Percent of the best possible, weighted; None until every criterion is scored."""
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
    if decision.returned:
        return "returned"
    return "approved" if decision.approved_by else "proposed"


def fold(recorded: Iterable[Recorded]) -> CaseState:
    """The state after these events, in order. Raises KeyError for an event type that nobody handles."""
    state = CaseState()
    for entry in recorded:
        state = HANDLERS[type(entry.event)](state, entry.event, entry)
    return state


E = TypeVar("E", bound=e.Event)
HANDLERS: dict[type[e.Event], Callable[[CaseState, Any, Recorded], CaseState]] = {}
"""What each event type does to the state. A test proves that none is missing."""


def _handles(kind: type[E]) -> Callable[[Callable[[CaseState, E, Recorded], CaseState]], None]:
    def register(handler: Callable[[CaseState, E, Recorded], CaseState]) -> None:
        HANDLERS[kind] = handler

    return register


@_handles(e.ApplicationSubmitted)
def _submitted(state: CaseState, event: e.ApplicationSubmitted, entry: Recorded) -> CaseState:
    first = state.application_number == 0
    return replace(
        state,
        application_number=event.number,
        submitted_at=entry.at if first else state.submitted_at,
        in_time=event.in_time if first else state.in_time,
        applied_amount=event.applied_amount,
        withdrawn=False,
    )


@_handles(e.ApplicationWithdrawn)
def _withdrawn(state: CaseState, event: e.ApplicationWithdrawn, _: Recorded) -> CaseState:
    return replace(state, withdrawn=True, application_number=event.number)


@_handles(e.FindingJudged)
def _judged(state: CaseState, event: e.FindingJudged, _: Recorded) -> CaseState:
    return replace(state, judged={**state.judged, event.finding: event.accepted})


@_handles(e.ImpartialityDeclared)
def _impartiality(state: CaseState, event: e.ImpartialityDeclared, entry: Recorded) -> CaseState:
    if entry.actor_id is None:
        return state
    declared = replace(state, impartiality={**state.impartiality, entry.actor_id: event.impartial})
    return declared if event.impartial else _void_approvals_by(declared, entry.actor_id)


@_handles(e.AssessmentRecorded)
def _assessed(state: CaseState, event: e.AssessmentRecorded, _: Recorded) -> CaseState:
    return replace(
        state,
        scores=dict(event.scores),
        assessment_notes=dict(event.notes),
        assessment_version=state.assessment_version + 1,
        score=event.percent,
    )


@_handles(e.DecisionProposed)
def _proposed(state: CaseState, event: e.DecisionProposed, entry: Recorded) -> CaseState:
    former = state.decisions.get(event.decision_id)
    before = former.proposers if former else frozenset()
    proposers = before if entry.actor_id is None else before | {entry.actor_id}
    proposed = DecisionState(
        event.decision_id,
        event.kind,
        event.amount,
        event.years,
        entry.actor_id,
        proposers,
        version=former.version + 1 if former else 1,
    )
    return replace(state, decisions={**state.decisions, proposed.id: proposed})


@_handles(e.DecisionReturned)
def _returned(state: CaseState, event: e.DecisionReturned, _: Recorded) -> CaseState:
    return _change_decision(state, event.decision_id, returned=True, approved_by=None, signatory=None)


@_handles(e.DecisionApproved)
def _approved(state: CaseState, event: e.DecisionApproved, entry: Recorded) -> CaseState:
    return _change_decision(state, event.decision_id, approved_by=entry.actor_id, signatory=event.signatory_id)


@_handles(e.DecisionDispatched)
def _dispatched(state: CaseState, event: e.DecisionDispatched, entry: Recorded) -> CaseState:
    return _change_decision(state, event.decision_id, dispatched_at=entry.at)


@_handles(e.GrantAccepted)
def _accepted(state: CaseState, event: e.GrantAccepted, entry: Recorded) -> CaseState:
    return _change_decision(state, event.decision_id, accepted_at=entry.at)


@_handles(e.ReportSubmitted)
def _reported(state: CaseState, event: e.ReportSubmitted, _: Recorded) -> CaseState:
    return replace(state, report_numbers={**state.report_numbers, event.report_year: event.number})


def _void_approvals_by(state: CaseState, person_id: int) -> CaseState:
    for decision in state.decisions.values():
        if decision.approved_by == person_id and decision.dispatched_at is None:
            state = _change_decision(state, decision.id, approved_by=None, signatory=None)
    return state


def _change_decision(state: CaseState, decision_id: int, **changes: Any) -> CaseState:
    changed = replace(state.decisions[decision_id], **changes)
    return replace(state, decisions={**state.decisions, decision_id: changed})


def _leave(state: CaseState, _event: e.Event, _: Recorded) -> CaseState:
    return state


for _logged in (
    e.ApplicationStarted, e.LegacyReportRead, e.ProposalJudged, e.LetterIssued, e.AccountConfirmed,
):  # fmt: skip
    HANDLERS[_logged] = _leave
