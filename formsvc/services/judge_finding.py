"""A caseworker judges a finding of the formal control that could not simply be found."""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.casework.events import FindingJudged
from formsvc.casework.four_eyes import require_impartial
from formsvc.kernel.failures import Invalid
from formsvc.services.actor import Actor, staff_case
from formsvc.storage.cases import record, state_of


class NoteMissing(Invalid):
    """A judgement needs its reason."""

    code = "note_missing"


def judge_finding(
    session: Session, actor: Actor, case_id: int, *, finding: str, accepted: bool, note: str, at: datetime
) -> None:
    """Record the judgement with its reason; the latest one counts.

    Raises CaseNotFound, RoleMissing, ImpartialityNotDeclared, NotImpartial or NoteMissing.
    """
    case = staff_case(session, actor, case_id, "caseworker", lock=True)
    require_impartial(state_of(session, case), actor.id)
    if not note.strip():
        raise NoteMissing
    record(session, case, actor.id, at, FindingJudged(finding, accepted, note.strip()))
    session.commit()
