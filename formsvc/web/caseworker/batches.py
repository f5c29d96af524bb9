"""Letters of a whole call: choose, send, follow how far it has come, and take the files away."""

from flask import redirect, render_template, request, stream_with_context, url_for
from werkzeug.wrappers import Response

from formsvc.kernel.failures import Invalid
from formsvc.services.batch_files import batch_index, batch_print_file, batch_zip, files_name
from formsvc.services.call_for import title_of
from formsvc.services.open_batch import OpenBatch, open_batch
from formsvc.services.pdf_copies import PDF
from formsvc.services.start_batch import SENDERS, outgoing_on, start_batch
from formsvc.storage.models import Call
from formsvc.web.access import access
from formsvc.web.caseworker.blueprint import Answer, caseworker
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.downloads import download, download_stream
from formsvc.web.errors import words_of, words_of_code
from formsvc.web.language import current_language, t
from formsvc.web.people import current_actor
from formsvc.web.requests import whole
from formsvc.web.resources import schemes, settings

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@caseworker.get("/saker/utlysning/<int:call_id>/utsending")
@access("staff")
def outgoing(call_id: int) -> str:
    """What waits to be sent on a call, and what has been."""
    return _outgoing_page(call_id)


@caseworker.post("/saker/utlysning/<int:call_id>/utsending")
@access("staff", roles=SENDERS)
def send_many(call_id: int) -> Answer:
    """Start sending what was chosen."""
    chosen = request.form.getlist("case", type=whole)
    try:
        batch = start_batch(db(), current_actor(), call_id, chosen, now())
    except Invalid as failure:
        return _outgoing_page(call_id, words_of(failure)), 422
    return redirect(url_for("caseworker.batch", batch_id=batch.id), 303)


@caseworker.get("/saker/utsending/<int:batch_id>")
@access("staff")
def batch(batch_id: int) -> str:
    """How far it has come, and the files when it is done."""
    found = _opened(batch_id)
    shown = {"found": found, "call_title": _title(found.batch.call), "makes_copies": settings().soffice is not None}
    return render_template("caseworker/batch.html", failure_words=words_of_code, **shown)


@caseworker.get("/saker/utsending/<int:batch_id>/brev.zip")
@access("staff")
def batch_letters(batch_id: int) -> Response:
    """Every letter with the index, bit by bit."""
    name = f"{files_name(_opened(batch_id), current_language())}.zip"
    pieces = batch_zip(db(), current_actor(), batch_id, current_language())
    return download_stream(stream_with_context(pieces), name, "application/zip")


@caseworker.get("/saker/utsending/<int:batch_id>/innhold.xlsx")
@access("staff")
def batch_contents(batch_id: int) -> Response:
    """The index alone."""
    name = f"{files_name(_opened(batch_id), current_language())}.xlsx"
    return download(batch_index(db(), current_actor(), batch_id, current_language()), name, XLSX)


@caseworker.get("/saker/utsending/<int:batch_id>/utskrift.pdf")
@access("staff")
def batch_print(batch_id: int) -> Response:
    """Every letter in one file to print."""
    name = f"{files_name(_opened(batch_id), current_language())}.pdf"
    return download(batch_print_file(db(), current_actor(), batch_id), name, PDF)


def _outgoing_page(call_id: int, message: str = "") -> str:
    found = outgoing_on(db(), current_actor(), call_id)
    may_send = found.call.grant_administrator_id in current_actor().administrators_with(*SENDERS)
    shown = {"found": found, "call_title": _title(found.call), "may_send": may_send, "message": message}
    return render_template("caseworker/outgoing.html", words_of=words_of, **shown)


def _opened(batch_id: int) -> OpenBatch:
    return open_batch(db(), current_actor(), batch_id)


def _title(call: Call) -> str:
    return t("batch.call", title=title_of(call, schemes()).in_(current_language()), year=call.grant_year)
