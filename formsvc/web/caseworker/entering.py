"""A report that a caseworker enters from an old PDF: the same form, the same validation, the signature as on paper."""

from datetime import date
from functools import partial

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from formsvc.services.open_form import OpenForm
from formsvc.services.open_report import open_entered_report, uploaded_on
from formsvc.services.signing import Signing
from formsvc.services.submit_report import enter_report
from formsvc.web.access import access
from formsvc.web.applicant.check_pages import send_posted, show_check
from formsvc.web.applicant.form_pages import Answered, save_posted, show_section, show_tasks
from formsvc.web.caseworker.blueprint import FORMS, caseworker
from formsvc.web.caseworker.legacy import CASEWORKERS
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.house_forms import Filled, filled_in, house_form
from formsvc.web.language import t
from formsvc.web.people import current_actor
from formsvc.web.report_places import entered_places
from formsvc.web.resources import office
from formsvc.webforms import bind


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
    opened = _opened(case_id, year)
    paper = bind(house_form(FORMS, "paper"), {"received_on": uploaded_on(db(), opened.case, year).isoformat()})
    return show_check(opened, entered_places(case_id, year), (), paper)


@caseworker.post("/sak/<int:case_id>/rapport/<int:year>/skjema/send")
@access("staff", roles=CASEWORKERS)
def enter(case_id: int, year: int) -> Answered:
    """Enter it: an ordinary report from now on."""
    opened, places = _opened(case_id, year), entered_places(case_id, year)
    paper = filled_in(house_form(FORMS, "paper"))
    submit = partial(_enter, case_id, year, paper)
    kept_open = send_posted(opened, places, submit, (), paper)
    if kept_open is None:
        flash(t("review.entered"), "success")
    return kept_open or _to_report(case_id, year)


def _enter(case_id: int, year: int, paper: Filled, signing: Signing) -> None:
    received_on = date.fromisoformat(paper.answers["received_on"])
    enter_report(db(), current_actor(), office(), case_id, year, signing, received_on=received_on, at=now())


def _to_report(case_id: int, year: int) -> Response:
    return redirect(url_for("caseworker.report", case_id=case_id, ar=year), 303)


def _opened(case_id: int, year: int) -> OpenForm:
    return open_entered_report(db(), current_actor(), office(), case_id, year, now())
