"""Sections in progress: what was typed, one row a section, with a version that every save raises."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, delete, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from formsvc.storage.models import Case, Document, Draft, IncomingReport, Renewal, StoredEvent, StoredFile, Submission


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


def delete_case_in_progress(session: Session, case: Case) -> None:
    """Delete a case that was never sent: what was written, that it was begun, and the case. Its files stay."""
    session.execute(delete(Draft).where(Draft.case_id == case.id))
    session.execute(delete(Renewal).where(Renewal.case_id == case.id))
    session.execute(delete(StoredEvent).where(StoredEvent.case_id == case.id))
    session.delete(case)
    session.flush()


def delete_unnamed_files(session: Session, checksums: Collection[str]) -> None:
    """Delete those of these files that no document, draft, version or incoming report names any more."""
    for checksum in checksums:
        named = or_(
            exists().where(Document.sha256 == checksum),
            exists().where(IncomingReport.checksum == checksum),
            exists().where(cast(Draft.typed, String).contains(checksum)),
            exists().where(cast(Submission.answers, String).contains(checksum)),
        )
        session.execute(delete(StoredFile).where(StoredFile.sha256 == checksum, ~named))
