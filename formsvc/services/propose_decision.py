"""A caseworker proposes what to decide. A new proposal replaces the former and voids its approval."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.casework.amounts import require_fitting_amount
from formsvc.casework.events import DecisionKind, DecisionProposed
from formsvc.casework.four_eyes import require_may_propose
from formsvc.kernel.failures import Conflict, Invalid
from formsvc.services.actor import Actor, staff_case
from formsvc.storage.cases import record, state_of
from formsvc.storage.decisions import follow_state, open_decision
from formsvc.storage.models import Case, Decision


class ReasonMissing(Invalid):
    """Every decision states its reason (forvaltningsloven §§ 24-25)."""

    code = "reason_missing"


class NothingToDecide(Conflict):
    """The application was withdrawn, or never sent in."""

    code = "nothing_to_decide"


@dataclass(frozen=True)
class Proposal:
    """What is proposed: amount in whole kroner for the grant year; words in the recipient's language.

    `background` and `reason` are paragraphs, divided by empty lines; `cuts` and `terms` hold one item a line.
    """

    kind: DecisionKind
    amount: int
    years: int
    reason: str
    background: str = ""
    cuts: str = ""
    terms: str = ""


def propose_decision(session: Session, actor: Actor, case_id: int, proposal: Proposal, at: datetime) -> int:
    """Propose, and give the decision's id.

    Raises CaseNotFound, RoleMissing, ImpartialityNotDeclared, NotImpartial, DecisionAlreadySent, NothingToDecide,
    ReasonMissing or AmountDoesNotFit.
    """
    case = staff_case(session, actor, case_id, "caseworker", lock=True)
    state = state_of(session, case)
    require_may_propose(state, actor.id)
    if state.withdrawn or state.applied_amount is None:
        raise NothingToDecide
    if not proposal.reason.strip():
        raise ReasonMissing
    require_fitting_amount(proposal.kind, proposal.amount, state.applied_amount)
    row = _row(session, case, actor, proposal, at)
    state = record(session, case, actor.id, at, _event(row, proposal.kind))
    follow_state(session, case, state)
    session.commit()
    return row.id


def _row(session: Session, case: Case, actor: Actor, proposal: Proposal, at: datetime) -> Decision:
    row = open_decision(session, case) or Decision(case_id=case.id)
    row.kind, row.amount, row.years = proposal.kind, proposal.amount, proposal.years
    for part in ("background", "reason", "cuts", "terms"):
        setattr(row, part, getattr(proposal, part).strip())
    row.approved_by_id, row.approved_at, row.signatory_id = None, None, None
    row.proposed_by_id, row.proposed_at = actor.id, at
    session.add(row)
    session.flush()
    return row


def _event(row: Decision, kind: DecisionKind) -> DecisionProposed:
    return DecisionProposed(row.id, kind, row.amount, row.years, row.reason, row.background, row.cuts, row.terms)
