"""Approved decisions of a call are sent in one go: who may, what is left out and why, and nothing done twice."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from formsvc.casework.four_eyes import ImpartialityNotDeclared, NotImpartial
from formsvc.services.actor import RoleMissing
from formsvc.services.attempts import MOST_ATTEMPTS
from formsvc.services.call_for import CallNotFound
from formsvc.services.declare_impartiality import declare_impartiality
from formsvc.services.dispatch_decision import dispatch_decision
from formsvc.services.mail import Mail, Outbox
from formsvc.services.notices import hand_over_notices, leave_notices
from formsvc.services.propose_decision import Proposal
from formsvc.services.run_batch import finish_batch, issue_item, left_of_batch, under_way
from formsvc.services.start_batch import BatchUnderWay, NothingToSend, outgoing_on, start_batch
from formsvc.storage.batches import count_letters, find_batch, items_of, lock_item
from formsvc.storage.cases import stored_events
from formsvc.storage.models import Batch, Case
from formsvc.storage.outbox import has_mail
from tests.fixtures.cases import REASON, TEMPLATES, approve, sent_case
from tests.fixtures.example import START, Example

AWARD = Proposal("award", 1_650_000, 1, REASON)
REFUSAL = Proposal("refusal", 0, 0, "Andre søknader traff målgruppen bedre.")


def approved(session: Session, example: Example, proposal: Proposal = AWARD) -> Case:
    case = sent_case(session, example)
    approve(session, example, case, proposal)
    return case


def started(session: Session, example: Example, *cases: Case) -> Batch:
    return start_batch(session, example.actor("caseworker"), cases[0].call_id, [case.id for case in cases], START)


def carry_out(session: Session, example: Example, batch: Batch, templates: Path = TEMPLATES) -> None:
    office = replace(example.office, templates_dir=templates)
    for item_id in left_of_batch(session, batch.id):
        issue_item(session, office, item_id, START)
    finish_batch(session, batch.id, START)


def outcomes(session: Session, batch: Batch) -> list[tuple[str, str | None]]:
    return [(item.status, (item.failure or {}).get("code")) for item in items_of(session, batch.id)]


def dispatches(session: Session, case: Case) -> int:
    return [row.name for row in stored_events(session, case)].count("DecisionDispatched")


def test_every_case_is_sent_and_everybody_told_once(session: Session, example: Example) -> None:
    cases = [approved(session, example), approved(session, example, REFUSAL)]
    batch = started(session, example, *cases)
    assert under_way(session) == [batch.id]

    carry_out(session, example, batch)
    carry_out(session, example, batch)

    assert outcomes(session, batch) == [("sent", None), ("sent", None)]
    assert [dispatches(session, case) for case in cases] == [1, 1]
    assert count_letters(session, batch.id) == (3, 0, 0)
    told = [(mail.to, case.id) for mail in example.mails for case in cases if f"/{case.id}" in mail.body]
    assert len(told) == len(set(told)) == len(example.mails) == 4
    assert batch.finished_at == START
    assert under_way(session) == []


def test_one_that_fails_says_why_and_stops_nobody(session: Session, example: Example, tmp_path: Path) -> None:
    cases = [approved(session, example, REFUSAL), approved(session, example)]
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    (templates / "nb/refusal.docx").unlink()
    batch = started(session, example, *cases)

    carry_out(session, example, batch, templates)

    assert outcomes(session, batch) == [("failed", "missing_template"), ("sent", None)]
    assert [case.status for case in cases] == ["approved", "dispatched"]
    again = started(session, example, cases[0])
    carry_out(session, example, again)
    assert outcomes(session, again) == [("sent", None)]


def test_whoever_is_partial_sends_nothing_in_that_case(session: Session, example: Example) -> None:
    cases = [approved(session, example), approved(session, example)]
    caseworker = example.actor("caseworker")
    batch = started(session, example, *cases)
    declare_impartiality(session, caseworker, cases[0].id, impartial=False, note="Styremedlem", at=START)

    carry_out(session, example, batch)

    assert outcomes(session, batch) == [("failed", "not_impartial"), ("sent", None)]
    assert dispatches(session, cases[0]) == 0


def test_the_list_says_what_a_person_cannot_send(session: Session, example: Example) -> None:
    cases = [approved(session, example), approved(session, example)]
    declare_impartiality(session, example.actor("caseworker2"), cases[0].id, impartial=False, note="Slekt", at=START)
    hindrances = {
        who: [type(one.hindrance) for one in outgoing_on(session, example.actor(who), cases[0].call_id).decisions]
        for who in ("caseworker", "caseworker2")
    }
    nothing = type(None)
    assert hindrances == {"caseworker": [nothing, nothing], "caseworker2": [NotImpartial, ImpartialityNotDeclared]}


def test_one_sent_by_hand_meanwhile_is_not_sent_again(session: Session, example: Example) -> None:
    case = approved(session, example)
    batch = started(session, example, case)
    dispatch_decision(session, example.actor("caseworker"), example.office, case.id, START)

    carry_out(session, example, batch)

    assert outcomes(session, batch) == [("failed", "decision_already_sent")]
    assert dispatches(session, case) == 1


def test_a_call_has_one_batch_at_a_time(session: Session, example: Example) -> None:
    cases = [approved(session, example), approved(session, example)]
    batch = started(session, example, cases[0])
    with pytest.raises(BatchUnderWay):
        started(session, example, cases[1])
    carry_out(session, example, batch)
    with pytest.raises(NothingToSend):
        started(session, example, cases[0])
    assert outgoing_on(session, example.actor("caseworker"), cases[0].call_id).under_way is None
    assert started(session, example, cases[1]).started_by_id == example.actor("caseworker").id


def test_only_those_who_send_single_letters_send_many(session: Session, example: Example) -> None:
    case = approved(session, example)
    with pytest.raises(RoleMissing):
        start_batch(session, example.actor("signatory"), case.call_id, [case.id], START)
    for who in ("leader", "other"):
        with pytest.raises(CallNotFound):
            outgoing_on(session, example.actor(who), case.call_id)
        with pytest.raises(CallNotFound):
            start_batch(session, example.actor(who), case.call_id, [case.id], START)


def test_a_case_that_never_comes_to_an_end_is_left_to_a_person(session: Session, example: Example) -> None:
    case = approved(session, example)
    batch = started(session, example, case)
    (item_id,) = left_of_batch(session, batch.id)
    lock_item(session, item_id).attempts = MOST_ATTEMPTS
    session.commit()

    carry_out(session, example, batch)

    assert outcomes(session, batch) == [("failed", "case_given_up")]
    found = find_batch(session, batch.id)
    assert found
    assert found.finished_at


class Forgetful(Outbox):
    """Writes the file, and is cut off before anybody notes it."""

    def send(self, mail: Mail) -> None:
        super().send(mail)
        raise KeyboardInterrupt


def test_a_notice_written_and_not_noted_is_the_same_file_next_time(session: Session, tmp_path: Path) -> None:
    outbox = Outbox(tmp_path, "formsvc@tilskudd.example")
    leave_notices(session, [Mail("a@b.example", "Sak", "Hei")], START)
    session.commit()
    with pytest.raises(KeyboardInterrupt):
        hand_over_notices(session, Forgetful(tmp_path, outbox.sender))
    session.rollback()
    assert has_mail(session)

    hand_over_notices(session, outbox)

    assert len(outbox.waiting()) == 1
    assert not has_mail(session)
