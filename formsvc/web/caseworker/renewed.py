"""The grant that a simplified application continues, beside it: what was decided, intended and reported."""

from formsvc.services.open_case import OpenCase
from formsvc.services.read_report import version_of
from formsvc.services.report_of import Report, reports_before
from formsvc.web.caseworker.blueprint import caseworker
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.language import current_language
from formsvc.web.report_tables import ReportTables, report_tables
from formsvc.web.resources import schemes


@caseworker.app_template_global()
def earlier_reports(page: OpenCase) -> list[tuple[Report, bool]]:
    """The reports on the grant's earlier years, each with whether it should have come by now."""
    if page.renewed is None:
        return []
    return [(report, report.overdue(now())) for report in reports_before(db(), page.renewed, schemes())]


@caseworker.app_template_global()
def last_report(page: OpenCase) -> tuple[Report, ReportTables] | None:
    """The latest year of the grant that has been reported on: results beside targets, accounts beside the budget."""
    sent = [report for report, _ in earlier_reports(page) if report.sent]
    if not sent:
        return None
    latest = max(sent, key=lambda report: report.year)
    return latest, report_tables(version_of(latest).view, current_language())
