"""Old reports of a whole call: many PDFs uploaded at once, read in the background, and what came of each."""

from flask import redirect, render_template, request, url_for

from formsvc.kernel.failures import Invalid
from formsvc.services.call_for import title_of
from formsvc.services.open_incoming import open_incoming
from formsvc.services.upload_incoming_reports import (
    MOST_FILES,
    ChosenFile,
    place_incoming_report,
    remove_incoming_report,
    upload_incoming_reports,
)
from formsvc.web.access import access
from formsvc.web.caseworker.blueprint import Answer, caseworker
from formsvc.web.caseworker.legacy import CASEWORKERS
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.errors import words_of, words_of_code
from formsvc.web.language import current_language, t
from formsvc.web.people import current_actor
from formsvc.web.requests import many_files, whole
from formsvc.web.resources import office, schemes, settings


@caseworker.get("/saker/utlysning/<int:call_id>/rapporter")
@access("staff", roles=CASEWORKERS)
def incoming(call_id: int) -> str:
    """Choose files, follow how far it has come, and see what came of each."""
    return _page(call_id)


@caseworker.post("/saker/utlysning/<int:call_id>/rapporter")
@access("staff", roles=CASEWORKERS)
@many_files
def upload_incoming(call_id: int) -> Answer:
    """Keep the files; they are read in the background."""
    chosen = [ChosenFile(file.filename, file.read) for file in request.files.getlist("files") if file.filename]
    year = request.form.get("year", 0, type=whole)
    try:
        upload_incoming_reports(db(), current_actor(), office(), call_id, year, chosen, now())
    except Invalid as failure:
        return _page(call_id, words_of(failure)), 422
    return redirect(url_for("caseworker.incoming", call_id=call_id, _anchor="files"), 303)


@caseworker.post("/saker/utlysning/<int:call_id>/rapporter/<int:item_id>")
@access("staff", roles=CASEWORKERS)
def place_incoming(call_id: int, item_id: int) -> Answer:
    """Say whose report a file is."""
    try:
        place_incoming_report(db(), current_actor(), call_id, item_id, request.form.get("case", 0, type=whole))
    except Invalid as failure:
        return _page(call_id, words_of(failure), f"case-{item_id}"), 422
    return redirect(url_for("caseworker.incoming", call_id=call_id, _anchor="files"), 303)


@caseworker.post("/saker/utlysning/<int:call_id>/rapporter/<int:item_id>/fjern")
@access("staff", roles=CASEWORKERS)
def remove_incoming(call_id: int, item_id: int) -> Answer:
    """Take a file that came to nothing off the list."""
    remove_incoming_report(db(), current_actor(), call_id, item_id)
    return redirect(url_for("caseworker.incoming", call_id=call_id, _anchor="files"), 303)


def _page(call_id: int, message: str = "", wrong: str = "") -> str:
    """The page; `wrong` is the input that a message is about, where it is not the choice of files."""
    found = open_incoming(db(), current_actor(), office(), call_id)
    title = title_of(found.call, schemes()).in_(current_language())
    return render_template(
        "caseworker/incoming.html",
        found=found,
        call_title=t("batch.call", title=title, year=found.call.grant_year),
        message=message,
        wrong=wrong,
        chosen=request.form.get("year", type=whole),
        most=MOST_FILES,
        megabytes=settings().max_files_bytes // 1_000_000,
        failure_words=words_of_code,
    )
