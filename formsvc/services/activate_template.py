"""Another person than the one who proposed it puts a version of a letter template in force, or takes it away."""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.kernel.failures import Conflict, NotAllowed
from formsvc.services.actor import Actor, Role
from formsvc.services.check_template import kinds_with, require_usable
from formsvc.services.letter_library import library_of, library_with
from formsvc.services.office import Office
from formsvc.services.open_templates import OpenTemplate, file_of, open_template
from formsvc.storage.letter_templates import Place
from formsvc.storage.models import TemplateVersion

ACTIVATORS: tuple[Role, ...] = ("approver", "administrator")


class ProposerCannotActivate(NotAllowed):
    """Whoever proposed a version does not put it in force."""

    code = "proposer_cannot_activate"


class NothingWaits(Conflict):
    """This version does not wait any more: it was withdrawn, replaced or activated."""

    code = "template_does_not_wait"


def activate_template(
    session: Session, actor: Actor, office: Office, administrator_id: int, place: Place, number: int, at: datetime
) -> None:
    """Put the version that waits in force, from now on and in every process. Twice is once.

    Raises AdministratorNotFound, RoleMissing, TemplateNotFound, NothingWaits, ProposerCannotActivate or
    TemplateFaulty (what it is used with may have changed since it was looked at).
    """
    found = open_template(session, actor, office, administrator_id, place, *ACTIVATORS, lock=True)
    row = found.version(number)
    if row is not None and row.activated_by_id == actor.id:
        return
    waiting = _waiting(found, row)
    if waiting.proposed_by_id == actor.id:
        raise ProposerCannotActivate
    kinds = kinds_with(library_of(session, office, administrator_id), place)
    docx = file_of(session, office, place, waiting)
    require_usable(library_with(session, office, administrator_id, {place: docx}), place, kinds)
    waiting.activated_by_id, waiting.activated_at = actor.id, at
    session.commit()


def withdraw_template(
    session: Session, actor: Actor, office: Office, administrator_id: int, place: Place, number: int, at: datetime
) -> None:
    """Take away the version that waits; whoever may see it may do it. Raises as `activate_template`."""
    found = open_template(session, actor, office, administrator_id, place, lock=True)
    waiting = _waiting(found, found.version(number))
    waiting.withdrawn_by_id, waiting.withdrawn_at = actor.id, at
    session.commit()


def _waiting(found: OpenTemplate, row: TemplateVersion | None) -> TemplateVersion:
    if row is None or row is not found.candidate:
        raise NothingWaits
    return row
