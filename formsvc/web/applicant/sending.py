"""Check and send the application, get the receipt, withdraw."""

from functools import partial

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formsvc.kernel.failures import Conflict, Invalid, Unreadable
from formsvc.services.ask_about_applicant import ask_about_applicant
from formsvc.services.issue_receipt import issue_receipt, receipt_of
from formsvc.services.open_form import OpenForm, open_application
from formsvc.services.own_cases import CasePage, case_page
from formsvc.services.signatories import signatories
from formsvc.services.submit_application import submit_application
from formsvc.services.withdraw_application import withdraw_application
from formsvc.web.access import access
from formsvc.web.applicant.blueprint import applicant
from formsvc.web.applicant.check_pages import send_posted, show_check
from formsvc.web.applicant.filling_in import ApplicationPlaces
from formsvc.web.applicant.form_pages import Answered
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.language import current_language, t
from formsvc.web.logs import log_fault
from formsvc.web.people import current_actor
from formsvc.web.resources import office, register, schemes


@applicant.get("/soknad/<int:case_id>/send")
@access("member")
def check(case_id: int) -> str:
    """Everything that will be sent, what stands in the way, and the signature."""
    return show_check(_opened(case_id), ApplicationPlaces(case_id), _signatories(case_id))


@applicant.post("/soknad/<int:case_id>/send")
@access("member")
def send(case_id: int) -> Answered:
    """Send it in."""
    opened, places = _opened(case_id), ApplicationPlaces(case_id)
    submit = partial(submit_application, db(), current_actor(), office(), case_id, at=now())
    kept_open = send_posted(opened, places, submit, _signatories(case_id))
    if kept_open is not None:
        return kept_open
    ask_about_applicant(db(), register(), opened.scheme, opened.case.organisation, now())
    return make_receipt(case_id)


@applicant.get("/soknad/<int:case_id>/kvittering")
@access("member")
def receipt(case_id: int) -> str | Response:
    """That it came in: reference number, time, version, what happens next."""
    page = _case_page(case_id)
    if page.latest is None:
        return redirect(url_for("applicant.case", case_id=case_id), 303)
    letter = receipt_of(db(), page.own.case, page.latest)
    return render_template("applicant/receipt.html", page=page, letter=letter)


@applicant.post("/soknad/<int:case_id>/kvittering")
@access("member")
def make_receipt(case_id: int) -> Response:
    """Make the letter; what is wrong with it is ours to mend, and takes nothing from what was sent."""
    try:
        issue_receipt(db(), current_actor(), office(), case_id, now())
    except (Conflict, Unreadable, Invalid) as failure:
        log_fault(failure)
        flash(t("applicant.receipt.not_made"), "warning")
    return redirect(url_for("applicant.receipt", case_id=case_id), 303)


@applicant.get("/soknad/<int:case_id>/trekk")
@access("member")
def withdrawal(case_id: int) -> str:
    """What withdrawing means."""
    return render_template("applicant/withdraw.html", page=_case_page(case_id), signatories=_signatories(case_id))


@applicant.post("/soknad/<int:case_id>/trekk")
@access("member")
def withdraw(case_id: int) -> Response:
    """Withdraw the application."""
    reason = request.form.get("reason", "")
    withdraw_application(db(), current_actor(), office(), case_id, reason=reason, language=current_language(), at=now())
    flash(t("applicant.withdraw.done"), "success")
    return redirect(url_for("applicant.case", case_id=case_id), 303)


def _opened(case_id: int) -> OpenForm:
    return open_application(db(), current_actor(), office(), case_id, now())


def _case_page(case_id: int) -> CasePage:
    return case_page(db(), current_actor(), schemes(), case_id, now())


def _signatories(case_id: int) -> list[str]:
    return signatories(db(), current_actor(), case_id)
