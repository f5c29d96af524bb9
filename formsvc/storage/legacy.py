"""Old PDF reports as read: every query about them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from formsvc.storage.models import Call, Case, Document, LegacyReading


def readings_of(session: Session, case: Case) -> Sequence[LegacyReading]:
    """What was read from the case's old reports, in the order they were uploaded."""
    query = select(LegacyReading).join(LegacyReading.document).where(Document.case_id == case.id)
    return session.scalars(query.options(joinedload(LegacyReading.document)).order_by(Document.number)).all()


def find_reading(session: Session, case: Case, number: int) -> LegacyReading | None:
    """What was read from one document of the case, by the document's number."""
    query = select(LegacyReading).join(LegacyReading.document)
    query = query.where(Document.case_id == case.id, Document.number == number)
    return session.scalars(query.options(joinedload(LegacyReading.document))).one_or_none()


def same_file(session: Session, case: Case, checksum: str, year: int) -> LegacyReading | None:
    """The reading of this very file for this year, if it has been uploaded before."""
    found = (row for row in readings_of(session, case) if row.document.sha256 == checksum and row.report_year == year)
    return next(found, None)


def readings_of_scheme(session: Session, scheme: str) -> Sequence[LegacyReading]:
    """What was read from the old reports of every case of a scheme, whichever edition, oldest first."""
    query = select(LegacyReading).join(LegacyReading.document).join(Document.case).join(Case.call)
    return session.scalars(query.where(Call.scheme == scheme).order_by(LegacyReading.id)).all()
