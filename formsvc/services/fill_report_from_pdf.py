"""The confirmed answers of an old report become the report's draft. What somebody has typed there already stays."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from formsvc.answers.values import PER_SERVICE
from formsvc.kernel.failures import Conflict
from formsvc.schemes.definition import Section
from formsvc.services.actor import Actor, staff_case
from formsvc.services.office import Office
from formsvc.services.review_legacy_report import Review, review_legacy_report
from formsvc.storage.drafts import find_draft, write_draft


class ReviewUnfinished(Conflict):
    """Some answers are not judged yet. Parameters: left, total."""

    code = "review_unfinished"


def fill_report_from_pdf(
    session: Session, actor: Actor, office: Office, case_id: int, number: int, at: datetime
) -> int:
    """Write the confirmed answers into the draft, and give the year of the report.

    A second click changes nothing. Raises CaseNotFound, RoleMissing, LegacyReportNotFound or ReviewUnfinished.
    """
    case = staff_case(session, actor, case_id, "caseworker", lock=True)
    review = review_legacy_report(session, actor, office, case_id, number)
    if not review.complete:
        raise ReviewUnfinished(left=len(review.items) - review.done, total=len(review.items))
    answers = confirmed_answers(review)
    for section in review.report.form.sections:
        typed = _of_section(section, answers)
        draft = find_draft(session, case, review.report.key, section.id)
        whole = {**typed, **(draft.typed if draft else {})}
        if typed and (draft is None or whole != draft.typed):
            write_draft(session, case, review.report.key, section.id, typed=whole, person_id=actor.id, at=at)
    session.commit()
    return review.report.year


def confirmed_answers(review: Review) -> dict[str, Any]:
    """Field id -> confirmed answer, values per service gathered."""
    answers: dict[str, Any] = {}
    for item in review.items:
        if item.judged is None or item.judged.value is None:
            continue
        if item.service is None:
            answers[item.place] = item.judged.value
        else:
            answers.setdefault(item.field.id, {PER_SERVICE: {}})[PER_SERVICE][item.service] = item.judged.value
    return answers


def _of_section(section: Section, answers: Mapping[str, Any]) -> dict[str, Any]:
    return {field.id: answers[field.id] for field in section.fields if field.id in answers}
