"""The annual report: filled in, checked, sent and read by its recipient."""

from functools import partial

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formsvc.services.open_form import OpenForm
from formsvc.services.open_report import open_report
from formsvc.services.read_report import report_for, reports_for, version_of
from formsvc.services.report_of import Report, ReportNotOpen
from formsvc.services.signatories import signatories
from formsvc.services.submit_report import submit_report
from formsvc.web.access import access
from formsvc.web.applicant.blueprint import applicant
from formsvc.web.applicant.check_pages import send_posted, show_check
from formsvc.web.applicant.form_pages import Answered, save_posted, show_section, show_tasks
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.language import current_language
from formsvc.web.people import current_actor
from formsvc.web.report_places import recipient_places
from formsvc.web.report_tables import report_tables
from formsvc.web.resources import office, schemes


@applicant.get("/rapport/<int:case_id>")
@access("member")
def report(case_id: int) -> Response:
    """To the first report that waits for its recipient: with questions to answer, else not sent; else the last."""
    reports = reports_for(db(), current_actor(), schemes(), case_id, "recipient")
    if not reports:
        raise ReportNotOpen
    asked = [report for report in reports if report.standing.asked_by]
    unsent = [report for report in reports if not report.sent]
    year = (asked or unsent or reports[-1:])[0].year
    return redirect(recipient_places(case_id, year).tasks, 303)


@applicant.get("/rapport/<int:case_id>/<int:year>")
@access("member")
def report_tasks(case_id: int, year: int) -> str:
    """The report as a list of sections."""
    return show_tasks(_opened(case_id, year), recipient_places(case_id, year))


@applicant.get("/rapport/<int:case_id>/<int:year>/<section_id>")
@access("member")
def report_section(case_id: int, year: int, section_id: str) -> str:
    """A section to fill in."""
    opened = _opened(case_id, year)
    return show_section(opened, recipient_places(case_id, year), opened.section(section_id))


@applicant.post("/rapport/<int:case_id>/<int:year>/<section_id>")
@access("member")
def save_report(case_id: int, year: int, section_id: str) -> Answered:
    """Save a section."""
    request.files  # noqa: B018 - read the upload to its end before the database is locked for writing
    opened = _opened(case_id, year)
    return save_posted(opened, recipient_places(case_id, year), opened.section(section_id))


@applicant.get("/rapport/<int:case_id>/<int:year>/send")
@access("member")
def report_check(case_id: int, year: int) -> str:
    """Everything that will be sent, what stands in the way, and the signature."""
    return show_check(_opened(case_id, year), recipient_places(case_id, year), _signatories(case_id))


@applicant.post("/rapport/<int:case_id>/<int:year>/send")
@access("member")
def send_report(case_id: int, year: int) -> Answered:
    """Send it in."""
    opened, places = _opened(case_id, year), recipient_places(case_id, year)
    submit = partial(submit_report, db(), current_actor(), office(), case_id, year, at=now())
    kept_open = send_posted(opened, places, submit, _signatories(case_id))
    return kept_open or redirect(url_for("applicant.report_receipt", case_id=case_id, year=year), 303)


@applicant.get("/rapport/<int:case_id>/<int:year>/kvittering")
@access("member")
def report_receipt(case_id: int, year: int) -> str | Response:
    """That it came in: reference number, time, version, what happens next."""
    found = _report(case_id, year)
    if found.latest is None:
        return redirect(recipient_places(case_id, year).tasks, 303)
    return render_template("applicant/report_receipt.html", report=found, sent=found.latest)


@applicant.get("/rapport/<int:case_id>/<int:year>/versjon/<int:number>")
@access("member")
def report_version(case_id: int, year: int, number: int) -> str:
    """A version, as it was sent."""
    found = version_of(_report(case_id, year), number)
    tables = report_tables(found.view, current_language())
    return render_template("applicant/report_version.html", found=found, tables=tables)


def _opened(case_id: int, year: int) -> OpenForm:
    return open_report(db(), current_actor(), office(), case_id, year, now())


def _report(case_id: int, year: int) -> Report:
    return report_for(db(), current_actor(), schemes(), case_id, year, "recipient")


def _signatories(case_id: int) -> list[str]:
    return signatories(db(), current_actor(), case_id)
