"""The applicant withdraws: a numbered version of its own. What was sent before stays readable."""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.answers.types.words import is_clean
from formsvc.casework.events import ApplicationWithdrawn
from formsvc.kernel.failures import Conflict, Invalid
from formsvc.services.actor import Actor, own_case, require_signatory
from formsvc.services.office import Office
from formsvc.services.submissions import add_submission
from formsvc.storage.cases import record, state_of
from formsvc.texts import Language

LONGEST_REASON = 2000


class NothingToWithdraw(Conflict):
    """The application has not been sent, or is withdrawn already; answers to a survey are corrected instead."""

    code = "nothing_to_withdraw"


class ReasonUnreadable(Invalid):
    """The reason is too long, or holds control characters. Parameter: longest."""

    code = "reason_unreadable"


class AlreadyDecided(Conflict):
    """The decision is made: who does not want the grant declines it instead."""

    code = "already_decided"


def withdraw_application(
    session: Session, actor: Actor, office: Office, case_id: int, *, reason: str, language: Language, at: datetime
) -> None:
    """Withdraw a submitted application; a reason may be left out.

    Raises CaseNotFound, NotSignatory, NothingToWithdraw, AlreadyDecided or ReasonUnreadable.
    """
    case = own_case(session, actor, case_id, lock=True)
    require_signatory(actor, case.organisation_id)
    state = state_of(session, case)
    if state.withdrawn or state.survey or not state.application_number:
        raise NothingToWithdraw
    if state.decision is not None and state.decision.approved_by is not None:
        raise AlreadyDecided
    if len(reason) > LONGEST_REASON or not is_clean(reason):
        raise ReasonUnreadable(longest=LONGEST_REASON)
    scheme = office.schemes.get(case.call.scheme, case.call.edition)
    version = add_submission(
        session,
        case,
        scheme,
        case.call.form,
        kind="withdrawal",
        answers={},
        language=language,
        person_id=actor.id,
        at=at,
    )
    record(session, case, actor.id, at, ApplicationWithdrawn(version.number, reason.strip()))
    session.commit()
