"""The report tab of a case: results beside targets, accounts beside the budget, what is flagged, and what came when."""

from flask import render_template, request

from formsvc.services.read_report import SentReport, reports_for, version_of
from formsvc.services.report_of import Report
from formsvc.storage.legacy import readings_of
from formsvc.web.access import access
from formsvc.web.caseworker.blueprint import caseworker, opened
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.language import current_language
from formsvc.web.people import current_actor
from formsvc.web.report_tables import report_tables
from formsvc.web.requests import whole
from formsvc.web.resources import schemes


@caseworker.get("/sak/<int:case_id>/rapport")
@access("staff")
def report(case_id: int) -> str:
    """The reports of a case; one of them, in the version that counts or the one asked for."""
    page = opened(case_id)
    reports = reports_for(db(), current_actor(), schemes(), case_id, "staff")
    found = _chosen(reports)
    tables = report_tables(found.view, current_language()) if found else None
    readings = readings_of(db(), page.case)
    return render_template(
        "caseworker/report.html", page=page, reports=reports, found=found, tables=tables, readings=readings, at=now()
    )


def _chosen(reports: list[Report]) -> SentReport | None:
    """The report asked for, else the last that was sent."""
    year, number = request.args.get("ar", type=whole), request.args.get("versjon", type=whole)
    sent = [report for report in reports if report.sent and year in (None, report.year)]
    return version_of(sent[-1], number) if sent else None
