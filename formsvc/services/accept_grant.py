"""The recipient accepts the terms of a grant and confirms the account that it is paid to."""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.casework.decided import DecisionState
from formsvc.casework.events import AccountConfirmed, GrantAccepted
from formsvc.kernel.failures import Conflict, Invalid
from formsvc.kernel.identifiers import parse_account
from formsvc.services.actor import Actor, own_case, require_signatory
from formsvc.storage.cases import record, state_of
from formsvc.storage.decisions import follow_state


class NothingToAccept(Conflict):
    """No grant has been sent."""

    code = "nothing_to_accept"


class TermsNotAccepted(Invalid):
    """The declaration was not ticked."""

    code = "terms_not_accepted"


class AccountsDiffer(Invalid):
    """The account number was typed twice, and not the same."""

    code = "accounts_differ"


def accept_grant(
    session: Session, actor: Actor, case_id: int, *, account: str, account_again: str, accepts: bool, at: datetime
) -> None:
    """Record the acceptance and the account number (as typed, twice). A second click changes nothing.

    Raises CaseNotFound, NotSignatory, NothingToAccept, TermsNotAccepted, InvalidAccount or AccountsDiffer.
    """
    case = own_case(session, actor, case_id, lock=True)
    require_signatory(actor, case.organisation_id)
    decision = _sent_grant(state_of(session, case).grant)
    if not accepts:
        raise TermsNotAccepted
    digits = parse_account(account)
    if parse_account(account_again) != digits:
        raise AccountsDiffer
    if decision.accepted_at is not None and case.account == digits:
        return
    if decision.accepted_at is not None:
        raise NothingToAccept
    changed = case.account is not None and case.account != digits
    case.account = digits
    events = (GrantAccepted(decision.id), AccountConfirmed(changed))
    follow_state(session, case, record(session, case, actor.id, at, *events))
    session.commit()


def _sent_grant(decision: DecisionState | None) -> DecisionState:
    if decision is None:
        raise NothingToAccept
    return decision
