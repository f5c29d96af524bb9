"""Calls: every query about them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from formsvc.storage.models import Call


def find_call(session: Session, call_id: int, *, lock: bool = False) -> Call | None:
    """A call by id; `lock` keeps others from changing it until commit."""
    query = select(Call).where(Call.id == call_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def open_calls(session: Session, at: datetime) -> Sequence[Call]:
    """The calls that can be applied on in time, the first deadline first."""
    query = select(Call).where(Call.opens_at <= at, Call.deadline_at >= at)
    query = query.options(joinedload(Call.grant_administrator))
    return session.scalars(query.order_by(Call.deadline_at, Call.id)).all()


def calls_of_administrators(session: Session, administrator_ids: Sequence[int]) -> Sequence[Call]:
    """Every call of these grant administrators, the latest deadline first."""
    query = select(Call).where(Call.grant_administrator_id.in_(administrator_ids))
    query = query.options(joinedload(Call.grant_administrator))
    return session.scalars(query.order_by(Call.deadline_at.desc(), Call.id)).all()


def same_call(session: Session, administrator_id: int, scheme: str, form: str, grant_year: int) -> Call | None:
    """The call of a grant administrator on this scheme and form for this year: there is at most one."""
    query = select(Call).where(Call.grant_administrator_id == administrator_id, Call.scheme == scheme)
    return session.scalars(query.where(Call.form == form, Call.grant_year == grant_year)).one_or_none()
