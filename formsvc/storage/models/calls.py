"""Calls (utlysninger): a scheme edition, opened for applications."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from formsvc.storage.base import Base
from formsvc.storage.models.people import GrantAdministrator


class Call(Base):
    """What the regelverk leaves to the year: deadline, frame, budget item, contact (architecture decision 16)."""

    __tablename__ = "call"
    __table_args__ = (
        UniqueConstraint("grant_administrator_id", "scheme", "grant_year", "form"),
        CheckConstraint("frame >= 0", name="frame_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    grant_administrator_id: Mapped[int] = mapped_column(ForeignKey("grant_administrator.id"), index=True)
    scheme: Mapped[str] = mapped_column(String(60))
    edition: Mapped[str] = mapped_column(String(20))
    form: Mapped[str] = mapped_column(String(60), default="application")
    grant_year: Mapped[int]
    opens_at: Mapped[datetime]
    deadline_at: Mapped[datetime]
    decision_expected: Mapped[str | None] = mapped_column(String(10))
    """ISO date by which decisions are expected; printed in the receipt."""
    frame: Mapped[int]
    """Whole kroner."""
    budget_chapter: Mapped[str] = mapped_column(String(10))
    budget_item: Mapped[str] = mapped_column(String(10))
    contact: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """{"name", "email", "phone"} of an office, not a person."""
    created_at: Mapped[datetime]

    grant_administrator: Mapped[GrantAdministrator] = relationship()
