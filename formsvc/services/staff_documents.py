"""The documents of a case for the staff who work with it."""

from sqlalchemy.orm import Session

from formsvc.services.actor import Actor, staff_case
from formsvc.services.own_cases import DocumentNotFound
from formsvc.storage.documents import file_content, find_document
from formsvc.storage.models import Document


def staff_document(session: Session, actor: Actor, case_id: int, number: int) -> tuple[Document, bytes]:
    """A document of a case of the actor's grant administrator, with its bytes.

    Raises CaseNotFound or DocumentNotFound.
    """
    case = staff_case(session, actor, case_id)
    document = find_document(session, case, number)
    if document is None:
        raise DocumentNotFound(number=number)
    return document, file_content(session, document.sha256)
