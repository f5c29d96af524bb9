"""Check and send the application, get the receipt, withdraw."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formsvc.answers.summary import Part, summary
from formsvc.kernel.failures import Conflict, Invalid, Unreadable
from formsvc.services.ask_about_applicant import ask_about_applicant
from formsvc.services.issue_receipt import issue_receipt, receipt_of
from formsvc.services.open_form import OpenForm, open_application
from formsvc.services.own_cases import CasePage, case_page
from formsvc.services.signatories import signatories
from formsvc.services.signing import Signing
from formsvc.services.submit_application import ApplicationIncomplete, submit_application
from formsvc.services.withdraw_application import withdraw_application
from formsvc.web.access import access
from formsvc.web.applicant.around import around_of
from formsvc.web.applicant.blueprint import applicant
from formsvc.web.applicant.filling_in import ApplicationPlaces
from formsvc.web.applicant.form_pages import error_links
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.language import current_language, t
from formsvc.web.logs import log_fault
from formsvc.web.people import current_actor
from formsvc.web.resources import office, register, schemes
from formsvc.webforms import SectionForm, bind, receive


@applicant.get("/soknad/<int:case_id>/send")
@access("member")
def check(case_id: int) -> str:
    """Everything that will be sent, what stands in the way, and the signature."""
    opened = _opened(case_id)
    return _check_page(opened, _signature(opened, None))


@applicant.post("/soknad/<int:case_id>/send")
@access("member")
def send(case_id: int) -> str | tuple[str, int] | Response:
    """Send it in."""
    opened = _opened(case_id)
    form = _signature(opened, _signed(opened))
    signing = Signing(_signed(opened) or {}, request.form.get("number", 0, type=int), current_language())
    try:
        submit_application(db(), current_actor(), office(), case_id, signing, at=now())
    except ApplicationIncomplete as incomplete:
        if form is not None and incomplete.progress.signature is not None:
            form.show(incomplete.progress.signature.errors, current_language())
        return _check_page(opened, form, sent=True), 422
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


def _check_page(opened: OpenForm, form: SectionForm | None, *, sent: bool = False) -> str:
    places = ApplicationPlaces(opened.case.id)
    signed = form.error_links if form is not None and sent else []
    return render_template(
        "applicant/check.html",
        opened=opened,
        places=places,
        errors=[*error_links(opened, places, opened.progress), *((f"#{place}", words) for place, words in signed)],
        parts=_begun(opened),
        form=form,
        number=opened.next_number,
        signatories=_signatories(opened.case.id),
    )


def _begun(opened: OpenForm) -> list[Part]:
    """The sections that somebody has saved, to read through."""
    return [part for part in summary(opened.progress.view, current_language()) if part.section.id in opened.drafts]


def _signature(opened: OpenForm, typed: dict[str, Any] | None) -> SectionForm | None:
    """The signature to fill in: as sent, or with what is known beforehand."""
    section = opened.signature
    if section is None:
        return None
    return bind(
        section, opened.typed_in(section) if typed is None else typed, around_of(opened.progress.view, opened.typed)
    )


def _signed(opened: OpenForm) -> dict[str, Any] | None:
    section = opened.signature
    return dict(receive(section, {}, request.form, request.files).typed) if section else None


def _opened(case_id: int) -> OpenForm:
    return open_application(db(), current_actor(), office(), case_id, now())


def _case_page(case_id: int) -> CasePage:
    return case_page(db(), current_actor(), schemes(), case_id, now())


def _signatories(case_id: int) -> list[str]:
    return signatories(db(), current_actor(), case_id)
