"""The list of cases that staff work from: filtered, sorted and cut into pages by the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from formsvc.casework.events import ImpartialityDeclared
from formsvc.storage.models import Case, Decision, Organisation, StoredEvent

Order = Literal["number", "applicant", "title", "applied", "granted", "score", "status", "waiting"]
ORDERS: dict[Order, Any] = {
    "number": Case.number,
    "applicant": func.lower(Organisation.name),
    "title": func.lower(Case.title),
    "applied": Case.applied_amount,
    "granted": Case.granted_amount,
    "score": Case.score,
    "status": Case.status,
    "waiting": Case.submitted_at,
}


_TO_HANDLE = ("submitted", "returned", "approved", "appealed", "reported")
"""What a caseworker has to do something about: an application, a proposal, an appeal, a report."""


@dataclass(frozen=True)
class Sifting:
    """Which cases, and in which order. None: all. `waits_for`: only cases that wait for this person's work."""

    administrators: Sequence[int]
    call_id: int | None = None
    status: str | None = None
    words: str = ""
    waits_for: ColumnElement[bool] | None = None
    order: Order = "waiting"
    descending: bool = False


def count_cases(session: Session, sifting: Sifting) -> int:
    """How many cases there are in all pages."""
    return session.scalar(_sifted(select(func.count(Case.id)), sifting)) or 0


def page_of_cases(session: Session, sifting: Sifting, *, skip: int, take: int) -> Sequence[Case]:
    """One page, with call and organisation. What has no value comes last, whichever way the list is sorted."""
    column = ORDERS[sifting.order]
    query = _sifted(select(Case), sifting).options(joinedload(Case.call), joinedload(Case.organisation))
    sorted_by = column.desc() if sifting.descending else column.asc()
    query = query.order_by(column.is_(None), sorted_by, Case.id)
    return session.scalars(query.offset(skip).limit(take)).all()


def cases_by_status(session: Session, call_id: int) -> dict[str, tuple[int, int]]:
    """Of the submitted cases on a call: status -> how many, and whole kroner applied for."""
    query = select(Case.status, func.count(Case.id), func.coalesce(func.sum(Case.applied_amount), 0))
    rows = session.execute(query.where(Case.call_id == call_id, Case.status != "draft").group_by(Case.status))
    return {status: (count, int(applied or 0)) for status, count, applied in rows}


def waits_for(
    person_id: int, working: Collection[int], approving: Collection[int], standing_aside: Collection[int]
) -> ColumnElement[bool]:
    """Cases that wait for a person: to handle or send where they work, to approve where they approve.

    `working` and `approving` are grant administrators; `standing_aside` the cases they are partial in.
    """
    own_proposal = select(Decision.id).where(
        Decision.case_id == Case.id, Decision.dispatched_at.is_(None), Decision.proposed_by_id == person_id
    )
    to_handle = and_(Case.grant_administrator_id.in_(working), Case.status.in_(_TO_HANDLE))
    to_approve = and_(Case.grant_administrator_id.in_(approving), Case.status == "proposed", ~own_proposal.exists())
    return and_(or_(to_handle, to_approve), Case.id.not_in(standing_aside))


def declared_impartial(session: Session, person_id: int) -> dict[int, bool]:
    """Case -> whether a person is impartial in it, by their own latest declaration."""
    query = select(StoredEvent.case_id, StoredEvent.data).where(
        StoredEvent.name == ImpartialityDeclared.__name__, StoredEvent.actor_id == person_id
    )
    return {case_id: data["impartial"] for case_id, data in session.execute(query.order_by(StoredEvent.id))}


def cases_partial_in(session: Session, person_id: int) -> set[int]:
    """The cases in which a person's latest declaration was that they are partial."""
    return {case_id for case_id, impartial in declared_impartial(session, person_id).items() if not impartial}


def _sifted(query: Select[Any], sifting: Sifting) -> Select[Any]:
    query = query.join(Case.organisation).where(
        Case.grant_administrator_id.in_(sifting.administrators), Case.status != "draft"
    )
    for condition in _conditions(sifting):
        query = query.where(condition)
    return query


def _conditions(sifting: Sifting) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if sifting.call_id is not None:
        conditions.append(Case.call_id == sifting.call_id)
    if sifting.status is not None:
        conditions.append(Case.status == sifting.status)
    if sifting.waits_for is not None:
        conditions.append(sifting.waits_for)
    return [*conditions, *(_holds(word) for word in sifting.words.split())]


def _holds(word: str) -> ColumnElement[bool]:
    """A word of the search: in the applicant's name, the title, the case number or the organisation number."""
    columns = (Organisation.name, Case.title, Case.number, Organisation.orgnr)
    return or_(*(column.icontains(word, autoescape=True) for column in columns))
