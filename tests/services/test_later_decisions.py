"""Decisions that follow later: proposed by one person, approved by another, and what they do to the money."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from formsvc.casework.four_eyes import ProposalChanged, ProposerCannotApprove
from formsvc.letters.reading import read_letter
from formsvc.services.accept_grant import accept_grant
from formsvc.services.actor import RoleMissing
from formsvc.services.approve_decision import approve_decision
from formsvc.services.dispatch_decision import NotApproved, dispatch_decision
from formsvc.services.issue_later_letter import letter_to_write
from formsvc.services.later.entered import EnteredFaulty, form_for
from formsvc.services.later.situation import LetterNotOffered, Offer
from formsvc.services.own_cases import case_page
from formsvc.services.preview_letters import preview_letters
from formsvc.services.propose_decision import Proposal
from formsvc.services.propose_later_decision import propose_later_decision
from formsvc.services.report_of import report_of
from formsvc.storage.cases import project, state_of, stored_events
from formsvc.storage.decisions import decisions_of, granted_on, in_progress_on
from formsvc.storage.documents import documents_of, file_content
from formsvc.storage.models import Case
from tests.fixtures.cases import approve, impartial, sent_case
from tests.fixtures.example import START, Example
from tests.fixtures.later import ACCOUNT, LEFT, decide, in_days, issue, kinds_offered, propose, reported_case
from tests.fixtures.reporting import accepted_case, granted_case, year_of

SUPPLEMENT = Offer("supplementary-award")
MORE = {"amount": 50_000, "source": "Stortinget har gitt ordningen mer penger.", "reason": "Flere har bedt om hjelp."}


def words_of(session: Session, case: Case, kind: str) -> str:
    document = next(one for one in reversed(documents_of(session, case)) if one.kind == kind)
    return read_letter(file_content(session, document.sha256)).text


def to_pay(example: Example) -> dict[str, Any]:
    return {"repay_by": in_days(example, 30), "account": ACCOUNT, "reference": "26/00001"}


def appealed_case(session: Session, example: Example, amount: int = 1_000_000) -> Case:
    """A case whose partial award was appealed against."""
    case = granted_case(session, example, amount)
    issue(session, example, case, Offer("appeal-received"), {"received_on": in_days(example, 0), "in_time": True})
    return case


def test_a_supplement_adds_to_the_grant_and_is_told_with_the_new_total(session: Session, example: Example) -> None:
    case = granted_case(session, example, 1_000_000)
    propose(session, example, case, SUPPLEMENT, MORE)
    assert (case.status, case.shown_status, case.granted_amount) == ("proposed", "dispatched", 1_000_000)
    assert (granted_on(session, case.call), in_progress_on(session, case.call)) == (1_000_000, 50_000)
    decide(session, example, case, SUPPLEMENT, MORE)
    assert (case.status, case.granted_amount) == ("dispatched", 1_050_000)
    letter = words_of(session, case, "supplementary-award")
    for said in ("50\u00a0000", "1\u00a0050\u00a0000", "Flere har bedt om hjelp.", "Stortinget har gitt ordningen"):
        assert said in letter
    report = report_of(session, case, example.schemes, year_of(case))
    assert report.granted == 1_050_000
    assert report.context.case is not None
    assert report.context.case["granted_amount"] == 1_050_000


def test_the_auditors_limit_counts_the_supplement_too(session: Session, example: Example) -> None:
    case = granted_case(session, example, 190_000)
    decide(session, example, case, SUPPLEMENT, {**MORE, "amount": 9_999})
    assert "må en revisor bekrefte" not in words_of(session, case, "supplementary-award")
    decide(session, example, case, SUPPLEMENT, {**MORE, "amount": 1})
    assert "må en revisor bekrefte" in words_of(session, case, "supplementary-award")


def test_four_eyes_hold_for_a_later_decision_too(session: Session, example: Example) -> None:
    case = granted_case(session, example)
    caseworker, signatory = example.actor("caseworker"), example.actor("signatory").id
    where = (example.office, case.id)
    with pytest.raises(RoleMissing):
        propose_later_decision(session, example.actor("approver"), *where, SUPPLEMENT, MORE, version_read=0, at=START)
    session.rollback()
    decision_id = propose(session, example, case, SUPPLEMENT, MORE)
    with pytest.raises(NotApproved):
        dispatch_decision(session, caseworker, *where, START)
    session.rollback()
    approver = example.actor("approver")
    with pytest.raises(ProposalChanged):  # what a page about the first decision showed
        approve_decision(session, approver, case.id, version_read=1, signatory_id=signatory, at=START)
    session.rollback()
    version = state_of(session, case).decisions[decision_id].version
    approve_decision(session, approver, case.id, version_read=version, signatory_id=signatory, at=START)
    propose(session, example, case, SUPPLEMENT, {**MORE, "amount": 60_000})
    row = decisions_of(session, case)[-1]
    assert (row.amount, row.approved_by_id, case.status) == (60_000, None, "proposed")
    row.approved_by_id = row.proposed_by_id
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_proposer_approves_no_later_decision(session: Session, example: Example) -> None:
    case = granted_case(session, example)
    propose(session, example, case, SUPPLEMENT, MORE)
    assert state_of(session, case).open_decision
    row = decisions_of(session, case)[-1]
    proposer = example.actor("caseworker")
    both = type(proposer)(
        proposer.id,
        proposer.name,
        proposer.email,
        proposer.language,
        roles={case.grant_administrator_id: frozenset({"approver"})},
    )
    signatory = example.actor("signatory").id
    version = state_of(session, case).decisions[row.id].version
    with pytest.raises(ProposerCannotApprove):
        approve_decision(session, both, case.id, version_read=version, signatory_id=signatory, at=START)


def test_a_proposal_made_from_an_old_page_is_refused_and_twice_is_once(session: Session, example: Example) -> None:
    case = granted_case(session, example)
    first = propose(session, example, case, SUPPLEMENT, MORE)
    caseworker = example.actor("caseworker")
    where = (session, caseworker, example.office, case.id, SUPPLEMENT)
    assert propose_later_decision(*where, MORE, version_read=0, at=START) == first
    with pytest.raises(ProposalChanged):
        propose_later_decision(*where, {**MORE, "amount": 1}, version_read=0, at=START)


def test_part_of_what_is_left_is_carried_over_and_the_rest_comes_back(session: Session, example: Example) -> None:
    case = reported_case(session, example)
    offer = Offer("transfer-granted", year_of(case))
    first = letter_to_write(session, example.actor("caseworker"), example.office, case.id, offer, START).first
    assert (first["unspent"], first["amount"], first["use_by"]) == ("120000", "120000", "2028-12-31")
    entered = {
        "applied_on": in_days(example, 0), "unspent": LEFT, "amount": 100_000, "use_by": "2028-12-31",
        "reason": "Planen er god.", "terms": "Bare til kveldschatten.",
    }  # fmt: skip
    with pytest.raises(EnteredFaulty) as refused:
        propose(session, example, case, offer, entered)
    assert [one.field for one in refused.value.findings] == ["repay_by", "account", "reference"]
    session.rollback()
    granted = case.granted_amount
    decide(session, example, case, offer, {**entered, **to_pay(example)})
    letter = words_of(session, case, "transfer-granted")
    for said in ("100\u00a0000", "20\u00a0000", "31.\u00a0desember\u00a02028", "Bare til kveldschatten."):
        assert said in letter
    assert case.granted_amount == granted
    assert not {"transfer-granted", "transfer-refused"} & kinds_offered(session, example, case)


def test_a_proposal_to_grant_a_transfer_may_become_a_refusal(session: Session, example: Example) -> None:
    case = reported_case(session, example)
    year = year_of(case)
    entered = {"applied_on": in_days(example, 0), "unspent": LEFT, "reason": "Planen er for løs.", **to_pay(example)}
    granted = {**entered, "amount": LEFT, "use_by": "2028-12-31"}
    one = propose(session, example, case, Offer("transfer-granted", year), granted)
    with pytest.raises(LetterNotOffered):
        propose(session, example, case, SUPPLEMENT, MORE)
    session.rollback()
    other = propose(session, example, case, Offer("transfer-refused", year), entered)
    assert one == other
    decide(session, example, case, Offer("transfer-refused", year), entered)
    assert [row.kind for row in decisions_of(session, case)] == ["award", "transfer-refused"]
    assert "120\u00a0000" in words_of(session, case, "transfer-refused")


def test_money_is_claimed_back_after_a_notice_and_grants_nothing(session: Session, example: Example) -> None:
    case = accepted_case(session, example)
    assert "recovery" not in kinds_offered(session, example, case)
    notice = {
        "ground": "breach", "amount": 90_000, "background": "Pengene gikk til **leie**.", "reason": "Det er ikke lov.",
        "comments_by": in_days(example, 21),
    }  # fmt: skip
    issue(session, example, case, Offer("recovery-notice"), notice)
    example.clock.forward(days=25)
    caseworker = example.actor("caseworker")
    offer = Offer("recovery")
    first = letter_to_write(session, caseworker, example.office, case.id, offer, example.clock()).first
    assert (first["amount"], first["ground"], first["background"]) == ("90000", "breach", notice["background"])
    entered = {**notice, "amount": 80_000, "comments": "Dere svarte ikke på varselet.", **to_pay(example)}
    del entered["comments_by"]
    decide(session, example, case, offer, entered)
    letter = words_of(session, case, "recovery")
    for said in ("80\u00a0000", "22.\u00a0november\u00a02026", "Pengene gikk til leie.", "9710"):
        assert said in letter
    assert (case.granted_amount, state_of(session, case).recovery_noticed) == (1_650_000, None)
    assert case.status == "accepted"


def test_an_appeal_changes_the_decision_and_brings_a_new_grant_letter(session: Session, example: Example) -> None:
    case = appealed_case(session, example)
    entered = {"amount": 1_400_000, "reason": "Vi har sett på budsjettet igjen."}
    decision_id = propose(session, example, case, Offer("appeal-changed"), entered)
    assert in_progress_on(session, case.call) == 400_000
    drafts = preview_letters(session, example.actor("caseworker"), example.office, case.id, START)
    assert [draft.kind for draft in drafts] == ["appeal-changed", "grant"]
    decide(session, example, case, Offer("appeal-changed"), entered)
    assert (case.status, case.granted_amount) == ("dispatched", 1_400_000)
    assert [row.name for row in stored_events(session, case)][-3:] == [
        "LetterIssued",
        "LetterIssued",
        "DecisionDispatched",
    ]
    assert "1\u00a0400\u00a0000" in words_of(session, case, "grant")
    grant = state_of(session, case).grant
    assert grant is not None
    assert grant.id == decision_id
    accounts = {"account": ACCOUNT, "account_again": ACCOUNT}
    accept_grant(session, example.actor("leader"), case.id, **accounts, accepts=True, at=START)
    assert case.status == "accepted"


@pytest.mark.parametrize(
    ("amount", "code"), [(1_000_000, "nothing_changes"), (1_650_001, "too_large"), (0, "too_small")]
)
def test_a_changed_amount_is_another_and_within_what_was_applied_for(
    session: Session, example: Example, amount: int, code: str
) -> None:
    case = appealed_case(session, example)
    with pytest.raises(EnteredFaulty) as refused:
        propose(session, example, case, Offer("appeal-changed"), {"amount": amount, "reason": "Fordi."})
    assert [(one.field, one.code) for one in refused.value.findings] == [("amount", code)]


def test_an_appeal_may_change_the_amount_of_every_year(session: Session, example: Example) -> None:
    case = sent_case(session, example, file="application-three-years.valid.json")
    approve(session, example, case, Proposal("partial-award", 1_000_000, 3, "Fordi.", cuts="Reiser."))
    dispatch_decision(session, example.actor("caseworker"), example.office, case.id, START)
    issue(session, example, case, Offer("appeal-received"), {"received_on": in_days(example, 0), "in_time": True})
    offer = Offer("appeal-changed")
    letter = letter_to_write(session, example.actor("caseworker"), example.office, case.id, offer, START)
    asked = [field.id for field in form_for(letter.situation, offer).fields if field.id.startswith("amount")]
    assert asked == ["amount", "amount_2", "amount_3"]
    amounts = {"amount": 1_200_000, "amount_2": 1_100_000, "amount_3": 900_000}
    decide(session, example, case, offer, {**amounts, "reason": "Vi har sett på budsjettet igjen."})
    assert state_of(session, case).granted == (1_200_000, 1_100_000, 900_000)
    assert report_of(session, case, example.schemes, year_of(case) + 2).granted == 900_000
    letter_text = words_of(session, case, "grant")
    for said in ("1\u00a0200\u00a0000", "1\u00a0100\u00a0000", "900\u00a0000"):
        assert said in letter_text


def test_the_projection_is_what_the_events_say(session: Session, example: Example) -> None:
    case = appealed_case(session, example)
    decide(session, example, case, Offer("appeal-changed"), {"amount": 1_400_000, "reason": "Fordi."})
    kept = (case.status, case.shown_status, case.granted_amount)
    case.status, case.shown_status, case.granted_amount = "x", "x", 1
    project(case, state_of(session, case))
    assert (case.status, case.shown_status, case.granted_amount) == kept


def test_the_recipient_knows_nothing_of_a_proposal_that_is_not_sent(session: Session, example: Example) -> None:
    case = accepted_case(session, example)
    propose(session, example, case, SUPPLEMENT, MORE)
    page = case_page(session, example.actor("leader"), example.schemes, case.id, START + timedelta(days=1))
    assert (page.own.standing, [one.kind for one in page.documents]) == ("accepted", [])
    returned = sent_case(session, example)
    impartial(session, returned, example.actor("caseworker"), example.actor("approver"))
    returned.status = "returned"
    assert case_page(session, example.actor("leader"), example.schemes, returned.id, START).own.standing == "received"
