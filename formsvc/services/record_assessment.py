"""A caseworker records scores and notes per criterion. They guide; a person decides."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.casework.events import AssessmentRecorded
from formsvc.casework.four_eyes import require_undecided
from formsvc.casework.scoring import weighted_score
from formsvc.kernel.failures import Conflict, Invalid
from formsvc.schemes.assessment import Assessment
from formsvc.schemes.definition import Scheme
from formsvc.services.actor import Actor, staff_case
from formsvc.services.notes import readable_note
from formsvc.storage.cases import record, state_of


class ScoreOutsideScale(Invalid):
    """A score is a whole number from 0 to the scale's top."""

    code = "score_outside_scale"


class AssessmentChanged(Conflict):
    """Somebody else has recorded an assessment after this person opened theirs."""

    code = "assessment_changed"


def record_assessment(
    session: Session,
    actor: Actor,
    case_id: int,
    *,
    scheme: Scheme,
    scores: Mapping[str, int],
    notes: Mapping[str, str],
    version_read: int = 0,
    at: datetime,
) -> None:
    """Record the assessment; the latest one counts. Criteria that the form has not are refused with KeyError.

    `version_read` is the `CaseState.assessment_version` that the person's page showed. Raises CaseNotFound,
    RoleMissing, ImpartialityNotDeclared, NotImpartial, DecisionAlreadySent, AssessmentChanged, ScoreOutsideScale or
    NoteUnreadable.
    """
    case = staff_case(session, actor, case_id, "caseworker", lock=True)
    state = state_of(session, case)
    require_undecided(state, actor.id)
    if version_read != state.assessment_version:
        raise AssessmentChanged
    assessment = scheme.assessment.of_form(case.call.form)
    _require_known(assessment, scores, notes)
    percent = weighted_score(assessment, scores)
    guide = None if percent is None else int(percent)
    written = {criterion: readable_note(note) for criterion, note in notes.items() if note.strip()}
    record(session, case, actor.id, at, AssessmentRecorded(dict(scores), written, guide))
    session.commit()


def _require_known(assessment: Assessment, scores: Mapping[str, int], notes: Mapping[str, str]) -> None:
    known = {criterion.id for category in assessment.categories for criterion in category.criteria}
    for criterion in (*scores, *notes):
        if criterion not in known:
            raise KeyError(criterion)
    for score in scores.values():
        if not 0 <= score <= assessment.scale_max:
            raise ScoreOutsideScale(score=score, top=assessment.scale_max)
