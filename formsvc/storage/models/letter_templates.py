"""Letter templates of a grant administrator, and the files that letters were made with."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from formsvc.storage.base import Base
from formsvc.storage.models.people import GrantAdministrator, Person


class TemplateVersion(Base):
    """A version of a letter template or of a shared block, in one language. The latest activated one is in force.

    Whoever proposes a version never activates it; going back to an earlier one is a new version with its file.
    """

    __tablename__ = "template_version"
    __table_args__ = (
        UniqueConstraint("grant_administrator_id", "language", "name", "number"),
        CheckConstraint("activated_by_id IS NULL OR activated_by_id <> proposed_by_id", name="four_eyes"),
        CheckConstraint("(activated_at IS NULL) = (activated_by_id IS NULL)", name="activated_by_somebody"),
        CheckConstraint("activated_at IS NULL OR withdrawn_at IS NULL", name="activated_or_withdrawn"),
        CheckConstraint("language IN ('nb', 'nn')", name="language_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    grant_administrator_id: Mapped[int] = mapped_column(ForeignKey("grant_administrator.id"))
    language: Mapped[str] = mapped_column(String(2))
    name: Mapped[str] = mapped_column(String(60))
    """A kind of letter (`award`), or a shared block (`blocks/appeal`)."""
    number: Mapped[int]
    """From 1 for each name and language; 0 is the file that comes with the service, which has no row."""
    sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    """None: the file that comes with the service."""
    goes_back_to: Mapped[int | None]
    """The number of the version whose file this one has."""
    note: Mapped[str] = mapped_column(String(500), default="")
    """What is changed, and why."""
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    activated_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    activated_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]

    grant_administrator: Mapped[GrantAdministrator] = relationship()
    proposed_by: Mapped[Person] = relationship(foreign_keys=[proposed_by_id])
    activated_by: Mapped[Person | None] = relationship(foreign_keys=[activated_by_id])
    withdrawn_by: Mapped[Person | None] = relationship(foreign_keys=[withdrawn_by_id])


class UsedTemplate(Base):
    """A template as letters were made with it: with a letter's facts, enough to make the letter again."""

    __tablename__ = "used_template"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    """As `Document.template_sha256`."""
    kind: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2))
    files: Mapped[dict[str, Any]]
    """Checksum of the template's file and of each block in it, by name: {"award": "…", "blocks/appeal": "…"}."""
    first_used_at: Mapped[datetime]
