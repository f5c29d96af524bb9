"""A caseworker proposes what to decide. A new proposal replaces the former and voids its approval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from formsvc.answers.types.words import is_clean
from formsvc.casework.amounts import require_fitting_amounts
from formsvc.casework.events import DecisionKind, DecisionProposed
from formsvc.casework.four_eyes import require_as_read, require_undecided
from formsvc.casework.state import CaseState
from formsvc.kernel.failures import Conflict, Invalid
from formsvc.services.actor import Actor, staff_case
from formsvc.storage.cases import record, state_of
from formsvc.storage.decisions import follow_state, open_decision
from formsvc.storage.models import Case, Decision

LONGEST_TEXT = 10_000
WORDS = ("background", "reason", "cuts", "terms")


class ReasonMissing(Invalid):
    """Every decision states its reason (forvaltningsloven §§ 24-25)."""

    code = "reason_missing"


class WordsUnreadable(Invalid):
    """A text is too long, or holds control characters. Parameters: part, longest."""

    code = "words_unreadable"


class NothingToDecide(Conflict):
    """The application was withdrawn, or never sent in."""

    code = "nothing_to_decide"


@dataclass(frozen=True)
class Proposal:
    """What is proposed: amount in whole kroner for the grant year; words in the recipient's language.

    `background` and `reason` are paragraphs, divided by empty lines; `cuts` and `terms` hold one item a line.
    `later_amounts` are for the years after the grant year; where left out, what was applied for in an award, and the
    grant year's amount in a partial award (never more than was applied for). `version_read` is the version of the
    proposal that this one replaces. `entered`: the further facts of a decision that follows later.
    """

    kind: DecisionKind
    amount: int
    years: int
    reason: str
    background: str = ""
    cuts: str = ""
    terms: str = ""
    later_amounts: tuple[int, ...] = ()
    version_read: int = 0
    entered: Mapping[str, Any] = field(default_factory=dict)

    def amounts(self, applied: Sequence[int]) -> tuple[int, ...]:
        """Whole kroner for each year; nothing where nothing is granted."""
        if self.kind in ("refusal", "dismissal"):
            return (self.amount,) if self.amount else ()
        intended = applied[1:] if self.kind == "award" else [min(self.amount, asked) for asked in applied[1:]]
        later = self.later_amounts or tuple(intended[: self.years - 1])
        return (self.amount, *later)


def propose_decision(session: Session, actor: Actor, case_id: int, proposal: Proposal, at: datetime) -> int:
    """Propose, and give the decision's id.

    Raises CaseNotFound, RoleMissing, ImpartialityNotDeclared, NotImpartial, DecisionAlreadySent, ProposalChanged,
    NothingToDecide, ReasonMissing, WordsUnreadable, AmountDoesNotFit or YearsDoNotFit.
    """
    case = staff_case(session, actor, case_id, "caseworker", lock=True)
    state = state_of(session, case)
    require_undecided(state, actor.id)
    if state.withdrawn or state.submitted_at is None:
        raise NothingToDecide
    _require_words(proposal)
    amounts = proposal.amounts(state.applied)
    require_fitting_amounts(proposal.kind, amounts, state.applied)
    return keep_proposal(session, case, state, actor, proposal, amounts, at)


def keep_proposal(
    session: Session,
    case: Case,
    state: CaseState,
    actor: Actor,
    proposal: Proposal,
    amounts: Sequence[int],
    at: datetime,
) -> int:
    """Write the proposal of a locked case in place of the one that stands, record it, commit, and give its id.

    A second click on the same button changes nothing. Raises ProposalChanged.
    """
    standing = open_decision(session, case)
    if standing is not None and case.status == "proposed" and _is_same(standing, actor, proposal, amounts):
        return standing.id
    require_as_read(state, proposal.version_read)
    row = _write(session, standing or Decision(case_id=case.id), actor, proposal, amounts, at)
    follow_state(session, case, record(session, case, actor.id, at, _event(row, proposal.kind)))
    session.commit()
    return row.id


def _require_words(proposal: Proposal) -> None:
    if not proposal.reason.strip():
        raise ReasonMissing
    for part in WORDS:
        words = getattr(proposal, part)
        if len(words) > LONGEST_TEXT or not is_clean(words):
            raise WordsUnreadable(part=part, longest=LONGEST_TEXT)


def _is_same(row: Decision, actor: Actor, proposal: Proposal, amounts: Sequence[int]) -> bool:
    stands = (row.proposed_by_id, row.kind, (row.amount, *row.later_amounts)[: row.years])
    same_words = all(getattr(row, part) == getattr(proposal, part).strip() for part in WORDS)
    return same_words and row.entered == proposal.entered and stands == (actor.id, proposal.kind, tuple(amounts))


def _write(
    session: Session, row: Decision, actor: Actor, proposal: Proposal, amounts: Sequence[int], at: datetime
) -> Decision:
    row.kind, row.years = proposal.kind, len(amounts)
    row.amount, row.later_amounts = (amounts[0] if amounts else 0), list(amounts[1:])
    for part in WORDS:
        setattr(row, part, getattr(proposal, part).strip())
    row.entered = dict(proposal.entered)
    row.approved_by_id, row.approved_at, row.signatory_id = None, None, None
    row.proposed_by_id, row.proposed_at = actor.id, at
    session.add(row)
    session.flush()
    return row


def _event(row: Decision, kind: DecisionKind) -> DecisionProposed:
    later = tuple(row.later_amounts)
    words = {part: getattr(row, part) for part in WORDS}
    return DecisionProposed(
        row.id, kind, row.amount, row.years, later_amounts=later, entered=dict(row.entered), **words
    )
