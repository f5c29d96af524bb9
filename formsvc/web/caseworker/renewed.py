"""The grant that a simplified application continues, beside it: what was decided, intended and reported."""

from formsvc.services.open_case import OpenCase
from formsvc.services.report_of import Report, reports_before
from formsvc.web.caseworker.blueprint import caseworker
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.resources import schemes


@caseworker.app_template_global()
def earlier_reports(page: OpenCase) -> list[tuple[Report, bool]]:
    """The reports on the grant's earlier years, each with whether it should have come by now."""
    if page.renewed is None:
        return []
    return [(report, report.overdue(now())) for report in reports_before(db(), page.renewed, schemes())]
