"""State folded from events: what a case is now, and the one-word status that lists show."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal, TypeVar

from formsvc.casework import events as e
from formsvc.casework.decided import DecisionState, grant_to_accept, granted_by
from formsvc.casework.followed_up import AppealState, ReportState

Status = Literal[
    "draft", "submitted", "answered", "waiting", "withdrawn", "proposed", "returned", "approved", "dispatched",
    "appealed", "accepted", "reported", "report_returned", "report_approved",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with who and when. `actor_id` None: the service itself."""

    event: e.Event
    at: datetime
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class CaseState:
    """Everything that follows from the events of one case."""

    application_number: int = 0
    """The latest version of what the case began with: an application, or the answers to a survey."""
    survey: bool = False
    """What was sent in answers a survey: it is read, and nothing is decided."""
    submitted_at: datetime | None = None
    """When the first version that counts came in; a correction never makes it late."""
    in_time: bool = True
    withdrawn: bool = False
    applied_amount: int | None = None
    applied_later: tuple[int, ...] = ()
    """Whole kroner applied for in each year after the grant year."""
    judged: Mapping[str, bool] = field(default_factory=dict)
    impartiality: Mapping[int, bool] = field(default_factory=dict)
    scores: Mapping[str, int] = field(default_factory=dict)
    assessment_notes: Mapping[str, str] = field(default_factory=dict)
    assessment_version: int = 0
    """How many times an assessment has been recorded."""
    score: int | None = None
    """Percent of the best possible, weighted; None until every criterion is scored."""
    information_due: date | None = None
    """The applicant was asked for what is missing, by this day; None where nothing waits for an answer."""
    decisions: Mapping[int, DecisionState] = field(default_factory=dict)
    reports: Mapping[int, ReportState] = field(default_factory=dict)
    """Grant year -> its report, once there is something to say of it."""
    appeal: AppealState | None = None
    recovery_noticed: int | None = None
    """Whole kroner that the recipient was told may be claimed back; None where nothing is being claimed."""

    @property
    def applied(self) -> tuple[int, ...]:
        """Whole kroner applied for, the grant year first; 0 for one year where no amount was asked for."""
        return (self.applied_amount or 0, *self.applied_later)

    @property
    def latest_decision(self) -> DecisionState | None:
        """The latest decision of any kind, proposed or further."""
        return self.decisions[max(self.decisions)] if self.decisions else None

    @property
    def open_decision(self) -> DecisionState | None:
        """The decision that is proposed and not yet sent; a case has one at a time."""
        latest = self.latest_decision
        return latest if latest is not None and latest.dispatched_at is None else None

    @property
    def decision(self) -> DecisionState | None:
        """The decision on the application, proposed or further."""
        return next((one for one in self.decisions.values() if one.is_on_application), None)

    @property
    def sent_decisions(self) -> list[DecisionState]:
        """What stands on the recipient's page, in the order it was decided."""
        return [self.decisions[number] for number in sorted(self.decisions) if self.decisions[number].dispatched_at]

    @property
    def decided(self) -> bool:
        """Whether the decision on the application is sent: then what was judged stays as it was."""
        return self.decision is not None and self.decision.dispatched_at is not None

    @property
    def granted(self) -> tuple[int, ...]:
        """What sent decisions grant together, whole kroner for each year; empty before anything is granted."""
        return granted_by(self.sent_decisions)

    @property
    def granted_amount(self) -> int | None:
        """What sent decisions grant for the grant year; None before any is sent."""
        return sum(self.granted[:1]) if self.sent_decisions else None

    @property
    def grant(self) -> DecisionState | None:
        """The sent grant whose terms its recipient accepts, or has accepted."""
        return grant_to_accept(self.sent_decisions)

    @property
    def report_numbers(self) -> Mapping[int, int]:
        """Grant year -> number of the latest report."""
        return {year: report.number for year, report in self.reports.items() if report.number}

    @property
    def status(self) -> Status:
        """The word that staff's lists and filters show."""
        unsent = self.open_decision
        return unsent.status if unsent is not None and not self.withdrawn else self.shown_status

    @property
    def shown_status(self) -> Status:
        """The word for the applicant: what is proposed or approved is the office's own until it is sent."""
        if self.withdrawn:
            return "withdrawn"
        if self.appeal is not None and self.appeal.open:
            return "appealed"
        if self.report_numbers:
            return _report_status(self.reports[max(self.report_numbers)])
        return self._decided_status or self._application_status

    @property
    def _decided_status(self) -> Status | None:
        grant, sent = self.grant, self.sent_decisions
        if grant is not None:
            return grant.status
        return "dispatched" if sent else None

    @property
    def _application_status(self) -> Status:
        if self.information_due is not None:
            return "waiting"
        if self.survey:
            return "answered"
        return "submitted" if self.application_number else "draft"


