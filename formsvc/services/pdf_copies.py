"""PDF copies of issued letters, and a batch's letters in one file to print. The stored .docx stays the record."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.services.issue_letter import DOCX
from formsvc.services.own_cases import DocumentNotFound
from formsvc.storage.batches import batches_to_print, find_batch, letters_of, letters_without_copy
from formsvc.storage.documents import copy_of, file_content, store_file
from formsvc.storage.models import Document, PdfCopy

PDF = "application/pdf"


def letters_to_copy(session: Session, most: int) -> dict[int, bytes]:
    """The first letters that have no copy yet: document -> the file."""
    letters = letters_without_copy(session, DOCX, most)
    return {letter.id: file_content(session, letter.sha256) for letter in letters}


def keep_copies(session: Session, made: Mapping[int, bytes | str], at: datetime) -> None:
    """Keep what became of letters: document -> the PDF, or the code of what went wrong."""
    for document_id, result in made.items():
        copy = PdfCopy(document_id=document_id, made_at=at)
        if isinstance(result, str):
            copy.fault = result
        else:
            copy.sha256 = store_file(session, result, at)
        session.merge(copy)
    session.commit()


def to_print(session: Session) -> Sequence[int]:
    """Batches whose letters are all copied and not yet in one file."""
    return batches_to_print(session)


def pdf_copy(session: Session, document: Document) -> bytes:
    """The copy of a letter that somebody may read. Raises DocumentNotFound where there is none."""
    content = copy_of(session, document)
    if content is None:
        raise DocumentNotFound(number=document.number)
    return content


def copies_of(session: Session, batch_id: int) -> list[bytes]:
    """The copies of a batch's letters, in order."""
    copies = (letter.copy for letter in letters_of(session, batch_id))
    return [file_content(session, copy.sha256) for copy in copies if copy and copy.sha256]


def keep_print_file(session: Session, batch_id: int, content: bytes, at: datetime) -> None:
    """Keep a batch's letters in one file."""
    batch = find_batch(session, batch_id)
    if batch is not None:
        batch.print_sha256 = store_file(session, content, at)
    session.commit()
