"""Files and the numbered documents of a case. A file is kept once, by its checksum."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from formsvc.storage.models import Case, Document, PdfCopy, StoredFile


def store_file(session: Session, content: bytes, at: datetime) -> str:
    """Keep the bytes; returns their checksum (sha256, hexadecimal). The same bytes are kept once."""
    checksum = sha256(content).hexdigest()
    if session.scalar(select(StoredFile.sha256).where(StoredFile.sha256 == checksum)) is None:
        file = StoredFile(sha256=checksum, content=content, size=len(content), stored_at=at)
        # Somebody else may be storing the same bytes at this moment: then theirs are as good.
        with suppress(IntegrityError), session.begin_nested():
            session.add(file)
    return checksum


def file_content(session: Session, checksum: str) -> bytes:
    """The bytes of a stored file. Raises NoResultFound."""
    return session.scalars(select(StoredFile.content).where(StoredFile.sha256 == checksum)).one()


def add_document(session: Session, case: Case, *, content: bytes, at: datetime, **facts: Any) -> Document:
    """Store the content as the case's next numbered document; `facts` are the other columns of `Document`."""
    last = session.scalar(select(func.max(Document.number)).where(Document.case_id == case.id)) or 0
    checksum = store_file(session, content, at)
    document = Document(case_id=case.id, number=last + 1, sha256=checksum, created_at=at, **facts)
    session.add(document)
    session.flush()
    return document


def documents_of(session: Session, case: Case) -> Sequence[Document]:
    """Every document of a case, in order, with its PDF copy."""
    query = select(Document).where(Document.case_id == case.id).options(joinedload(Document.copy))
    return session.scalars(query.order_by(Document.number)).all()


def documents_for_applicant(session: Session, case: Case) -> Sequence[Document]:
    """What the applicant may read: what came from them, and what was dispatched to them."""
    return [document for document in documents_of(session, case) if document.visible_to_applicant]


def letters_to_verify(session: Session) -> Iterator[Document]:
    """Every letter whose template was kept, with its case, oldest first; a few in memory at a time."""
    query = select(Document).where(Document.template_sha256.is_not(None)).options(joinedload(Document.case))
    yield from session.scalars(query.order_by(Document.id).execution_options(yield_per=100))


def find_document(session: Session, case: Case, number: int) -> Document | None:
    """A document of a case by its number."""
    query = select(Document).where(Document.case_id == case.id, Document.number == number)
    return session.scalars(query).one_or_none()


def find_attachment(session: Session, case: Case, field: str, checksum: str) -> Document | None:
    """The attachment with these bytes at a field, if it has been uploaded there."""
    query = select(Document).where(Document.case_id == case.id, Document.field == field, Document.sha256 == checksum)
    return session.scalars(query.order_by(Document.number)).first()


def copy_of(session: Session, document: Document) -> bytes | None:
    """The PDF copy of a letter; None where there is none."""
    query = select(StoredFile.content).join(PdfCopy, PdfCopy.sha256 == StoredFile.sha256)
    return session.scalars(query.where(PdfCopy.document_id == document.id)).one_or_none()