def _report_status(report: ReportState) -> Status:
    if report.approved:
        return "report_approved"
    return "reported" if report.waits_for_office else "report_returned"


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
    received = _received(state, event, entry)
    later = tuple(event.later_amounts)
    return replace(
        received, applied_amount=event.applied_amount, applied_later=later, withdrawn=False, information_due=None
    )


@_handles(e.SurveySubmitted)
def _answered(state: CaseState, event: e.SurveySubmitted, entry: Recorded) -> CaseState:
    return replace(_received(state, event, entry), survey=True)


def _received(state: CaseState, event: e.ApplicationSubmitted | e.SurveySubmitted, entry: Recorded) -> CaseState:
    first = state.application_number == 0
    return replace(
        state,
        application_number=event.number,
        submitted_at=entry.at if first else state.submitted_at,
        in_time=event.in_time if first else state.in_time,
    )


@_handles(e.ApplicationWithdrawn)
def _withdrawn(state: CaseState, event: e.ApplicationWithdrawn, _: Recorded) -> CaseState:
    return replace(state, withdrawn=True, application_number=event.number, information_due=None)


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
        version=max((one.version for one in state.decisions.values()), default=0) + 1,
        later_amounts=tuple(event.later_amounts),
        report_year=event.entered.get("report_year"),
    )
    return replace(state, decisions={**state.decisions, proposed.id: proposed}, information_due=None)


@_handles(e.DecisionReturned)
def _returned(state: CaseState, event: e.DecisionReturned, _: Recorded) -> CaseState:
    return _change_decision(state, event.decision_id, returned=True, approved_by=None, signatory=None)


@_handles(e.DecisionApproved)
def _approved(state: CaseState, event: e.DecisionApproved, entry: Recorded) -> CaseState:
    return _change_decision(state, event.decision_id, approved_by=entry.actor_id, signatory=event.signatory_id)


@_handles(e.DecisionDispatched)
def _dispatched(state: CaseState, event: e.DecisionDispatched, entry: Recorded) -> CaseState:
    sent = _change_decision(state, event.decision_id, dispatched_at=entry.at)
    kind = sent.decisions[event.decision_id].kind
    if kind == "recovery":
        return replace(sent, recovery_noticed=None)
    return _close_appeal(sent) if kind == "appeal-changed" else sent


@_handles(e.GrantAccepted)
def _accepted(state: CaseState, event: e.GrantAccepted, entry: Recorded) -> CaseState:
    return _change_decision(state, event.decision_id, accepted_at=entry.at)


@_handles(e.ReportSubmitted)
def _reported(state: CaseState, event: e.ReportSubmitted, _: Recorded) -> CaseState:
    return _change_report(state, event.report_year, number=event.number, asked_by=None)


@_handles(e.InformationRequested)
def _requested(state: CaseState, event: e.InformationRequested, _: Recorded) -> CaseState:
    return replace(state, information_due=date.fromisoformat(event.due))


@_handles(e.ReportReminded)
def _reminded(state: CaseState, event: e.ReportReminded, _: Recorded) -> CaseState:
    so_far = state.reports.get(event.report_year, ReportState()).reminders
    return _change_report(state, event.report_year, reminders=so_far + 1)


@_handles(e.ReportApproved)
def _report_approved(state: CaseState, event: e.ReportApproved, _: Recorded) -> CaseState:
    return _change_report(state, event.report_year, approved=True, asked_by=None)


@_handles(e.ReportReturned)
def _report_returned(state: CaseState, event: e.ReportReturned, _: Recorded) -> CaseState:
    return _change_report(state, event.report_year, approved=False, asked_by=date.fromisoformat(event.due))


@_handles(e.RecoveryNotified)
def _recovery_noticed(state: CaseState, event: e.RecoveryNotified, _: Recorded) -> CaseState:
    return replace(state, recovery_noticed=event.amount)


@_handles(e.AppealReceived)
def _appealed(state: CaseState, event: e.AppealReceived, _: Recorded) -> CaseState:
    return replace(state, appeal=AppealState(date.fromisoformat(event.received_on), event.in_time))


@_handles(e.AppealForwarded)
def _appeal_forwarded(state: CaseState, _event: e.AppealForwarded, _: Recorded) -> CaseState:
    return _close_appeal(state)


def _close_appeal(state: CaseState) -> CaseState:
    return replace(state, appeal=replace(state.appeal, open=False)) if state.appeal else state


def _change_report(state: CaseState, year: int, **changes: Any) -> CaseState:
    changed = replace(state.reports.get(year, ReportState()), **changes)
    return replace(state, reports={**state.reports, year: changed})


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
