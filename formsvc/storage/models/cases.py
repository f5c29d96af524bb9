"""Cases: the events, and beside them the projections and numbered versions that pages and lists read."""

from datetime import date, datetime
from typing import Any, get_args

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from formsvc.casework.events import DecisionKind
from formsvc.kernel.clock import end_of_oslo_day
from formsvc.storage.base import Base
from formsvc.storage.models.calls import Call
from formsvc.storage.models.people import Organisation, Person

_KINDS = ", ".join(f"'{kind}'" for kind in get_args(DecisionKind))


class Case(Base):
    """One application and what follows from it. The columns from `status` on are a projection of the events."""

    __tablename__ = "case"
    __table_args__ = (Index("ix_case_grant_administrator_id_status", "grant_administrator_id", "status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """`26/00017`: year of creation and a running number."""
    grant_administrator_id: Mapped[int] = mapped_column(ForeignKey("grant_administrator.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    created_at: Mapped[datetime]
    account: Mapped[str | None] = mapped_column(String(11))
    """Confirmed by the recipient at acceptance."""

    status: Mapped[str] = mapped_column(String(30), default="draft")
    shown_status: Mapped[str] = mapped_column(String(30), default="draft")
    """The status as its applicant may know it: nothing that is proposed and not yet sent."""
    title: Mapped[str] = mapped_column(String(300), default="")
    applied_amount: Mapped[int | None]
    granted_amount: Mapped[int | None]
    score: Mapped[int | None]
    """Weighted percent, a guide for sorting; never a decision."""
    submitted_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]

    call: Mapped[Call] = relationship()
    organisation: Mapped[Organisation] = relationship()


class CaseNumbering(Base):
    """The last case number given in a year: a number is never given twice, also when its draft was deleted."""

    __tablename__ = "case_numbering"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class StoredEvent(Base):
    """An event of a case as stored: `name` and `data` give a `casework.events.Event`."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    data: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None: the service itself."""

    actor: Mapped[Person | None] = relationship()


class Draft(Base):
    """A section of a form in progress: what was typed, even if it cannot be read yet."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("case_id", "form", "section"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    form: Mapped[str] = mapped_column(String(60))
    """`application`, or `report:2026` for the report of a grant year."""
    section: Mapped[str] = mapped_column(String(60))
    typed: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)
    """Raised at each save; a save that started from an older version is a conflict."""
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    saved_by: Mapped[Person] = relationship()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own declaration


class Submission(Base):
    """A numbered version of a form, as it was sent in. Never changed."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("case_id", "form", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    form: Mapped[str] = mapped_column(String(60))
    """As in Draft."""
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    """`original`, `correction` or `withdrawal`."""
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    scheme: Mapped[str] = mapped_column(String(60))
    edition: Mapped[str] = mapped_column(String(20))
    revision: Mapped[int]
    definition_hash: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(2))
    answers: Mapped[dict[str, Any]]
    origin: Mapped[str] = mapped_column(String(20), default="web")
    """`web`, or `pdf` when confirmed from an old report."""
    submitted_at: Mapped[datetime]
    received_on: Mapped[date | None]
    """The day that it came on paper, where staff entered it; None: it came when it was sent in."""
    submitted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    submitted_by: Mapped[Person] = relationship()

    @property
    def came_at(self) -> datetime:
        """When it came in: the end of the day that it came on paper, else the moment it was sent."""
        return end_of_oslo_day(self.received_on) if self.received_on else self.submitted_at


class Decision(Base):
    """A decision (vedtak): four eyes by identity, checked by the database too (architecture decision 11)."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> proposed_by_id", name="four_eyes"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        CheckConstraint(f"kind IN ({_KINDS})", name="kind_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    amount: Mapped[int]
    """Whole kroner for the grant year; of a transfer or a recovery, what may be kept or is claimed."""
    years: Mapped[int] = mapped_column(default=1)
    later_amounts: Mapped[list[Any]] = mapped_column(default=list)
    """What is intended for each year after the grant year, whole kroner."""
    background: Mapped[str] = mapped_column(Text, default="")
    """The facts it builds on (forvaltningsloven § 25), paragraphs in the recipient's language."""
    reason: Mapped[str] = mapped_column(Text)
    """Paragraphs in the recipient's language."""
    cuts: Mapped[str] = mapped_column(Text, default="")
    """What a partial award does not fund and why, a line each."""
    terms: Mapped[str] = mapped_column(Text, default="")
    """Special terms of this grant, a line each."""
    entered: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The further facts that a person entered for the letter of a later decision."""
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    signatory_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who has authority over the budget (budsjettdisponeringsmyndighet)."""
    dispatched_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship()
    proposed_by: Mapped[Person] = relationship(foreign_keys=[proposed_by_id])
    approved_by: Mapped[Person | None] = relationship(foreign_keys=[approved_by_id])
    signatory: Mapped[Person | None] = relationship(foreign_keys=[signatory_id])
