"""What staff do with a template: upload, activate, withdraw, go back."""

from flask import flash, redirect, request
from werkzeug.wrappers import Response

from formsvc.kernel.failures import Failure
from formsvc.services.activate_template import (
    ACTIVATORS,
    NothingWaits,
    ProposerCannotActivate,
    activate_template,
    withdraw_template,
)
from formsvc.services.check_template import TemplateFaulty
from formsvc.services.notes import NoteMissing, NoteUnreadable
from formsvc.services.open_templates import OpenTemplate
from formsvc.services.propose_template import TemplateUnchanged, propose_earlier, upload_template
from formsvc.web.access import access
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.errors import status_of, words_of
from formsvc.web.language import t
from formsvc.web.letter_templates.blueprint import (
    AT,
    ROLES,
    VERSION,
    letter_templates,
    opened,
    place_of,
    template_address,
)
from formsvc.web.letter_templates.looking import template_page
from formsvc.web.people import current_actor
from formsvc.web.resources import office

Answer = str | tuple[str, int] | Response
_REFUSED = (NoteMissing, NoteUnreadable, TemplateUnchanged, TemplateFaulty)


@letter_templates.post(AT)
@access("staff", roles=ROLES)
def upload(administrator_id: int, written: str, name: str) -> Answer:
    """Keep a changed Word file as the version that waits."""
    sent, note = request.files.get("file"), request.form.get("note", "")
    docx, place = sent.read() if sent else b"", place_of(written, name)
    try:
        upload_template(db(), current_actor(), office(), administrator_id, place, docx=docx, note=note, at=now())
    except _REFUSED as failure:
        return _refused(opened(administrator_id, written, name), failure)
    return _done(opened(administrator_id, written, name), "uploaded")


@letter_templates.post(f"{VERSION}/aktiver")
@access("staff", roles=ACTIVATORS)
def activate(administrator_id: int, written: str, name: str, number: int) -> Answer:
    """Put the version that waits in force."""
    place = place_of(written, name)
    try:
        activate_template(db(), current_actor(), office(), administrator_id, place, number, now())
    except (ProposerCannotActivate, NothingWaits, TemplateFaulty) as failure:
        return _refused(opened(administrator_id, written, name), failure)
    return _done(opened(administrator_id, written, name), "activated")


@letter_templates.post(f"{VERSION}/trekk")
@access("staff", roles=ROLES)
def withdraw(administrator_id: int, written: str, name: str, number: int) -> Answer:
    """Take away the version that waits."""
    withdraw_template(db(), current_actor(), office(), administrator_id, place_of(written, name), number, now())
    return _done(opened(administrator_id, written, name), "withdrawn")


@letter_templates.post(f"{VERSION}/tilbake")
@access("staff", roles=ROLES)
def go_back(administrator_id: int, written: str, name: str, number: int) -> Answer:
    """Propose to go back to a version."""
    place, note = place_of(written, name), t("letter_templates.back_note", number=number)
    try:
        propose_earlier(db(), current_actor(), office(), administrator_id, place, number=number, note=note, at=now())
    except _REFUSED as failure:
        return _refused(opened(administrator_id, written, name), failure)
    return _done(opened(administrator_id, written, name), "uploaded")


def _refused(found: OpenTemplate, failure: Failure) -> tuple[str, int]:
    faulty = failure if isinstance(failure, TemplateFaulty) else None
    message = "" if faulty else words_of(failure)
    return template_page(found, faulty, message, request.form.get("note", "")), status_of(failure)


def _done(found: OpenTemplate, what: str) -> Response:
    flash(t(f"letter_templates.done.{what}"), "success")
    return redirect(template_address("template", found), 303)
