"""A case to read: summary first, then the application, its versions, the documents and the log."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from formsvc.answers.summary import summary
from formsvc.services.case_log import case_log
from formsvc.services.check_case import check_case
from formsvc.services.compare_versions import compare_versions
from formsvc.services.decision_dates import decision_dates
from formsvc.services.declare_impartiality import declare_impartiality
from formsvc.services.issue_later_letter import offered_letters
from formsvc.services.notes import NoteMissing
from formsvc.services.open_case import OpenCase
from formsvc.services.pdf_copies import pdf_copy
from formsvc.services.staff_documents import staff_document
from formsvc.storage.documents import documents_of
from formsvc.storage.models import Submission
from formsvc.web.access import access
from formsvc.web.caseworker.blueprint import FORMS, Answer, caseworker, opened
from formsvc.web.caseworker.log_words import logged
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.downloads import download, download_copy
from formsvc.web.errors import words_of
from formsvc.web.house_forms import filled_in, house_form
from formsvc.web.language import current_language, t
from formsvc.web.people import current_actor
from formsvc.web.requests import whole
from formsvc.web.resources import office, schemes
from formsvc.webforms import SectionForm, bind


@caseworker.get("/sak/<int:case_id>")
@access("staff")
def case(case_id: int) -> str:
    """The summary of a case and what waits for this person."""
    return _case_page(opened(case_id), bind(house_form(FORMS, "impartiality"), {}))


@caseworker.post("/sak/<int:case_id>/habilitet")
@access("staff")
def declare(case_id: int) -> Answer:
    """Declare being impartial or partial."""
    filled = filled_in(house_form(FORMS, "impartiality"))
    impartial, note = filled.answers.get("impartial") == "yes", filled.answers.get("note", "")
    if filled.sound and not impartial and not note:
        filled.refuse("note", words_of(NoteMissing()))
    if filled.form.error_links:
        return _case_page(opened(case_id), filled.form), 422
    declare_impartiality(db(), current_actor(), case_id, impartial=impartial, note=note, at=now())
    flash(t(f"caseworker.impartiality.{'yes' if impartial else 'no'}"), "success")
    return redirect(url_for("caseworker.case", case_id=case_id), 303)


@caseworker.get("/sak/<int:case_id>/soknad")
@access("staff")
def application(case_id: int) -> str:
    """All answers of a version, and what it changed in the one before it."""
    page = opened(case_id)
    version = _version(page, request.args.get("versjon", type=whole))
    before = [row for row in page.submissions if row.number < version.number and row.kind != "withdrawal"]
    parts = summary(page.view_of(version), current_language())
    changes = compare_versions(page.view_of(before[-1]), page.view_of(version), current_language()) if before else []
    shown = {"page": page, "version": version, "before": before[-1] if before else None}
    return render_template("caseworker/application.html", parts=parts, changes=changes, **shown)


@caseworker.get("/sak/<int:case_id>/dokumenter")
@access("staff")
def documents(case_id: int) -> str:
    """The numbered documents in and out."""
    page = opened(case_id)
    return render_template("caseworker/documents.html", page=page, documents=documents_of(db(), page.case))


@caseworker.get("/sak/<int:case_id>/dokumenter/<int:number>")
@access("staff")
def document(case_id: int, number: int) -> Response:
    """A document, to save."""
    found, content = staff_document(db(), current_actor(), case_id, number)
    return download(content, found.file_name, found.media_type)


@caseworker.get("/sak/<int:case_id>/dokumenter/<int:number>/pdf")
@access("staff")
def document_copy(case_id: int, number: int) -> Response:
    """The PDF copy of a letter."""
    found, _ = staff_document(db(), current_actor(), case_id, number)
    return download_copy(pdf_copy(db(), found), found.file_name)


@caseworker.get("/sak/<int:case_id>/logg")
@access("staff")
def log(case_id: int) -> str:
    """Who did what, when, and what it was before; newest first."""
    page = opened(case_id)
    entries = [logged(entry, page.scheme, current_language()) for entry in reversed(case_log(db(), page.case))]
    return render_template("caseworker/log.html", page=page, entries=entries)


def _case_page(page: OpenCase, form: SectionForm) -> str:
    control = check_case(db(), page.case, schemes())
    dates = decision_dates(page.case, page.scheme, page.state)
    return render_template(
        "caseworker/case.html",
        page=page,
        control=control,
        form=form,
        dates=dates,
        letters=[one for one in documents_of(db(), page.case) if one.direction == "out"],
        offers=offered_letters(db(), current_actor(), office(), page.case.id, now()),
    )


def _version(page: OpenCase, number: int | None) -> Submission:
    """The version asked for, else the one that counts. Raises NotFound."""
    if number is None and page.sent is not None:
        return page.sent
    found = [row for row in page.submissions if row.number == number and row.kind != "withdrawal"]
    if not found:
        raise NotFound
    return found[0]
