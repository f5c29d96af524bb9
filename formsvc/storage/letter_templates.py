"""Letter templates of a grant administrator: their versions, which is in force, and what letters were made with."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from formsvc.storage.models import TemplateVersion, UsedTemplate
from formsvc.texts import Language

Place = tuple[Language, str]
"""A language and a name: (`nb`, `award`), (`nn`, `blocks/appeal`)."""


def files_in_force(session: Session, administrator_id: int) -> dict[Place, str]:
    """Checksums of the files that a grant administrator has instead of those that come with the service."""
    columns = select(TemplateVersion.language, TemplateVersion.name, TemplateVersion.sha256)
    rows = session.execute(columns.where(*_activated(administrator_id)).order_by(TemplateVersion.number))
    latest = {(row.language, row.name): row.sha256 for row in rows}
    return {place: sha256 for place, sha256 in latest.items() if sha256 is not None}


def versions_in_force(session: Session, administrator_id: int) -> dict[Place, TemplateVersion]:
    """The version in force of each template that has been changed here."""
    query = _with_people().where(*_activated(administrator_id)).order_by(TemplateVersion.number)
    return {_place(row): row for row in session.scalars(query)}


def open_candidates(session: Session, administrator_id: int) -> dict[Place, TemplateVersion]:
    """The version that waits for somebody to activate it, of each template that has one."""
    query = _with_people().where(*_open(administrator_id)).order_by(TemplateVersion.number)
    return {_place(row): row for row in session.scalars(query)}


def versions_of(session: Session, administrator_id: int, place: Place) -> Sequence[TemplateVersion]:
    """All versions of one template, the newest first."""
    query = _with_people().where(*_at(administrator_id, place)).order_by(TemplateVersion.number.desc())
    return session.scalars(query).all()


def add_version(session: Session, administrator_id: int, place: Place, **facts: object) -> TemplateVersion:
    """The next version; `facts` are the other columns of `TemplateVersion`."""
    last = session.scalar(select(func.max(TemplateVersion.number)).where(*_at(administrator_id, place))) or 0
    language, name = place
    row = TemplateVersion(
        grant_administrator_id=administrator_id, language=language, name=name, number=last + 1, **facts
    )
    session.add(row)
    session.flush()
    return row


def used_template(session: Session, sha256: str) -> UsedTemplate | None:
    """What letters with this template checksum were made with."""
    return session.get(UsedTemplate, sha256)


def keep_used(
    session: Session, sha256: str, kind: str, language: Language, files: Mapping[str, str], at: datetime
) -> None:
    """Remember what letters with this template checksum are made with: the stored files, by name."""
    row = UsedTemplate(sha256=sha256, kind=kind, language=language, files=dict(files), first_used_at=at)
    # Somebody else may be keeping the same template at this moment: then theirs is as good.
    with suppress(IntegrityError), session.begin_nested():
        session.add(row)


def _place(row: TemplateVersion) -> Place:
    return cast("Language", row.language), row.name


def _at(administrator_id: int, place: Place) -> tuple[ColumnElement[bool], ...]:
    language, name = place
    row = TemplateVersion
    return row.grant_administrator_id == administrator_id, row.language == language, row.name == name


def _activated(administrator_id: int) -> tuple[ColumnElement[bool], ...]:
    row = TemplateVersion
    return row.grant_administrator_id == administrator_id, row.activated_at.is_not(None)


def _open(administrator_id: int) -> tuple[ColumnElement[bool], ...]:
    row = TemplateVersion
    return row.grant_administrator_id == administrator_id, row.activated_at.is_(None), row.withdrawn_at.is_(None)


def _with_people() -> Select[Any]:
    people = (TemplateVersion.proposed_by, TemplateVersion.activated_by, TemplateVersion.withdrawn_by)
    return select(TemplateVersion).options(*(joinedload(person) for person in people))
