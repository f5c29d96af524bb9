"""The annual reports that a case owes: which form, for which years, when they are due, what is known beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from formsvc.answers import Context, View
from formsvc.casework.deadlines import in_time, report_deadline
from formsvc.casework.followed_up import ReportState
from formsvc.casework.state import CaseState
from formsvc.kernel.clock import end_of_oslo_day
from formsvc.kernel.failures import Conflict, Failure, NotFound
from formsvc.schemes.definition import Form, Scheme
from formsvc.schemes.registry import Registry
from formsvc.services.facts.decision import LAST_DAY
from formsvc.services.renewed_grant import RenewedGrant, application_context, years_taken_over
from formsvc.storage.cases import latest_submission, state_of, submissions_of
from formsvc.storage.models import Case, Submission
from formsvc.storage.renewals import renewals_of


class ReportNotFound(NotFound):
    """The case owes no report for this year. Parameter: year."""

    code = "report_not_found"


class ReportNotOpen(Conflict):
    """The grant has not been accepted yet."""

    code = "report_not_open"


class ReportIsApproved(Conflict):
    """An approved report is not corrected, unless it is returned."""

    code = "report_is_approved"


@dataclass(frozen=True)
class Report:
    """The report of a case for one grant year. `granted`: whole kroner for that year; `plan`: what was applied for."""

    case: Case
    state: CaseState
    scheme: Scheme
    form: Form
    year: int
    granted: int | None
    plan: Context
    sent: Sequence[Submission]

    @property
    def key(self) -> str:
        """As in `Draft.form` and `Submission.form`."""
        return report_key(self.form, self.year)

    @property
    def last_day(self) -> date:
        """The day that it is due."""
        return report_deadline(self.year, self.form.due or LAST_DAY)

    @property
    def due_at(self) -> datetime:
        """The last second of that day in Norway."""
        return end_of_oslo_day(self.last_day)

    @property
    def context(self) -> Context:
        """The application that it is held against, and the facts that its conditions ask for."""
        years = grant_years(self.case, self.state)
        own = {"grant_year": years.start, "grant_years": len(years)}
        known = {**own, **(self.plan.case or {}), "granted_amount": self.granted, "report_year": self.year}
        return replace(self.plan, case=known)

    @property
    def accepted(self) -> bool:
        """Whether the recipient has accepted the grant: then the report form is open."""
        return any(decision.accepted_at for decision in self.state.decisions.values())

    @property
    def standing(self) -> ReportState:
        """Whether it was approved, returned or reminded of."""
        return self.state.reports.get(self.year, ReportState())

    @property
    def closed(self) -> Failure | None:
        """What keeps it from being corrected: ReportApproved or nothing."""
        return ReportIsApproved() if self.standing.approved else None

    @property
    def latest(self) -> Submission | None:
        """The version that counts."""
        return self.sent[-1] if self.sent else None

    @property
    def late(self) -> bool:
        """Whether the first version came after the last day."""
        return bool(self.sent) and not in_time(self.sent[0].came_at, self.due_at)

    def view_of(self, sent: Submission) -> View:
        """A version's answers beside the application."""
        return View(self.scheme, self.form, sent.answers, self.context)

    def overdue(self, at: datetime) -> bool:
        """Whether it should have come by now."""
        return not self.sent and not in_time(at, self.due_at)


def report_key(form: Form, year: int) -> str:
    """`report:2026`."""
    return f"{form.id}:{year}"


def grant_years(case: Case, state: CaseState) -> range:
    """The years that sent decisions grant money for."""
    return range(case.call.grant_year, case.call.grant_year + len(state.granted))


def reports_of(session: Session, case: Case, schemes: Registry) -> list[Report]:
    """The reports of a case, a year each; none before money is granted, or where no form reports on it.

    Access is the caller's.
    """
    state = state_of(session, case)
    years = [year for year in grant_years(case, state) if year not in years_taken_over(session, case)]
    scheme = schemes.get(case.call.scheme, case.call.edition)
    form = scheme.report_on(case.call.form)
    if not years or form is None:
        return []
    plan = _plan(session, case)
    return [
        Report(
            case,
            state,
            scheme,
            form,
            year,
            state.granted[year - case.call.grant_year],
            plan,
            submissions_of(session, case, report_key(form, year)),
        )
        for year in years
    ]


def report_of(session: Session, case: Case, schemes: Registry, year: int) -> Report:
    """The report for one year. Raises ReportNotFound. Access is the caller's."""
    for report in reports_of(session, case, schemes):
        if report.year == year:
            return report
    raise ReportNotFound(year=year)


def reports_before(session: Session, grant: RenewedGrant, schemes: Registry) -> list[Report]:
    """The reports on the years of a grant before the one that is applied for. Access is the caller's."""
    cases = (grant.case, *renewals_of(session, grant.case))
    return [report for case in cases for report in reports_of(session, case, schemes) if report.year < grant.year]


def _plan(session: Session, case: Case) -> Context:
    """What was applied for; in a case that continues a grant its own answers, and those of the first application."""
    beside, sent = application_context(session, case), latest_submission(session, case, case.call.form)
    answers = sent.answers if sent else None
    return replace(beside, application=answers) if beside.case is None else replace(beside, renewal=answers)
