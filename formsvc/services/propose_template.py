"""A changed letter template is uploaded, or an earlier one is wanted back: a version that somebody else activates."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from formsvc.kernel.failures import Conflict
from formsvc.letters.admission import TemplateRefused, require_harmless
from formsvc.services.actor import Actor
from formsvc.services.check_template import TemplateFaulty, kinds_with, require_usable
from formsvc.services.letter_library import library_of, library_with
from formsvc.services.notes import NoteUnreadable, needed_note
from formsvc.services.office import Office
from formsvc.services.open_templates import OpenTemplate, TemplateNotFound, file_of, open_template
from formsvc.storage.documents import store_file
from formsvc.storage.letter_templates import Place, add_version
from formsvc.storage.models import TemplateVersion

LONGEST_TEMPLATE_NOTE = 500


class TemplateUnchanged(Conflict):
    """The file is the one that is in force, or that waits already."""

    code = "template_unchanged"


def upload_template(
    session: Session,
    actor: Actor,
    office: Office,
    administrator_id: int,
    place: Place,
    *,
    docx: bytes,
    note: str,
    at: datetime,
) -> TemplateVersion:
    """Keep a changed Word file as the version that waits; one that waited before is withdrawn.

    `note`: what is changed, and why. Raises AdministratorNotFound, RoleMissing, TemplateNotFound, NoteMissing,
    NoteUnreadable, TemplateFaulty (with everything that is wrong) or TemplateUnchanged: then nothing is kept.
    """
    found = open_template(session, actor, office, administrator_id, place, lock=True)
    reason = _note(note)
    _require_sound(session, office, administrator_id, place, docx)
    standing = found.candidate or found.in_force
    if sha256(docx).digest() == sha256(file_of(session, office, place, standing)).digest():
        raise TemplateUnchanged
    _withdraw_waiting(found, actor, at)
    row = _add(session, found, actor, at, note=reason, sha256=store_file(session, docx, at))
    session.commit()
    return row


def propose_earlier(
    session: Session,
    actor: Actor,
    office: Office,
    administrator_id: int,
    place: Place,
    *,
    number: int,
    note: str,
    at: datetime,
) -> TemplateVersion:
    """Propose to go back to a version that has been in force (0: the one that comes with the service).

    Raises as `upload_template`.
    """
    found = open_template(session, actor, office, administrator_id, place, lock=True)
    if number not in found.earlier:
        raise TemplateNotFound
    reason, earlier = _note(note), found.version(number)
    _require_sound(session, office, administrator_id, place, file_of(session, office, place, earlier))
    _withdraw_waiting(found, actor, at)
    file = earlier.sha256 if earlier else None
    row = _add(session, found, actor, at, note=reason, sha256=file, goes_back_to=number)
    session.commit()
    return row


def _note(note: str) -> str:
    if len(note) > LONGEST_TEMPLATE_NOTE:
        raise NoteUnreadable(longest=LONGEST_TEMPLATE_NOTE)
    return needed_note(note)


def _require_sound(session: Session, office: Office, administrator_id: int, place: Place, docx: bytes) -> None:
    """Raises TemplateFaulty."""
    try:
        require_harmless(docx)
    except TemplateRefused as refused:
        raise TemplateFaulty(list(refused.problems)) from refused
    kinds = kinds_with(library_of(session, office, administrator_id), place)
    require_usable(library_with(session, office, administrator_id, {place: docx}), place, kinds)


def _withdraw_waiting(found: OpenTemplate, actor: Actor, at: datetime) -> None:
    if found.candidate is not None:
        found.candidate.withdrawn_by_id, found.candidate.withdrawn_at = actor.id, at


def _add(session: Session, found: OpenTemplate, actor: Actor, at: datetime, **facts: object) -> TemplateVersion:
    return add_version(session, found.administrator.id, found.place, proposed_by_id=actor.id, proposed_at=at, **facts)
