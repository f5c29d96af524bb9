"""Who may propose and approve a decision: two people by identity, neither of them partial.

Sources: økonomiregelverket ch. 6 (authority over the budget), forvaltningsloven §§ 6-10 (habilitet).
"""

from formsvc.casework.decided import DecisionState
from formsvc.casework.state import CaseState
from formsvc.kernel.failures import Conflict, NotAllowed


class ImpartialityNotDeclared(NotAllowed):
    """Nobody works on a case before saying whether they are impartial in it."""

    code = "impartiality_not_declared"


class NotImpartial(NotAllowed):
    """They declared partiality: they can neither propose nor approve."""

    code = "not_impartial"


class ProposerCannotApprove(NotAllowed):
    """They proposed this decision, or an earlier version of it."""

    code = "proposer_cannot_approve"


class ProposerNotImpartial(Conflict):
    """The proposer has since declared partiality: somebody else must propose."""

    code = "proposer_not_impartial"


class DecisionAlreadySent(Conflict):
    """It stands on the recipient's page: a new decision is needed to change it."""

    code = "decision_already_sent"


class NothingIsDecided(Conflict):
    """A survey is received and read: there is nothing to judge, assess or decide."""

    code = "nothing_is_decided"


class NothingToApprove(Conflict):
    """There is no proposal that waits for approval."""

    code = "nothing_to_approve"


class ProposalChanged(Conflict):
    """The proposal is not the one that was read: it changed meanwhile."""

    code = "proposal_changed"


def require_impartial(state: CaseState, person_id: int) -> None:
    """Raises ImpartialityNotDeclared or NotImpartial."""
    declared = state.impartiality.get(person_id)
    if declared is None:
        raise ImpartialityNotDeclared
    if not declared:
        raise NotImpartial


def require_undecided(state: CaseState, person_id: int) -> None:
    """What was judged stays as it was when the decision was sent.

    Raises as `require_impartial`, or NothingIsDecided or DecisionAlreadySent.
    """
    if state.survey:
        raise NothingIsDecided
    require_impartial(state, person_id)
    if state.decided:
        raise DecisionAlreadySent


def require_as_read(state: CaseState, version_read: int) -> None:
    """The proposal that stands must be the version that the person's page showed; 0: none stood.

    Raises ProposalChanged.
    """
    if version_read != (state.open_decision.version if state.open_decision else 0):
        raise ProposalChanged


def require_may_approve(state: CaseState, person_id: int, version_read: int) -> DecisionState:
    """The proposal that this person may approve: the very version that they read.

    Raises ImpartialityNotDeclared, NotImpartial, NothingToApprove, ProposerCannotApprove, ProposerNotImpartial or
    ProposalChanged.
    """
    require_impartial(state, person_id)
    decision = state.open_decision
    if decision is None or decision.returned or decision.approved_by:
        raise NothingToApprove
    if person_id in decision.proposers:
        raise ProposerCannotApprove
    if decision.proposed_by is not None and not state.impartiality.get(decision.proposed_by, False):
        raise ProposerNotImpartial
    if version_read != decision.version:
        raise ProposalChanged
    return decision
