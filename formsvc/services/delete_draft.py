"""A member deletes an application that was never sent: it is the organisation's own, and nobody else has seen it."""

from sqlalchemy.orm import Session

from formsvc.kernel.failures import Conflict
from formsvc.services.actor import Actor, own_case
from formsvc.services.attach_files import files_of_drafts
from formsvc.storage.cases import state_of
from formsvc.storage.drafts import delete_case_in_progress, delete_unnamed_files
from formsvc.storage.models import Case


class AlreadySent(Conflict):
    """What has been sent is kept: it can be withdrawn, not deleted."""

    code = "already_sent"


def draft_to_delete(session: Session, actor: Actor, case_id: int, *, lock: bool = False) -> Case:
    """The case, if it may be deleted. Raises CaseNotFound or AlreadySent."""
    case = own_case(session, actor, case_id, lock=lock)
    if state_of(session, case).status != "draft":
        raise AlreadySent
    return case


def delete_draft(session: Session, actor: Actor, case_id: int) -> None:
    """Delete it with everything written in it and the files added to it. Raises CaseNotFound or AlreadySent."""
    case = draft_to_delete(session, actor, case_id, lock=True)
    files = {file["sha256"] for file in files_of_drafts(session, case)}
    delete_case_in_progress(session, case)
    delete_unnamed_files(session, files)
    session.commit()
