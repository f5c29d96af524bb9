"""Letters of a whole call sent in one go, and mail that is not yet a file in the outbox."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from formsvc.storage.base import Base
from formsvc.storage.models.calls import Call
from formsvc.storage.models.cases import Case
from formsvc.storage.models.people import Person

_UNFINISHED = text("finished_at IS NULL")


class Batch(Base):
    """Approved decisions of a call that somebody has asked to be sent. One at a time on a call."""

    __tablename__ = "batch"
    __table_args__ = (
        Index("uq_batch_call_id", "call_id", unique=True, sqlite_where=_UNFINISHED, postgresql_where=_UNFINISHED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    started_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    """When the last case was sent or found wanting."""
    print_sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    """Every letter in one PDF."""

    call: Mapped[Call] = relationship()
    started_by: Mapped[Person] = relationship()


class BatchItem(Base):
    """A case in a batch."""

    __tablename__ = "batch_item"
    __table_args__ = (
        UniqueConstraint("batch_id", "case_id"),
        CheckConstraint("status IN ('waiting', 'sent', 'failed')", name="status_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    """What was approved when the batch was started."""
    status: Mapped[str] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    """How many times somebody has begun: what brings the process down is not tried for ever."""
    failure: Mapped[dict[str, Any] | None]
    """{"code", "params"} of the failure that stopped it."""
    done_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship()


class OutgoingMail(Base):
    """A message, committed with what it tells of. Removed once it is a file in the outbox."""

    __tablename__ = "outgoing_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    """Names its file: written twice it is still one message."""
    to: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
