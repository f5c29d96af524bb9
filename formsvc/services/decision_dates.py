"""The dates that follow from a decision that is sent: shown to both sides, and printed in the letters."""

from dataclasses import dataclass
from datetime import date, datetime

from formsvc.casework.deadlines import appeal_deadline, report_deadline
from formsvc.casework.state import CaseState
from formsvc.schemes.definition import Scheme
from formsvc.services.facts.decision import LAST_DAY, acceptance_deadline
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
    """The dates of the latest decision that is sent, and of the grant that stands; None where none is sent."""
    if not state.sent_decisions:
        return None
    appeal, grant, sent = scheme.appeal, state.grant, state.sent_decisions[-1].dispatched_at
    if sent is None:
        return None
    return DecisionDates(
        dispatched_at=sent,
        appeal_by=appeal_deadline(sent, appeal.weeks) if appeal.allowed and appeal.weeks else None,
        accept_by=acceptance_deadline(case, grant.dispatched_at) if grant and grant.dispatched_at else None,
        accepted_at=grant.accepted_at if grant else None,
        report_by=report_by(case, scheme) if grant else None,
    )


def report_by(case: Case, scheme: Scheme) -> date | None:
    """The last day to report on the grant year; None where no form reports on it."""
    form = scheme.report_on(case.call.form)
    return report_deadline(case.call.grant_year, form.due or LAST_DAY) if form else None
