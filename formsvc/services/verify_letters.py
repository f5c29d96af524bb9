"""Proof for an archive: every stored letter, made again from its facts and its template, is the file that is stored."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy.orm import Session

from formsvc.kernel.failures import Failure
from formsvc.letters.sameness import differing_parts
from formsvc.services.keep_template import make_again
from formsvc.storage.documents import file_content, letters_to_verify
from formsvc.storage.models import Document


@dataclass(frozen=True)
class Verified:
    """A letter: its case's number, its own, and what is wrong (English, for operators; None: it is the same)."""

    case: str
    number: int
    fault: str | None


def verified_letters(session: Session) -> Iterator[Verified]:
    """Every letter, oldest first."""
    for document in letters_to_verify(session):
        yield Verified(document.case.number, document.number, _fault(session, document))


def _fault(session: Session, document: Document) -> str | None:
    try:
        again = make_again(session, document)
    except (Failure, ValidationError) as fault:
        return f"cannot be made again: {fault}"
    parts = differing_parts(again, file_content(session, document.sha256))
    return f"differs in {', '.join(parts)}" if parts else None
