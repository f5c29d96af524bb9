"""A caseworker judges a finding of the formal control that could not simply be found."""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.casework.events import FindingJudged
from formsvc.casework.four_eyes import require_undecided
from formsvc.kernel.failures import NotFound
from formsvc.schemes.registry import Registry
from formsvc.services.actor import Actor, staff_case
from formsvc.services.check_case import check_case
from formsvc.services.notes import needed_note
from formsvc.storage.cases import record, state_of


class FindingNotFound(NotFound):
    """The formal control of this case has no such finding."""

    code = "finding_not_found"


def judge_finding(
    session: Session,
    actor: Actor,
    schemes: Registry,
    case_id: int,
    *,
    finding: str,
    accepted: bool,
    note: str,
    at: datetime,
) -> None:
    """Record the judgement with its reason; the latest one counts.

    Raises CaseNotFound, RoleMissing, ImpartialityNotDeclared, NotImpartial, DecisionAlreadySent, FindingNotFound,
    NoteMissing or NoteUnreadable.
    """
    case = staff_case(session, actor, case_id, "caseworker", lock=True)
    require_undecided(state_of(session, case), actor.id)
    control = check_case(session, case, schemes)
    if control is None or finding not in {shown.finding.id for shown in control.findings}:
        raise FindingNotFound
    record(session, case, actor.id, at, FindingJudged(finding, accepted, needed_note(note)))
    session.commit()
