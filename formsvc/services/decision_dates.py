"""The dates that follow from a decision that is sent: shown to both sides, and printed in the letters."""

from dataclasses import dataclass
from datetime import date, datetime

from formsvc.casework.deadlines import appeal_deadline, report_deadline
from formsvc.casework.state import CaseState
from formsvc.schemes.definition import Scheme
from formsvc.services.facts.decision import LAST_DAY, acceptance_deadline, report_form
from formsvc.storage.models import Case


@dataclass(frozen=True)
class DecisionDates:
    """None where the decision gives no such date."""

    dispatched_at: datetime
    appeal_by: date | None
    accept_by: date | None
    accepted_at: datetime | None
    report_by: date | None


def decision_dates(case: Case, scheme: Scheme, state: CaseState) -> DecisionDates | None:
    """The dates of the latest decision; None where none is sent."""
    decision = state.decision
    if decision is None or decision.dispatched_at is None:
        return None
    appeal, sent = scheme.appeal, decision.dispatched_at
    return DecisionDates(
        dispatched_at=sent,
        appeal_by=appeal_deadline(sent, appeal.weeks) if appeal.allowed and appeal.weeks else None,
        accept_by=acceptance_deadline(case, sent) if decision.is_grant else None,
        accepted_at=decision.accepted_at,
        report_by=report_by(case, scheme) if decision.is_grant else None,
    )


def report_by(case: Case, scheme: Scheme) -> date:
    """The last day to report on the grant year. Raises LookupError where no form reports on the application."""
    return report_deadline(case.call.grant_year, report_form(scheme, case.call.form).due or LAST_DAY)
