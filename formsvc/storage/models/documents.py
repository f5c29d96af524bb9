"""Documents in and out, their files, and what was read from old reports (the archive duty)."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from formsvc.storage.base import Base
from formsvc.storage.models.calls import Call
from formsvc.storage.models.cases import Case


class StoredFile(Base):
    """The bytes of a file, kept once per checksum."""

    __tablename__ = "stored_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    size: Mapped[int]
    stored_at: Mapped[datetime]


class Document(Base):
    """A numbered document of a case: direction, date, title, access ground, checksum."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("direction IN ('in', 'out', 'internal')", name="direction_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    number: Mapped[int]
    direction: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(40))
    """A letter kind, `attachment` or `legacy-report`."""
    title: Mapped[str] = mapped_column(String(300))
    file_name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"))
    access_ground: Mapped[str | None] = mapped_column(String(200))
    """The law that keeps it from the public; None: open."""
    language: Mapped[str | None] = mapped_column(String(2))
    language_reason: Mapped[str | None] = mapped_column(String(60))
    facts: Mapped[dict[str, Any] | None]
    """A letter's facts: with the template version, enough to render it again."""
    template_sha256: Mapped[str | None] = mapped_column(String(64))
    visible_to_applicant: Mapped[bool] = mapped_column(default=False)
    field: Mapped[str | None] = mapped_column(String(120))
    """The form and field an attachment answers: `application.statutes`."""
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    case: Mapped[Case] = relationship()
    file: Mapped[StoredFile] = relationship(lazy="raise")
    copy: Mapped["PdfCopy | None"] = relationship(viewonly=True, lazy="raise")


class PdfCopy(Base):
    """A letter as PDF/A. The stored .docx is the record; this is for reading and printing."""

    __tablename__ = "pdf_copy"
    __table_args__ = (CheckConstraint("(sha256 IS NULL) <> (fault IS NULL)", name="file_or_fault"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    fault: Mapped[str | None] = mapped_column(String(40))
    """Why there is none: a code."""
    made_at: Mapped[datetime]


class LegacyReading(Base):
    """What the reader found in an uploaded PDF report, with evidence; proposals until a person has judged them."""

    __tablename__ = "legacy_reading"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), unique=True)
    report_year: Mapped[int]
    reading: Mapped[dict[str, Any]]
    """The shape of `formsvc read-report`."""
    images: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Page number -> checksum of its picture, for the pages that something was found on."""
    judged: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Place of an answer (`result.x.per_service.chat`) -> {"outcome", "value"}"""
    created_at: Mapped[datetime]

    document: Mapped[Document] = relationship()


class IncomingReport(Base):
    """One of many old reports that somebody uploaded to a call: read outside the request, and placed in its case."""

    __tablename__ = "incoming_report"
    __table_args__ = (
        UniqueConstraint("call_id", "report_year", "checksum"),
        CheckConstraint("status IN ('waiting', 'ready', 'known', 'failed')", name="status_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    report_year: Mapped[int]
    checksum: Mapped[str] = mapped_column(String(64))
    """Of the file, which is stored unless it was refused at the door."""
    file_name: Mapped[str] = mapped_column(String(200))
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    """The case that its number, or a person, says."""
    placed_by_hand: Mapped[bool] = mapped_column(default=False)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    status: Mapped[str] = mapped_column(String(10), default="waiting")
    """`ready`: under review in its case; `known`: it was there already."""
    attempts: Mapped[int] = mapped_column(default=0)
    """How many times somebody has begun: what brings the process down is not tried for ever."""
    found: Mapped[dict[str, Any] | None]
    """{"values", "sections"}: how many; {"orgnr", "organisation", "year"}: who and when, as the file says."""
    failure: Mapped[dict[str, Any] | None]
    """{"code", "params"} of the failure that stopped it."""
    done_at: Mapped[datetime | None]

    call: Mapped[Call] = relationship()
    case: Mapped[Case | None] = relationship()
    document: Mapped[Document | None] = relationship()
