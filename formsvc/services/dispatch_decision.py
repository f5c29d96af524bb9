"""An approved decision is sent: its letters stand on the recipient's page, and the time to appeal runs."""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.casework.events import DecisionDispatched
from formsvc.casework.four_eyes import DecisionAlreadySent, require_impartial
from formsvc.casework.state import CaseState
from formsvc.kernel.failures import Conflict
from formsvc.services.actor import Actor, staff_case
from formsvc.services.decided_case import decided_case
from formsvc.services.facts.letters_of import letters_of
from formsvc.services.issue_letter import issue_letter
from formsvc.services.members_notice import members_notices
from formsvc.services.notices import hand_over_notices, leave_notices
from formsvc.services.office import Office
from formsvc.storage.cases import record, state_of
from formsvc.storage.decisions import follow_state


class NotApproved(Conflict):
    """Only an approved decision is sent."""

    code = "not_approved"


def dispatch_decision(session: Session, actor: Actor, office: Office, case_id: int, at: datetime) -> None:
    """Send the decision and tell the organisation's members. Raises as `send_decision`."""
    send_decision(session, actor, office, case_id, at)
    session.commit()
    hand_over_notices(session, office.mailer)


def send_decision(session: Session, actor: Actor, office: Office, case_id: int, at: datetime) -> None:
    """Render, check and store the letters, record the dispatch and leave the notices, in the caller's transaction.

    One letter that fails stops all: nothing is stored. Raises CaseNotFound, RoleMissing, NotApproved,
    DecisionAlreadySent, ImpartialityNotDeclared, NotImpartial, TemplateFault or LetterIncomplete.
    """
    case = staff_case(session, actor, case_id, "caseworker", "approver", lock=True)
    state = state_of(session, case)
    _require_approved(state)
    require_impartial(state, actor.id)
    decided = decided_case(session, case, office, at)
    issued = [issue_letter(session, case, letter, office, at, actor.id) for letter in letters_of(decided)]
    sent = DecisionDispatched(decided.decision.id, tuple(document.id for document, _ in issued))
    state = record(session, case, actor.id, at, *(event for _, event in issued), sent)
    follow_state(session, case, state)
    leave_notices(session, members_notices(case, decided.page), at)


def _require_approved(state: CaseState) -> None:
    latest = state.latest_decision
    if latest is None or latest.approved_by is None:
        raise NotApproved
    if latest.dispatched_at is not None:
        raise DecisionAlreadySent
