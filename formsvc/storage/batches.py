"""Batches of letters on a call, and the PDF copies of letters: every query about them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from formsvc.storage.models import Batch, BatchItem, Case, Decision, Document, PdfCopy


class SentLetter(NamedTuple):
    """A letter that a batch sent."""

    case: Case
    decision: Decision
    document: Document
    copy: PdfCopy | None


def approved_on(session: Session, call_id: int) -> Sequence[Decision]:
    """The decisions of a call that are approved and not sent, by case number, with case and organisation."""
    query = select(Decision).join(Decision.case).where(Case.call_id == call_id, Case.status != "withdrawn")
    query = query.where(Decision.approved_at.is_not(None), Decision.dispatched_at.is_(None))
    query = query.options(joinedload(Decision.case).joinedload(Case.organisation))
    return session.scalars(query.order_by(Case.number, Decision.id)).all()


def find_batch(session: Session, batch_id: int) -> Batch | None:
    """A batch with its call and whoever started it."""
    query = select(Batch).where(Batch.id == batch_id).options(joinedload(Batch.call), joinedload(Batch.started_by))
    return session.scalars(query).one_or_none()


def batches_of(session: Session, call_id: int) -> Sequence[Batch]:
    """The batches of a call with whoever started them, newest first."""
    query = select(Batch).where(Batch.call_id == call_id).options(joinedload(Batch.started_by))
    return session.scalars(query.order_by(Batch.id.desc())).all()


def unfinished_batch(session: Session, call_id: int) -> Batch | None:
    """The batch of a call that is under way."""
    return session.scalars(select(Batch).where(Batch.call_id == call_id, Batch.finished_at.is_(None))).one_or_none()


def unfinished_batches(session: Session) -> Sequence[int]:
    """Every batch that is under way, oldest first."""
    return session.scalars(select(Batch.id).where(Batch.finished_at.is_(None)).order_by(Batch.id)).all()


def items_of(session: Session, batch_id: int) -> Sequence[BatchItem]:
    """The cases of a batch by number, with their organisations."""
    query = select(BatchItem).where(BatchItem.batch_id == batch_id).join(BatchItem.case)
    query = query.options(joinedload(BatchItem.case).joinedload(Case.organisation))
    return session.scalars(query.order_by(Case.number)).all()


def waiting_items(session: Session, batch_id: int) -> Sequence[int]:
    """What is left of a batch, by case number."""
    query = select(BatchItem.id).where(BatchItem.batch_id == batch_id, BatchItem.status == "waiting")
    return session.scalars(query.join(BatchItem.case).order_by(Case.number)).all()


def lock_item(session: Session, item_id: int) -> BatchItem:
    """A case of a batch, kept from others until commit."""
    return session.scalars(select(BatchItem).where(BatchItem.id == item_id).with_for_update()).one()


def letters_of(session: Session, batch_id: int) -> Sequence[SentLetter]:
    """The letters that a batch has sent, by case and number, with their copies."""
    query = _letters(batch_id, Case, Decision, Document, PdfCopy).options(joinedload(Case.organisation))
    return [SentLetter(*row) for row in session.execute(query.order_by(Case.number, Document.number))]


def count_letters(session: Session, batch_id: int) -> tuple[int, int, int]:
    """How many letters a batch has sent, how many of them have a PDF copy, and how many can have none."""
    counted = (func.count(Document.id), func.count(PdfCopy.sha256), func.count(PdfCopy.fault))
    letters, copies, faults = session.execute(_letters(batch_id, *counted)).one()
    return letters, copies, faults


def _letters(batch_id: int, *columns: Any) -> Any:
    """These columns of the letters of a batch: they have the moment of its sending."""
    query: Any = select(*columns).select_from(BatchItem).join(Case, BatchItem.case_id == Case.id)
    query = query.join(Decision, BatchItem.decision_id == Decision.id)
    query = query.join(Document, Document.decision_id == Decision.id)
    query = query.outerjoin(PdfCopy, PdfCopy.document_id == Document.id)
    return query.where(
        BatchItem.batch_id == batch_id, BatchItem.status == "sent", Document.created_at == BatchItem.done_at
    )


def letters_without_copy(session: Session, media_type: str, limit: int) -> Sequence[Document]:
    """The first letters, by their media type, that are sent and have no PDF copy yet."""
    query = select(Document).where(Document.direction == "out", Document.media_type == media_type)
    query = query.outerjoin(PdfCopy, PdfCopy.document_id == Document.id).where(PdfCopy.document_id.is_(None))
    return session.scalars(query.order_by(Document.id).limit(limit)).all()


def batches_to_print(session: Session) -> Sequence[int]:
    """Finished batches that have no print file, though every letter has been tried as PDF and one succeeded."""
    finished = select(Batch.id).where(Batch.finished_at.is_not(None), Batch.print_sha256.is_(None))
    unprinted = session.scalars(finished.order_by(Batch.id)).all()
    counts = {batch_id: count_letters(session, batch_id) for batch_id in unprinted}
    return [key for key, (letters, copies, faults) in counts.items() if copies and letters == copies + faults]
