"""Cases and their events. Every change appends events and refreshes the projection in the same transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from formsvc.casework.events import Event, event_from
from formsvc.casework.state import CaseState, Recorded, fold
from formsvc.storage.models import Case, CaseNumbering, Draft, StoredEvent, Submission

_NUMBERING = 26_000
"""PostgreSQL's advisory lock on case numbers: any number, the same everywhere."""


def find_case(session: Session, case_id: int, *, lock: bool = False) -> Case | None:
    """A case by id; `lock` keeps others from changing it until commit (PostgreSQL; SQLite locks as a whole)."""
    query = select(Case).where(Case.id == case_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def cases_of_organisations(session: Session, organisation_ids: Sequence[int]) -> Sequence[Case]:
    """The cases of these organisations, newest first."""
    query = select(Case).where(Case.organisation_id.in_(organisation_ids))
    query = query.options(joinedload(Case.call), joinedload(Case.organisation))
    return session.scalars(query.order_by(Case.created_at.desc(), Case.id.desc())).all()


def cases_of_administrators(session: Session, administrator_ids: Sequence[int]) -> Sequence[Case]:
    """The submitted cases of these grant administrators, oldest submission first. Drafts are the applicant's own."""
    query = select(Case).where(Case.grant_administrator_id.in_(administrator_ids), Case.status != "draft")
    query = query.options(joinedload(Case.call), joinedload(Case.organisation))
    return session.scalars(query.order_by(Case.submitted_at, Case.id)).all()


def next_case_number(session: Session, year: int) -> str:
    """`26/00017`: the next number of a year; two who ask at once get it one after the other."""
    if session.get_bind().dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        session.execute(select(func.pg_advisory_xact_lock(_NUMBERING)))
    numbering = session.get(CaseNumbering, year, populate_existing=True)
    if numbering is None:
        numbering = CaseNumbering(year=year, last=0)
        session.add(numbering)
    numbering.last += 1
    session.flush()
    return f"{year % 100:02d}/{numbering.last:05d}"


def recorded_events(session: Session, case: Case) -> list[Recorded]:
    """The events of a case in order."""
    rows = session.scalars(select(StoredEvent).where(StoredEvent.case_id == case.id).order_by(StoredEvent.number))
    return [Recorded(event_from(row.name, row.data), row.at, row.actor_id) for row in rows]


def stored_events(session: Session, case: Case) -> Sequence[StoredEvent]:
    """The events of a case with their actors, for the log that people read."""
    query = select(StoredEvent).where(StoredEvent.case_id == case.id).options(joinedload(StoredEvent.actor))
    return session.scalars(query.order_by(StoredEvent.number)).all()


def state_of(session: Session, case: Case) -> CaseState:
    """What a case is now, folded from its events."""
    return fold(recorded_events(session, case))


def record(session: Session, case: Case, actor_id: int | None, at: datetime, *events: Event) -> CaseState:
    """Append events and refresh the projection. Returns the new state. The use case commits."""
    last = session.scalar(select(func.max(StoredEvent.number)).where(StoredEvent.case_id == case.id)) or 0
    for number, event in enumerate(events, start=last + 1):
        row = StoredEvent(case_id=case.id, number=number, name=event.name, data=event.data(), at=at, actor_id=actor_id)
        session.add(row)
    session.flush()
    state = state_of(session, case)
    project(case, state)
    case.changed_at = at
    return state


def project(case: Case, state: CaseState) -> None:
    """Write what lists and filters need onto the case row."""
    case.status = state.status
    case.shown_status = state.shown_status
    case.applied_amount = state.applied_amount
    case.granted_amount = state.granted_amount
    case.score = state.score
    case.submitted_at = state.submitted_at


def drafts_of(session: Session, case: Case, form: str) -> dict[str, Draft]:
    """The saved sections of a form in progress, by section id."""
    query = select(Draft).where(Draft.case_id == case.id, Draft.form == form).order_by(Draft.id)
    return {draft.section: draft for draft in session.scalars(query)}


def submissions_of(session: Session, case: Case, form: str) -> Sequence[Submission]:
    """The numbered versions of a form, first to last."""
    query = select(Submission).where(Submission.case_id == case.id, Submission.form == form)
    return session.scalars(query.order_by(Submission.number)).all()


def latest_submission(session: Session, case: Case, form: str) -> Submission | None:
    """The newest version of a form that holds answers (not a withdrawal)."""
    sent = [row for row in submissions_of(session, case, form) if row.kind != "withdrawal"]
    return sent[-1] if sent else None
