"""An old report as PDF: uploaded, looked through beside its pages, and confirmed answer by answer."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formsvc.kernel.failures import Invalid
from formsvc.services.actor import staff_case
from formsvc.services.fill_report_from_pdf import fill_report_from_pdf
from formsvc.services.judge_proposal import confirm_value, dismiss_value
from formsvc.services.pdf_readers import ReadersBusy
from formsvc.services.read_report import reports_for
from formsvc.services.read_scanned_report import keep_scanned, read_scanned
from formsvc.services.report_of import Report, report_of
from formsvc.services.review_legacy_report import Item, Review, page_picture, picture_mark, review_legacy_report
from formsvc.services.upload_legacy_report import ReadPdf, read_pdf, upload_legacy_report
from formsvc.web.access import access
from formsvc.web.caseworker.blueprint import Answer, caseworker, opened
from formsvc.web.clock import now
from formsvc.web.database import database, db
from formsvc.web.errors import words_of
from formsvc.web.house_forms import filled_in
from formsvc.web.language import t
from formsvc.web.people import current_actor
from formsvc.web.requests import whole
from formsvc.web.resources import office, schemes
from formsvc.webforms import SectionForm, bind

CASEWORKERS = ("caseworker",)
A_DAY = 24 * 60 * 60
NOT_MODIFIED = 304


@caseworker.get("/sak/<int:case_id>/rapport/pdf")
@access("staff", roles=CASEWORKERS)
def legacy(case_id: int) -> str:
    """Choose the file and the year."""
    return _upload_page(case_id)


@caseworker.post("/sak/<int:case_id>/rapport/pdf")
@access("staff", roles=CASEWORKERS)
def upload_legacy(case_id: int) -> Answer:
    """Read the file, and keep it with what was found."""
    year, keep = request.form.get("year", 0, type=whole), "keep" in request.form
    try:
        pdf = _read(case_id, year)
        kept = upload_legacy_report(db(), current_actor(), office(), case_id, year, pdf, keep_unread=keep, at=now())
    except (Invalid, ReadersBusy) as failure:
        return _upload_page(case_id, words_of(failure)), 422
    return redirect(url_for("caseworker.legacy_review", case_id=case_id, number=kept.document.number), 303)


@caseworker.get("/sak/<int:case_id>/rapport/pdf/<int:number>")
@access("staff")
def legacy_review(case_id: int, number: int) -> str:
    """The page beside the answer that is up; without one chosen, the first that nobody has judged."""
    found = _review(case_id, number)
    place = request.args.get("felt")
    item = found.item(place) if place else found.next_after()
    return _review_page(found, item, bind(item.section, {item.field.id: item.value}) if item else None)


@caseworker.post("/sak/<int:case_id>/rapport/pdf/<int:number>")
@access("staff", roles=CASEWORKERS)
def judge_answer(case_id: int, number: int) -> Answer:
    """Confirm, change or put away one answer, and go to the next."""
    found = _review(case_id, number)
    item = found.item(request.args.get("felt", ""))
    where = (db(), current_actor(), office(), case_id, number, item.place)
    action = request.form.get("action", "")
    if action in ("reject", "not_answered"):
        after = dismiss_value(*where, answered=action == "reject", at=now())
    else:
        filled = filled_in(item.section)
        value = filled.answers.get(item.field.id)
        if value is None and filled.sound:
            filled.refuse(item.field.id, t("review.value_missing"))
        if filled.form.error_links:
            return _review_page(found, item, filled.form), 422
        after = confirm_value(*where, value, now())
    return redirect(_address(after, after.next_after(item.place)), 303)


@caseworker.post("/sak/<int:case_id>/rapport/pdf/<int:number>/les-bilder")
@access("staff", roles=CASEWORKERS)
def read_pictures(case_id: int, number: int) -> Response:
    """Read the words of a scanned report from the pictures of its pages."""
    with database().session() as session:
        reading = read_scanned(session, current_actor(), office(), case_id, number)
    keep_scanned(db(), current_actor(), office(), case_id, number, reading, now())
    if reading.error:
        flash(t("review.pictures_gave_nothing"), "warning")
    return redirect(url_for("caseworker.legacy_review", case_id=case_id, number=number), 303)


@caseworker.get("/sak/<int:case_id>/rapport/pdf/<int:number>/side/<int:page>.png")
@access("staff")
def legacy_page(case_id: int, number: int, page: int) -> Response:
    """The picture of a page. A browser keeps it for the day: the file it comes from never changes."""
    found = _review(case_id, number)
    kept = Response(mimetype="image/png")
    kept.set_etag(picture_mark(found, page))
    kept.cache_control.private = kept.cache_control.immutable = True
    kept.cache_control.max_age = A_DAY
    if kept.make_conditional(request).status_code != NOT_MODIFIED:
        kept.set_data(page_picture(db(), found, page))
    return kept


@caseworker.post("/sak/<int:case_id>/rapport/pdf/<int:number>/fyll-ut")
@access("staff", roles=CASEWORKERS)
def fill_report(case_id: int, number: int) -> Response:
    """Open the report form with what was confirmed."""
    year = fill_report_from_pdf(db(), current_actor(), office(), case_id, number, now())
    flash(t("review.filled"), "success")
    return redirect(url_for("caseworker.entered_tasks", case_id=case_id, year=year), 303)


def _read(case_id: int, year: int) -> ReadPdf:
    """The posted file, read before the database is asked to write."""
    with database().session() as session:
        case = staff_case(session, current_actor(), case_id, "caseworker")
        report: Report = report_of(session, case, schemes(), year)
    file = request.files.get("file")
    name, content = (file.filename or "", file.read()) if file else ("", b"")
    return read_pdf(name, content, report.scheme, report.form.id)


def _upload_page(case_id: int, message: str = "") -> str:
    page = opened(case_id)
    reports = reports_for(db(), current_actor(), schemes(), case_id, "staff")
    chosen = request.form.get("year", type=whole)
    return render_template("caseworker/legacy_upload.html", page=page, reports=reports, message=message, chosen=chosen)


def _review_page(found: Review, item: Item | None, form: SectionForm | None) -> str:
    shown = request.args.get("side", type=whole) or (item.best.page if item and item.best else 1)
    return render_template(
        "caseworker/legacy_review.html",
        page=opened(found.report.case.id),
        review=found,
        item=item,
        form=form,
        shown=min(max(shown, 1), max(len(found.sizes), 1)),
        picture_mark=picture_mark,
    )


def _review(case_id: int, number: int) -> Review:
    return review_legacy_report(db(), current_actor(), office(), case_id, number)


def _address(review: Review, item: Item | None) -> str:
    """The page of the review, at an answer: with the focus where the enter key confirms it, or where it is typed in."""
    place: dict[str, Any] = {}
    if item is not None:
        typed_in = bind(item.section, {}).questions[0].first_input
        place = {"felt": item.place, "_anchor": typed_in if item.value is None else "confirm"}
    case_id, number = review.report.case.id, review.row.document.number
    return url_for("caseworker.legacy_review", case_id=case_id, number=number, **place)
