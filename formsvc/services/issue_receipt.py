"""The receipt of the latest version: a letter, made once for each version."""

from datetime import datetime

from pydantic import ValidationError
from sqlalchemy.orm import Session

from formsvc.kernel.failures import Conflict
from formsvc.services.actor import Actor, own_case
from formsvc.services.facts.receipt import receipt_letter
from formsvc.services.issue_letter import issue_letter
from formsvc.services.office import Office
from formsvc.services.renewed_grant import application_context
from formsvc.storage.cases import latest_submission, record, state_of
from formsvc.storage.documents import documents_of
from formsvc.storage.models import Case, Document, Submission

KIND = "receipt"


class FactsMissing(Conflict):
    """Something that the letter must say is not registered. Parameter: place (`call.contact.phone`)."""

    code = "letter_facts_missing"


def issue_receipt(session: Session, actor: Actor, office: Office, case_id: int, at: datetime) -> Document | None:
    """The receipt as a document of the case; None where nothing has been sent.

    Raises CaseNotFound, FactsMissing, or what `issue_letter` raises: then nothing is stored, and it may be tried again.
    """
    case = own_case(session, actor, case_id, lock=True)
    sent = latest_submission(session, case, case.call.form)
    if sent is None:
        return None
    found = receipt_of(session, case, sent)
    return found or _issue(session, actor, office, case, sent, at)


def receipt_of(session: Session, case: Case, sent: Submission) -> Document | None:
    """The receipt of a version, if it has been made."""
    receipts = (document for document in documents_of(session, case) if document.kind == KIND and document.facts)
    return next((one for one in receipts if one.facts and one.facts["application"]["version"] == sent.number), None)


def _issue(session: Session, actor: Actor, office: Office, case: Case, sent: Submission, at: datetime) -> Document:
    scheme = office.schemes.get(sent.scheme, sent.edition)
    first_at = state_of(session, case).submitted_at or sent.submitted_at
    try:
        beside = application_context(session, case)
        letter = receipt_letter(case, scheme, scheme.form(sent.form), sent, beside, first_at=first_at, at=at)
    except ValidationError as error:
        raise FactsMissing(place=".".join(map(str, error.errors()[0]["loc"]))) from error
    document, issued = issue_letter(session, case, letter, office, at, actor.id)
    record(session, case, actor.id, at, issued)
    session.commit()
    return document
