"""The page of one case: where it stands, what was sent, and the documents."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from formsvc.answers.summary import summary
from formsvc.services.decision_dates import decision_dates
from formsvc.services.delete_draft import delete_draft, draft_to_delete
from formsvc.services.own_cases import case_page, own_document, own_version
from formsvc.services.pdf_copies import pdf_copy
from formsvc.services.read_report import reports_for
from formsvc.web.access import access
from formsvc.web.applicant.blueprint import applicant
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.downloads import download, download_copy
from formsvc.web.language import current_language, t
from formsvc.web.people import current_actor
from formsvc.web.resources import schemes


@applicant.get("/mine-saker/<int:case_id>")
@access("member")
def case(case_id: int) -> str:
    """A case."""
    page = case_page(db(), current_actor(), schemes(), case_id, now())
    reports = reports_for(db(), current_actor(), schemes(), case_id, "recipient")
    dates = decision_dates(page.own.case, page.own.view.scheme, page.state)
    return render_template("applicant/case.html", page=page, reports=reports, dates=dates, at=now())


@applicant.get("/mine-saker/<int:case_id>/slett")
@access("member")
def deletion(case_id: int) -> str:
    """What deleting means."""
    return render_template("applicant/delete.html", case=draft_to_delete(db(), current_actor(), case_id))


@applicant.post("/mine-saker/<int:case_id>/slett")
@access("member")
def delete(case_id: int) -> Response:
    """Delete an application that was never sent."""
    delete_draft(db(), current_actor(), case_id)
    flash(t("applicant.delete.done"), "success")
    return redirect(url_for("applicant.home"), 303)


@applicant.get("/mine-saker/<int:case_id>/versjon/<int:number>")
@access("member")
def version(case_id: int, number: int) -> str:
    """A version of the application, as it was sent."""
    found = own_version(db(), current_actor(), schemes(), case_id, number)
    parts = summary(found.view, current_language())
    return render_template("applicant/version.html", found=found, parts=parts)


@applicant.get("/mine-saker/<int:case_id>/dokument/<int:number>")
@access("member")
def document(case_id: int, number: int) -> Response:
    """A document of the case, to save."""
    found, content = own_document(db(), current_actor(), case_id, number)
    return download(content, found.file_name, found.media_type)


@applicant.get("/mine-saker/<int:case_id>/dokument/<int:number>/pdf")
@access("member")
def document_copy(case_id: int, number: int) -> Response:
    """The PDF copy of a letter."""
    found, _ = own_document(db(), current_actor(), case_id, number)
    return download_copy(pdf_copy(db(), found), found.file_name)
