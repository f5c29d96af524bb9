from dataclasses import replace
from typing import Any

import pytest

from formsvc.casework.amounts import AmountDoesNotFit, YearsDoNotFit, require_fitting_amounts
from formsvc.casework.decided import DecisionState
from formsvc.casework.events import DecisionKind
from formsvc.casework.four_eyes import (
    DecisionAlreadySent,
    ImpartialityNotDeclared,
    NothingIsDecided,
    NothingToApprove,
    NotImpartial,
    ProposalChanged,
    ProposerCannotApprove,
    ProposerNotImpartial,
    require_as_read,
    require_may_approve,
    require_undecided,
)
from formsvc.casework.state import CaseState
from formsvc.kernel.clock import now

PROPOSER, APPROVER = 1, 2
BOTH = {PROPOSER: True, APPROVER: True}
PROPOSAL = DecisionState(7, "award", 500_000, 1, PROPOSER, frozenset({PROPOSER}))


def require_may_propose(state: CaseState, person_id: int, version_read: int) -> None:
    require_undecided(state, person_id)
    require_as_read(state, version_read)


def proposed(**changes: Any) -> CaseState:
    return CaseState(impartiality=BOTH, decisions={7: replace(PROPOSAL, **changes)})


def test_another_person_may_approve() -> None:
    assert require_may_approve(proposed(), APPROVER, 1) == PROPOSAL


def test_the_proposer_cannot_approve() -> None:
    with pytest.raises(ProposerCannotApprove):
        require_may_approve(proposed(), PROPOSER, 1)


def test_whoever_proposed_an_earlier_version_cannot_approve() -> None:
    state = proposed(proposers=frozenset({PROPOSER, APPROVER}))

    with pytest.raises(ProposerCannotApprove):
        require_may_approve(state, APPROVER, 1)


def test_nobody_acts_before_declaring_impartiality() -> None:
    with pytest.raises(ImpartialityNotDeclared):
        require_may_propose(CaseState(), PROPOSER, 0)


def test_whoever_is_partial_can_neither_propose_nor_approve() -> None:
    state = CaseState(impartiality={PROPOSER: True, APPROVER: False}, decisions={7: PROPOSAL})

    with pytest.raises(NotImpartial):
        require_may_propose(state, APPROVER, 1)
    with pytest.raises(NotImpartial):
        require_may_approve(state, APPROVER, 1)


def test_a_partial_proposers_proposal_cannot_be_approved() -> None:
    state = CaseState(impartiality={PROPOSER: False, APPROVER: True}, decisions={7: PROPOSAL})

    with pytest.raises(ProposerNotImpartial):
        require_may_approve(state, APPROVER, 1)


def test_a_proposal_that_changed_since_it_was_read_is_not_approved_and_not_replaced() -> None:
    with pytest.raises(ProposalChanged):
        require_may_approve(proposed(version=2), APPROVER, 1)
    with pytest.raises(ProposalChanged):
        require_may_propose(proposed(version=2), PROPOSER, 1)
    with pytest.raises(ProposalChanged):
        require_may_propose(proposed(), PROPOSER, 0)


@pytest.mark.parametrize("changes", [{"returned": True}, {"approved_by": 3}, {"dispatched_at": now()}])
def test_only_an_open_proposal_can_be_approved(changes: dict[str, object]) -> None:
    with pytest.raises(NothingToApprove):
        require_may_approve(proposed(**changes), APPROVER, 1)


def test_nothing_is_decided_on_the_answers_to_a_survey() -> None:
    with pytest.raises(NothingIsDecided):
        require_may_propose(CaseState(impartiality=BOTH, survey=True), PROPOSER, 0)


def test_a_sent_decision_is_not_proposed_again() -> None:
    with pytest.raises(DecisionAlreadySent):
        require_may_propose(proposed(dispatched_at=now()), PROPOSER, 1)


APPLIED = (500_000, 600_000)


@pytest.mark.parametrize(
    ("kind", "amounts"),
    [
        ("award", (500_000, 600_000)),
        ("partial-award", (1, 1)),
        ("partial-award", (500_000, 599_999)),
        ("partial-award", (500_000,)),
        ("refusal", ()),
        ("dismissal", (0,)),
    ],
)
def test_amounts_that_fit(kind: DecisionKind, amounts: tuple[int, ...]) -> None:
    require_fitting_amounts(kind, amounts, APPLIED)


@pytest.mark.parametrize(
    ("kind", "amounts", "failure"),
    [
        ("award", (499_999, 600_000), AmountDoesNotFit),
        ("award", (500_001, 600_000), AmountDoesNotFit),
        ("award", (500_000, 0), AmountDoesNotFit),
        ("award", (500_000,), YearsDoNotFit),
        ("partial-award", (0,), AmountDoesNotFit),
        ("partial-award", (500_001,), AmountDoesNotFit),
        ("partial-award", (500_000, 600_000), AmountDoesNotFit),
        ("partial-award", (), YearsDoNotFit),
        ("partial-award", (1, 1, 1), YearsDoNotFit),
        ("refusal", (1,), AmountDoesNotFit),
        ("dismissal", (0, 1), AmountDoesNotFit),
    ],
)
def test_amounts_that_do_not_fit(kind: DecisionKind, amounts: tuple[int, ...], failure: type[Exception]) -> None:
    with pytest.raises(failure):
        require_fitting_amounts(kind, amounts, APPLIED)


def test_nothing_applied_for_cannot_be_awarded() -> None:
    with pytest.raises(AmountDoesNotFit):
        require_fitting_amounts("award", (0,), (0,))
