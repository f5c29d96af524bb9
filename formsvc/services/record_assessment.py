"""A caseworker records scores and notes per criterion. They guide; a person decides."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.casework.events import AssessmentRecorded
from formsvc.casework.four_eyes import require_impartial
from formsvc.kernel.failures import Invalid
from formsvc.schemes.definition import Scheme
from formsvc.services.actor import Actor, staff_case
from formsvc.storage.cases import record, state_of


class ScoreOutsideScale(Invalid):
    """A score is a whole number from 0 to the scale's top."""

    code = "score_outside_scale"


def record_assessment(
    session: Session,
    actor: Actor,
    case_id: int,
    *,
    scheme: Scheme,
    scores: Mapping[str, int],
    notes: Mapping[str, str],
    at: datetime,
) -> None:
    """Record the assessment; the latest one counts. Criteria unknown to the scheme are refused with KeyError.

    Raises CaseNotFound, RoleMissing, ImpartialityNotDeclared, NotImpartial or ScoreOutsideScale.
    """
    case = staff_case(session, actor, case_id, "caseworker", lock=True)
    require_impartial(state_of(session, case), actor.id)
    top = scheme.assessment.scale_max
    known = {criterion.id for category in scheme.assessment.categories for criterion in category.criteria}
    for criterion, score in scores.items():
        if criterion not in known:
            raise KeyError(criterion)
        if not 0 <= score <= top:
            raise ScoreOutsideScale(score=score, top=top)
    kept = {criterion: note.strip() for criterion, note in notes.items() if criterion in known and note.strip()}
    record(session, case, actor.id, at, AssessmentRecorded(dict(scores), kept))
    session.commit()
