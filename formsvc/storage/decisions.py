"""Decision rows: the side of a decision that the database itself guards (four eyes, amounts)."""

from collections.abc import Sequence

from sqlalchemy import case as either
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from formsvc.casework.decided import GRANTS
from formsvc.casework.state import CaseState
from formsvc.storage.models import Call, Case, Decision


def decisions_of(session: Session, case: Case) -> Sequence[Decision]:
    """The decisions of a case, first to last, with the people in them."""
    query = select(Decision).where(Decision.case_id == case.id)
    people = (Decision.proposed_by, Decision.approved_by, Decision.signatory)
    query = query.options(*(joinedload(person) for person in people))
    return session.scalars(query.order_by(Decision.id)).all()


def find_decision(session: Session, case: Case, decision_id: int) -> Decision | None:
    """A decision of this case by id."""
    query = select(Decision).where(Decision.case_id == case.id, Decision.id == decision_id)
    return session.scalars(query).one_or_none()


def open_decision(session: Session, case: Case) -> Decision | None:
    """The decision that is proposed or approved but not yet sent."""
    query = select(Decision).where(Decision.case_id == case.id, Decision.dispatched_at.is_(None))
    return session.scalars(query.order_by(Decision.id.desc())).first()


def follow_state(session: Session, case: Case, state: CaseState) -> None:
    """Bring the decision rows' approval and dates in line with what the events say."""
    for row in decisions_of(session, case):
        decision = state.decisions.get(row.id)
        if decision is None:
            continue
        if decision.approved_by is None:
            row.approved_by_id, row.approved_at, row.signatory_id = None, None, None
        row.dispatched_at, row.accepted_at = decision.dispatched_at, decision.accepted_at


def granted_on(session: Session, call: Call) -> int:
    """Whole kroner granted by dispatched decisions on a call, to hold beside its frame."""
    query = select(func.coalesce(func.sum(Case.granted_amount), 0))
    return int(session.scalar(query.where(Case.call_id == call.id)) or 0)


def in_progress_on(session: Session, call: Call) -> int:
    """Whole kroner that would be granted by decisions that are proposed or approved but not sent."""
    replaced = either((Decision.kind == "appeal-changed", func.coalesce(Case.granted_amount, 0)), else_=0)
    query = select(func.coalesce(func.sum(Decision.amount - replaced), 0)).join(Case, Decision.case_id == Case.id)
    query = query.where(Decision.kind.in_(GRANTS))
    query = query.where(Case.call_id == call.id, Case.status.in_(("proposed", "approved")))
    return int(session.scalar(query.where(Decision.dispatched_at.is_(None))) or 0)
