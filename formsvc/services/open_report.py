"""The annual report in progress, as its recipient opens it, or a caseworker who enters one from an old PDF."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from formsvc.casework.deadlines import in_time
from formsvc.kernel.clock import oslo_date
from formsvc.services.actor import Actor, own_case, staff_case
from formsvc.services.office import Office
from formsvc.services.open_form import Due, OpenForm, due_as_asked, open_form
from formsvc.services.report_of import Report, ReportNotOpen, report_of
from formsvc.services.review_legacy_report import LegacyReportNotFound
from formsvc.storage.legacy import readings_of
from formsvc.storage.models import Case


def open_report(session: Session, actor: Actor, office: Office, case_id: int, year: int, at: datetime) -> OpenForm:
    """The report of the actor's own case. Raises CaseNotFound, ReportNotFound or ReportNotOpen."""
    return _opened(session, actor, office, own_case(session, actor, case_id), year, at)


def open_entered_report(
    session: Session, actor: Actor, office: Office, case_id: int, year: int, at: datetime
) -> OpenForm:
    """The report that a caseworker enters.

    Raises CaseNotFound, RoleMissing, LegacyReportNotFound, ReportNotFound or ReportNotOpen.
    """
    case = staff_case(session, actor, case_id, "caseworker")
    require_read(session, case, year)
    return _opened(session, actor, office, case, year, at)


def _opened(session: Session, actor: Actor, office: Office, case: Case, year: int, at: datetime) -> OpenForm:
    report = report_of(session, case, office.schemes, year)
    require_accepted(report)
    asked = report.standing.asked_by
    passed = not report.sent and not in_time(at, report.due_at)
    due = due_as_asked(asked, at) if asked else Due(report.due_at, passed=passed)
    return open_form(
        session, actor, case, report.scheme, key=report.key, context=report.context, closed=report.closed, due=due
    )


def require_read(session: Session, case: Case, year: int) -> None:
    """Raises LegacyReportNotFound unless an old report for this year has been uploaded."""
    uploaded_on(session, case, year)


def uploaded_on(session: Session, case: Case, year: int) -> date:
    """The day that the old report for a year was uploaded. Raises LegacyReportNotFound."""
    for reading in readings_of(session, case):
        if reading.report_year == year:
            return oslo_date(reading.created_at)
    raise LegacyReportNotFound(year=year)


def require_accepted(report: Report) -> None:
    """Raises ReportNotOpen."""
    if not report.accepted:
        raise ReportNotOpen
