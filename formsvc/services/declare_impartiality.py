"""A member of staff declares being impartial, or partial, in a case."""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.casework.events import ImpartialityDeclared
from formsvc.services.actor import Actor, staff_case
from formsvc.services.notes import readable_note
from formsvc.storage.cases import record
from formsvc.storage.decisions import follow_state


def declare_impartiality(
    session: Session, actor: Actor, case_id: int, *, impartial: bool, note: str, at: datetime
) -> None:
    """Record the declaration (forvaltningsloven §§ 6-10). A later one replaces it; partiality voids an approval.

    Raises CaseNotFound or NoteUnreadable.
    """
    case = staff_case(session, actor, case_id, lock=True)
    state = record(session, case, actor.id, at, ImpartialityDeclared(impartial, readable_note(note)))
    follow_state(session, case, state)
    session.commit()
