"""A person says what one answer in an old report is: as read, another, or that the report does not say."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from formsvc.answers.values import value_problems
from formsvc.casework.events import ProposalJudged
from formsvc.kernel.failures import Invalid
from formsvc.services.actor import Actor, staff_case
from formsvc.services.office import Office
from formsvc.services.review_legacy_report import Item, Judged, Outcome, Review, review_legacy_report
from formsvc.storage.cases import record


class NoSoundValue(Invalid):
    """A value was confirmed that is none, or is outside its bounds. Parameter: place."""

    code = "no_sound_value"


def confirm_value(
    session: Session, actor: Actor, office: Office, case_id: int, number: int, place: str, value: Any, at: datetime
) -> Review:
    """The answer is this JSON value: `confirmed` where it is what was read, else `changed`.

    Raises CaseNotFound, RoleMissing, LegacyReportNotFound, ProposalNotFound or NoSoundValue.
    """
    item = _locked(session, actor, office, case_id, number).item(place)
    if value is None or any(value_problems(value, item.field)):
        raise NoSoundValue(place=place)
    outcome: Outcome = "confirmed" if item.best is not None and item.best.value == value else "changed"
    return _judge(session, actor, office, case_id, number, place, Judged(outcome, value), at)


def dismiss_value(
    session: Session,
    actor: Actor,
    office: Office,
    case_id: int,
    number: int,
    place: str,
    *,
    answered: bool,
    at: datetime,
) -> Review:
    """No value from the report: what was read is wrong (`answered`), or the report does not say.

    Raises CaseNotFound, RoleMissing, LegacyReportNotFound or ProposalNotFound.
    """
    outcome: Outcome = "rejected" if answered else "not_answered"
    return _judge(session, actor, office, case_id, number, place, Judged(outcome, None), at)


def _judge(
    session: Session, actor: Actor, office: Office, case_id: int, number: int, place: str, said: Judged, at: datetime
) -> Review:
    review = _locked(session, actor, office, case_id, number)
    item = review.item(place)
    if item.judged == said:
        return review
    row = review.row
    row.judged = {**row.judged, place: {"outcome": said.outcome, "value": said.value}}
    record(session, review.report.case, actor.id, at, _event(row.document_id, item, said))
    session.commit()
    return review_legacy_report(session, actor, office, case_id, number)


def _locked(session: Session, actor: Actor, office: Office, case_id: int, number: int) -> Review:
    staff_case(session, actor, case_id, "caseworker", lock=True)
    return review_legacy_report(session, actor, office, case_id, number)


def _event(document_id: int, item: Item, said: Judged) -> ProposalJudged:
    if item.is_text:
        return ProposalJudged(document_id, item.place, said.outcome, None, None)
    return ProposalJudged(document_id, item.place, said.outcome, item.best.value if item.best else None, said.value)
