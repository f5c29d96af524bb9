"""Sections in progress: what was typed, one row a section, with a version that every save raises."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from formsvc.storage.models import Case, Draft


def find_draft(session: Session, case: Case, form: str, section: str) -> Draft | None:
    """What has been saved of a section, with who saved it."""
    query = select(Draft).where(Draft.case_id == case.id, Draft.form == form, Draft.section == section)
    return session.scalars(query.options(joinedload(Draft.saved_by))).one_or_none()


def write_draft(
    session: Session, case: Case, form: str, section: str, *, typed: dict[str, Any], person_id: int, at: datetime
) -> Draft:
    """Save a section over what was there."""
    draft = find_draft(session, case, form, section)
    if draft is None:
        draft = Draft(case_id=case.id, form=form, section=section)
        session.add(draft)
    draft.typed, draft.saved_by_id, draft.saved_at = typed, person_id, at
    session.flush()
    return draft


def untouched_case(session: Session, call_id: int, organisation_id: int) -> Case | None:
    """An application of this organisation on this call that nobody has written anything in yet."""
    query = select(Case).where(Case.call_id == call_id, Case.organisation_id == organisation_id, Case.status == "draft")
    return session.scalars(query.where(~exists().where(Draft.case_id == Case.id)).order_by(Case.id)).first()


def all_drafts(session: Session, case: Case) -> Sequence[Draft]:
    """Everything saved on a case, whichever form."""
    return session.scalars(select(Draft).where(Draft.case_id == case.id).order_by(Draft.id)).all()
