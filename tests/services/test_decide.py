"""From a submitted case to an approved decision: who may do what, and what it changes."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from formsvc.casework.amounts import AmountDoesNotFit, YearsDoNotFit
from formsvc.casework.four_eyes import (
    DecisionAlreadySent,
    ImpartialityNotDeclared,
    NothingToApprove,
    NotImpartial,
    ProposalChanged,
    ProposerCannotApprove,
)
from formsvc.services.actor import CaseNotFound, RoleMissing
from formsvc.services.approve_decision import SignatoryUnknown, approve_decision, return_decision
from formsvc.services.declare_impartiality import declare_impartiality
from formsvc.services.judge_finding import FindingNotFound, judge_finding
from formsvc.services.notes import NoteMissing, NoteUnreadable
from formsvc.services.propose_decision import (
    NothingToDecide,
    Proposal,
    ReasonMissing,
    WordsUnreadable,
    propose_decision,
)
from formsvc.services.record_assessment import AssessmentChanged, ScoreOutsideScale, record_assessment
from formsvc.storage.cases import project, record, state_of
from formsvc.storage.decisions import find_decision
from formsvc.storage.models import Case
from tests.fixtures.cases import REASON, impartial, sent_case
from tests.fixtures.example import START, Example

AWARD = Proposal("award", 1_650_000, 1, REASON)
PARTIAL = Proposal("partial-award", 1_000_000, 1, REASON, cuts="Reiser: dekkes ikke.")
SCORES = {"expected_results": 4, "target_group": 5}


@pytest.fixture
def case(session: Session, example: Example) -> Case:
    """A submitted case; caseworker and approver have declared being impartial."""
    made = sent_case(session, example)
    impartial(session, made, example.actor("caseworker"), example.actor("approver"))
    return made


def propose(session: Session, example: Example, case: Case, proposal: Proposal = AWARD, who: str = "caseworker") -> int:
    return propose_decision(session, example.actor(who), case.id, proposal, START)


def approve(session: Session, example: Example, case: Case, version: int = 1, who: str = "approver") -> None:
    signatory = example.actor("signatory").id
    approve_decision(
        session, example.actor(who), case.id, version_read=version, signatory_id=signatory, at=example.clock()
    )


def test_a_proposal_is_approved_by_another_person_for_a_signatory(
    session: Session, example: Example, case: Case
) -> None:
    decision_id = propose(session, example, case)
    assert case.status == "proposed"

    approve(session, example, case)

    row = find_decision(session, case, decision_id)
    assert row
    assert (row.amount, row.approved_by_id, row.signatory_id) == (
        1_650_000,
        example.actor("approver").id,
        example.actor("signatory").id,
    )
    assert case.status == "approved"


def test_nobody_acts_before_declaring_impartiality(session: Session, example: Example) -> None:
    made = sent_case(session, example)
    with pytest.raises(ImpartialityNotDeclared):
        propose(session, example, made)


def test_whoever_is_partial_does_nothing_in_the_case(session: Session, example: Example, case: Case) -> None:
    declare_impartiality(session, example.actor("caseworker"), case.id, impartial=False, note="Venn.", at=START)
    with pytest.raises(NotImpartial):
        propose(session, example, case)
    with pytest.raises(NotImpartial):
        judge(session, example, case)
    with pytest.raises(NotImpartial):
        assess(session, example, case)


def test_an_approver_who_turns_out_to_be_partial_loses_the_approval(
    session: Session, example: Example, case: Case
) -> None:
    decision_id = propose(session, example, case)
    approve(session, example, case)

    declare_impartiality(session, example.actor("approver"), case.id, impartial=False, note="Slekt.", at=START)

    row = find_decision(session, case, decision_id)
    assert row
    assert (row.approved_by_id, row.signatory_id, case.status) == (None, None, "proposed")


def test_roles_count(session: Session, example: Example, case: Case) -> None:
    with pytest.raises(RoleMissing):
        propose(session, example, case, who="approver")
    propose(session, example, case)
    impartial(session, case, example.actor("caseworker2"))
    with pytest.raises(RoleMissing):
        approve(session, example, case, who="caseworker2")


def both_roles(example: Example, who: str) -> Any:
    """Someone who may propose and approve: four eyes are two people, not two roles."""
    actor = example.actor(who)
    return replace(actor, roles={key: held | {"caseworker", "approver"} for key, held in actor.roles.items()})


def test_the_proposer_cannot_approve_whatever_roles_they_hold(session: Session, example: Example, case: Case) -> None:
    person, signatory = both_roles(example, "caseworker"), example.actor("signatory").id
    propose_decision(session, person, case.id, AWARD, START)
    with pytest.raises(ProposerCannotApprove):
        approve_decision(session, person, case.id, version_read=1, signatory_id=signatory, at=START)

    impartial(session, case, example.actor("caseworker2"))
    other = replace(PARTIAL, version_read=1)
    propose_decision(session, example.actor("caseworker2"), case.id, other, START)
    with pytest.raises(ProposerCannotApprove):
        approve_decision(session, person, case.id, version_read=2, signatory_id=signatory, at=START)


@pytest.mark.parametrize("who", ["leader", "other"])
def test_others_cannot_know_of_the_case(session: Session, example: Example, case: Case, who: str) -> None:
    with pytest.raises(CaseNotFound):
        propose(session, example, case, who=who)
    with pytest.raises(CaseNotFound):
        approve(session, example, case, who=who)


def test_staff_of_another_grant_administrator_cannot_know_of_the_case(
    session: Session, example: Example, case: Case
) -> None:
    actor = example.actor("caseworker")
    elsewhere = replace(actor, roles={case.grant_administrator_id + 1: frozenset({"caseworker", "approver"})})
    with pytest.raises(CaseNotFound):
        propose_decision(session, elsewhere, case.id, AWARD, START)


def test_a_changed_amount_voids_the_approval(session: Session, example: Example, case: Case) -> None:
    decision_id = propose(session, example, case)
    approve(session, example, case)

    propose(session, example, case, replace(PARTIAL, version_read=1))

    row = find_decision(session, case, decision_id)
    assert row
    assert (row.kind, row.amount, row.approved_by_id, case.status) == ("partial-award", 1_000_000, None, "proposed")


def test_an_approver_cannot_approve_what_they_have_not_read(session: Session, example: Example, case: Case) -> None:
    propose(session, example, case)
    propose(session, example, case, replace(PARTIAL, version_read=1))
    with pytest.raises(ProposalChanged):
        approve(session, example, case, version=1)


def test_two_caseworkers_do_not_overwrite_each_other(session: Session, example: Example, case: Case) -> None:
    propose(session, example, case)
    impartial(session, case, example.actor("caseworker2"))
    with pytest.raises(ProposalChanged):
        propose(session, example, case, PARTIAL, who="caseworker2")


def test_a_second_click_changes_nothing(session: Session, example: Example, case: Case) -> None:
    assert propose(session, example, case) == propose(session, example, case)
    approve(session, example, case)
    approve(session, example, case)
    state = state_of(session, case)
    assert state.decision
    assert state.decision.version == 1


def test_the_same_words_with_another_amount_are_another_proposal(
    session: Session, example: Example, case: Case
) -> None:
    propose(session, example, case, PARTIAL)
    propose(session, example, case, replace(PARTIAL, amount=900_000, version_read=1))
    row = state_of(session, case).decision
    assert row
    assert (row.version, row.amount) == (2, 900_000)


def test_a_returned_proposal_can_be_proposed_again_as_it_was(session: Session, example: Example, case: Case) -> None:
    propose(session, example, case)
    approve(session, example, case)
    return_decision(session, example.actor("approver"), case.id, note="Begrunn bedre.", at=START)
    assert case.status == "returned"
    with pytest.raises(NothingToApprove):
        approve(session, example, case)

    propose(session, example, case, replace(AWARD, version_read=1))
    assert case.status == "proposed"
    approve(session, example, case, version=2)


def test_sending_back_needs_a_note(session: Session, example: Example, case: Case) -> None:
    propose(session, example, case)
    with pytest.raises(NoteMissing):
        return_decision(session, example.actor("approver"), case.id, note="  ", at=START)
    with pytest.raises(NoteUnreadable):
        return_decision(session, example.actor("approver"), case.id, note="x" * 4001, at=START)


def test_the_signatory_must_hold_that_role_here(session: Session, example: Example, case: Case) -> None:
    propose(session, example, case)
    with pytest.raises(SignatoryUnknown):
        approve_decision(
            session,
            example.actor("approver"),
            case.id,
            version_read=1,
            signatory_id=example.actor("caseworker").id,
            at=START,
        )


@pytest.mark.parametrize(
    ("proposal", "failure"),
    [
        (replace(AWARD, reason=" \n "), ReasonMissing),
        (replace(AWARD, reason="x" * 10_001), WordsUnreadable),
        (replace(AWARD, background="\x00"), WordsUnreadable),
        (replace(AWARD, amount=1_649_999), AmountDoesNotFit),
        (replace(AWARD, kind="refusal"), AmountDoesNotFit),
        (replace(PARTIAL, amount=0), AmountDoesNotFit),
        (replace(PARTIAL, amount=-1), AmountDoesNotFit),
        (replace(PARTIAL, later_amounts=(500_000,)), YearsDoNotFit),
    ],
)
def test_what_does_not_make_sense_is_not_proposed(
    session: Session, example: Example, case: Case, proposal: Proposal, failure: type[Exception]
) -> None:
    with pytest.raises(failure):
        propose(session, example, case, proposal)
    session.rollback()
    assert state_of(session, case).decision is None


def test_a_withdrawn_application_is_not_decided(session: Session, example: Example, case: Case) -> None:
    from formsvc.casework.events import ApplicationWithdrawn

    record(session, case, example.actor("leader").id, START, ApplicationWithdrawn(2, ""))
    session.commit()
    with pytest.raises(NothingToDecide):
        propose(session, example, case)


def test_several_years_have_an_amount_each(session: Session, example: Example) -> None:
    made = sent_case(session, example, file="application-three-years.valid.json", language="nn")
    impartial(session, made, example.actor("caseworker"))
    award = propose(session, example, made, Proposal("award", 1_200_000, 3, REASON))
    row = find_decision(session, made, award)
    assert row
    assert (row.years, row.amount, row.later_amounts) == (3, 1_200_000, [1_430_000, 1_490_000])

    part = Proposal("partial-award", 1_000_000, 2, REASON, later_amounts=(1_100_000,), version_read=1)
    propose(session, example, made, part)
    session.refresh(row)
    assert (row.years, row.amount, row.later_amounts) == (2, 1_000_000, [1_100_000])


def judge(session: Session, example: Example, case: Case, finding: str = "eligible_kind", note: str = "Ok.") -> None:
    judge_finding(
        session,
        example.actor("caseworker"),
        example.schemes,
        case.id,
        finding=finding,
        accepted=True,
        note=note,
        at=START,
    )


def test_a_judgement_needs_its_reason_and_a_finding(session: Session, example: Example, case: Case) -> None:
    with pytest.raises(NoteMissing):
        judge(session, example, case, note=" ")
    with pytest.raises(FindingNotFound):
        judge(session, example, case, finding="noe annet")
    judge(session, example, case)
    assert state_of(session, case).judged == {"eligible_kind": True}


def assess(session: Session, example: Example, case: Case, scores: dict[str, int] = SCORES, version: int = 0) -> None:
    record_assessment(
        session,
        example.actor("caseworker"),
        case.id,
        scheme=example.schemes.get(case.call.scheme, case.call.edition),
        scores=scores,
        notes={"risk": " Nevnt. ", "control": ""},
        version_read=version,
        at=START,
    )


def test_the_score_is_shown_once_every_criterion_has_one(session: Session, example: Example, case: Case) -> None:
    assess(session, example, case)
    assert state_of(session, case).score is None
    scheme = example.schemes.get(case.call.scheme, case.call.edition)
    whole = {criterion.id: 5 for category in scheme.assessment.categories for criterion in category.criteria}
    assess(session, example, case, whole, version=1)
    assert case.score == 100
    assert state_of(session, case).assessment_notes == {"risk": "Nevnt."}


def test_the_score_in_the_list_is_nothing_but_the_events(session: Session, example: Example, case: Case) -> None:
    scheme = example.schemes.get(case.call.scheme, case.call.edition)
    whole = {criterion.id: 4 for category in scheme.assessment.categories for criterion in category.criteria}
    assess(session, example, case, whole)
    case.score = None
    project(case, state_of(session, case))
    assert case.score == 80


def test_an_assessment_stays_on_the_scale_and_on_the_page_that_was_seen(
    session: Session, example: Example, case: Case
) -> None:
    with pytest.raises(ScoreOutsideScale):
        assess(session, example, case, {"risk": 6})
    with pytest.raises(KeyError):
        assess(session, example, case, {"unknown": 1})
    assess(session, example, case)
    with pytest.raises(AssessmentChanged):
        assess(session, example, case)


def test_after_dispatch_what_was_judged_stays(session: Session, example: Example, case: Case) -> None:
    from formsvc.casework.events import DecisionDispatched

    decision_id = propose(session, example, case)
    approve(session, example, case)
    record(session, case, example.actor("caseworker").id, START, DecisionDispatched(decision_id, ()))
    session.commit()
    for act in (judge, assess, propose):
        with pytest.raises(DecisionAlreadySent):
            act(session, example, case)
