"""A report that a caseworker enters from an old PDF: the same form, the same validation, the signature as on paper."""

from functools import partial

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from formsvc.services.open_form import OpenForm
from formsvc.services.open_report import open_entered_report
from formsvc.services.submit_report import enter_report
from formsvc.web.access import access
from formsvc.web.applicant.check_pages import send_posted, show_check
from formsvc.web.applicant.form_pages import Answered, save_posted, show_section, show_tasks
from formsvc.web.caseworker.blueprint import caseworker
from formsvc.web.caseworker.legacy import CASEWORKERS
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.language import t
from formsvc.web.people import current_actor
from formsvc.web.report_places import entered_places
from formsvc.web.resources import office


@caseworker.get("/sak/<int:case_id>/rapport/<int:year>/skjema")
@access("staff", roles=CASEWORKERS)
def entered_tasks(case_id: int, year: int) -> str:
    """The report as a list of sections."""
    return show_tasks(_opened(case_id, year), entered_places(case_id, year))


@caseworker.get("/sak/<int:case_id>/rapport/<int:year>/skjema/<section_id>")
@access("staff", roles=CASEWORKERS)
def entered_section(case_id: int, year: int, section_id: str) -> str:
    """A section to fill in."""
    opened = _opened(case_id, year)
    return show_section(opened, entered_places(case_id, year), opened.section(section_id))


@caseworker.post("/sak/<int:case_id>/rapport/<int:year>/skjema/<section_id>")
@access("staff", roles=CASEWORKERS)
def save_entered(case_id: int, year: int, section_id: str) -> Answered:
    """Save a section."""
    request.files  # noqa: B018 - read the upload to its end before the database is locked for writing
    opened = _opened(case_id, year)
    return save_posted(opened, entered_places(case_id, year), opened.section(section_id))


@caseworker.get("/sak/<int:case_id>/rapport/<int:year>/skjema/send")
@access("staff", roles=CASEWORKERS)
def entered_check(case_id: int, year: int) -> str:
    """Everything that will be entered, what stands in the way, and the signature on the paper."""
    return show_check(_opened(case_id, year), entered_places(case_id, year), ())


@caseworker.post("/sak/<int:case_id>/rapport/<int:year>/skjema/send")
@access("staff", roles=CASEWORKERS)
def enter(case_id: int, year: int) -> Answered:
    """Enter it: an ordinary report from now on."""
    opened, places = _opened(case_id, year), entered_places(case_id, year)
    submit = partial(enter_report, db(), current_actor(), office(), case_id, year, at=now())
    kept_open = send_posted(opened, places, submit, ())
    if kept_open is None:
        flash(t("review.entered"), "success")
    return kept_open or _to_report(case_id, year)


def _to_report(case_id: int, year: int) -> Response:
    return redirect(url_for("caseworker.report", case_id=case_id, ar=year), 303)


def _opened(case_id: int, year: int) -> OpenForm:
    return open_entered_report(db(), current_actor(), office(), case_id, year, now())
