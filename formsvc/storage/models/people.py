"""People, the organisations they act for, the grant administrators they work for, and how they get in."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from formsvc.storage.base import Base


class Person(Base):
    """Someone who can log in. Personal values stand here alone, so that they can be erased."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    """Lower case."""
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(2), default="nb")
    session_epoch: Mapped[int] = mapped_column(default=0)
    """Raised when the password changes: older sessions end."""
    created_at: Mapped[datetime]

    memberships: Mapped[list["Membership"]] = relationship(back_populates="person", order_by="Membership.id")
    staff_roles: Mapped[list["StaffRole"]] = relationship(back_populates="person", order_by="StaffRole.id")


class Organisation(Base):
    """A possible applicant."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    orgnr: Mapped[str] = mapped_column(String(9), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(40))
    """An applicant kind of the contract, such as `voluntary_organisation`."""
    address: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """{"lines": [...], "postcode", "place"}"""
    email: Mapped[str | None] = mapped_column(String(320))
    language: Mapped[str | None] = mapped_column(String(2))
    """The written language of the register (`maalform`), if known."""
    municipality: Mapped[str | None] = mapped_column(String(4))
    registered_by_id: Mapped[int] = mapped_column(ForeignKey("grant_administrator.id"), index=True)
    """The grant administrator that vouches for its members: no other invites people into it."""
    created_at: Mapped[datetime]

    memberships: Mapped[list["Membership"]] = relationship(back_populates="organisation", order_by="Membership.id")


class Membership(Base):
    """What a person may do for an organisation: write, and sign as its signatory."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("person_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    signs: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship(back_populates="memberships")


class GrantAdministrator(Base):
    """A directorate or county that administers schemes. Owns calls, cases, staff roles, letterhead, templates."""

    __tablename__ = "grant_administrator"
    __table_args__ = (
        CheckConstraint("kind IN ('directorate', 'county')", name="kind_known"),
        CheckConstraint("(kind = 'county') = (county IS NOT NULL)", name="county_numbered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    """As `grant_administrator` in the scheme's definition."""
    kind: Mapped[str] = mapped_column(String(20), default="directorate", server_default="directorate")
    """`directorate` or `county`: a form that any county decides on names the kind."""
    county: Mapped[str | None] = mapped_column(String(2))
    """A county's number."""
    name: Mapped[dict[str, Any]]
    """{"nb", "nn"}"""
    orgnr: Mapped[str] = mapped_column(String(9))
    acceptance_weeks: Mapped[int] = mapped_column(default=4)
    """How long a recipient has to accept a grant, from the day it was sent."""
    letterhead: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """{"address_lines": [...], "email", "phone", "web"}"""


class StaffRole(Base):
    """A role of a person at a grant administrator."""

    __tablename__ = "staff_role"
    __table_args__ = (
        UniqueConstraint("person_id", "grant_administrator_id", "role"),
        CheckConstraint("role IN ('caseworker', 'approver', 'signatory', 'administrator')", name="role_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    grant_administrator_id: Mapped[int] = mapped_column(ForeignKey("grant_administrator.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(back_populates="staff_roles")
    grant_administrator: Mapped[GrantAdministrator] = relationship()


class Token(Base):
    """An invitation or a password reset: a secret sent by mail, stored as its hash, used once, short-lived."""

    __tablename__ = "token"
    __table_args__ = (CheckConstraint("purpose IN ('invitation', 'password_reset')", name="purpose_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(320))
    grants: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What an invitation gives: {"organisation_id", "signs"} or {"grant_administrator_id", "roles"}."""
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class LoginAttempt(Base):
    """A failed login, for throttling: by account and by address (both as keyed hashes)."""

    __tablename__ = "login_attempt"
    __table_args__ = (Index("ix_login_attempt_key_hash_at", "key_hash", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class RegisterAnswer(Base):
    """What a register said about an organisation, when and from which source. The latest one counts."""

    __tablename__ = "register_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    orgnr: Mapped[str] = mapped_column(String(9), index=True)
    register: Mapped[str] = mapped_column(String(20))
    """`voluntary` or `units`."""
    found: Mapped[bool | None]
    """None: the register did not answer; a person must judge."""
    registered_on: Mapped[str | None] = mapped_column(String(10))
    """ISO date."""
    source: Mapped[str] = mapped_column(String(200))
    asked_at: Mapped[datetime]
