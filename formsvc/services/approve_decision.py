"""Another person approves a proposal, or sends it back."""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.casework.decided import DecisionState
from formsvc.casework.events import DecisionApproved, DecisionReturned
from formsvc.casework.four_eyes import NothingToApprove, require_impartial, require_may_approve
from formsvc.kernel.failures import Invalid
from formsvc.services.actor import Actor, staff_case
from formsvc.services.notes import needed_note
from formsvc.storage.cases import record, state_of
from formsvc.storage.decisions import find_decision, follow_state
from formsvc.storage.people import staff_of


class SignatoryUnknown(Invalid):
    """The one with authority over the budget must hold that role at this grant administrator."""

    code = "signatory_unknown"


def approve_decision(
    session: Session, actor: Actor, case_id: int, *, version_read: int, signatory_id: int, at: datetime
) -> None:
    """Approve the open proposal as it was read (`version_read`, as in `DecisionState.version`). Twice is once.

    Raises CaseNotFound, RoleMissing, SignatoryUnknown, or as `require_may_approve`.
    """
    case = staff_case(session, actor, case_id, "approver", lock=True)
    state = state_of(session, case)
    if _already_approved(state.latest_decision, actor, version_read):
        return
    decision = require_may_approve(state, actor.id, version_read)
    roles = staff_of(session, case.grant_administrator_id)
    if signatory_id not in {role.person_id for role in roles if role.role == "signatory"}:
        raise SignatoryUnknown
    row = find_decision(session, case, decision.id)
    if row is None:
        raise NothingToApprove
    row.approved_by_id, row.approved_at, row.signatory_id = actor.id, at, signatory_id
    record(session, case, actor.id, at, DecisionApproved(decision.id, decision.amount, signatory_id))
    session.commit()


def _already_approved(standing: DecisionState | None, actor: Actor, version_read: int) -> bool:
    """A second click on the same button."""
    return standing is not None and (standing.approved_by, standing.version) == (actor.id, version_read)


def return_decision(session: Session, actor: Actor, case_id: int, *, note: str, at: datetime) -> None:
    """Send the open proposal back to the caseworker, approved or not, with a note on what to change.

    Raises CaseNotFound, RoleMissing, ImpartialityNotDeclared, NotImpartial, NothingToApprove, NoteMissing or
    NoteUnreadable.
    """
    case = staff_case(session, actor, case_id, "approver", lock=True)
    state = state_of(session, case)
    require_impartial(state, actor.id)
    decision = state.open_decision
    if decision is None:
        raise NothingToApprove
    state = record(session, case, actor.id, at, DecisionReturned(decision.id, needed_note(note)))
    follow_state(session, case, state)
    session.commit()
