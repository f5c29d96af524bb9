"""Letters that decide nothing, issued by one caseworker: when they are offered, what they say, what follows."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from formsvc.casework.four_eyes import ImpartialityNotDeclared, NotImpartial
from formsvc.letters.reading import read_letter
from formsvc.services.actor import CaseNotFound, RoleMissing
from formsvc.services.call_for import view_of
from formsvc.services.changeable import why_closed
from formsvc.services.declare_impartiality import declare_impartiality
from formsvc.services.issue_later_letter import issue_later_letter, letter_to_write, preview_later_letter
from formsvc.services.judge_finding import judge_finding
from formsvc.services.later.entered import EnteredFaulty
from formsvc.services.later.situation import LetterNotOffered, Offer
from formsvc.services.own_cases import case_page
from formsvc.services.report_of import ReportIsApproved, report_of
from formsvc.services.withdraw_application import withdraw_application
from formsvc.storage.cases import state_of, stored_events
from formsvc.storage.documents import documents_of, file_content
from formsvc.storage.models import Case
from tests.fixtures.cases import answers_in, impartial, send_version, sent_case
from tests.fixtures.example import START, Example
from tests.fixtures.later import in_days, issue, kinds_offered, reported_case
from tests.fixtures.reporting import accepted_case, granted_case, send_report, year_of

MISSING = Offer("missing-information")
ITEMS = [{"key": "a", "what": "Vedtektene", "why": "Filen er tom. Vi må vite hvem som kan skrive under."}]


def text_of(session: Session, case: Case, kind: str) -> str:
    document = next(one for one in reversed(documents_of(session, case)) if one.kind == kind)
    return read_letter(file_content(session, document.sha256)).text


def late(example: Example) -> None:
    """After the report was due."""
    example.clock.moment = START + timedelta(days=600)


def test_what_is_offered_follows_the_case(session: Session, example: Example) -> None:
    assert kinds_offered(session, example, sent_case(session, example)) == {"missing-information"}
    assert kinds_offered(session, example, granted_case(session, example)) == {"supplementary-award", "appeal-received"}
    case = accepted_case(session, example)
    paid = {"supplementary-award", "appeal-received", "recovery-notice"}
    assert kinds_offered(session, example, case) == paid
    late(example)
    assert kinds_offered(session, example, case) == paid | {"report-reminder"}


def test_a_report_with_money_left_offers_more(session: Session, example: Example) -> None:
    about_report = {"report-approved", "report-returned"}
    assert about_report <= kinds_offered(session, example, reported_case(session, example, unspent=0))
    transfers = {"transfer-granted", "transfer-refused"}
    assert about_report | transfers <= kinds_offered(session, example, reported_case(session, example))


def test_missing_information_is_asked_for_and_the_answer_is_taken_after_the_deadline(
    session: Session, example: Example
) -> None:
    case = sent_case(session, example)
    impartial(session, case, example.actor("caseworker"))
    document = issue(session, example, case, MISSING, {"items": ITEMS, "deadline": in_days(example, 21)})
    assert (document.kind, document.visible_to_applicant, document.language) == ("missing-information", True, "nb")
    letter = text_of(session, case, "missing-information")
    for said in ("Vedtektene", "Filen er tom", "13.\u00a0desember\u00a02026", "Saksbehandler"):
        assert said in letter
    assert (case.status, case.shown_status) == ("waiting", "waiting")
    assert [row.name for row in stored_events(session, case)][-2:] == ["LetterIssued", "InformationRequested"]
    assert sorted(mail.to for mail in example.mails) == ["soker1@lyttende.example", "soker2@lyttende.example"]

    example.clock.forward(days=40)
    page = case_page(session, example.actor("leader"), example.schemes, case.id, example.clock())
    assert [(one.year, one.points) for one in page.asked] == [(None, [(ITEMS[0]["what"], ITEMS[0]["why"])])]
    assert page.can_correct
    assert why_closed(state_of(session, case), view_of(case.call, example.schemes, example.clock())) is None
    send_version(session, example, case, answers_in("application.valid.json"), at=example.clock(), in_time=False)
    state = state_of(session, case)
    assert (state.in_time, state.information_due, case.status) == (True, None, "submitted")


def test_what_the_formal_control_did_not_find_is_asked_for(session: Session, example: Example) -> None:
    case = sent_case(session, example, project_title="", is_free=False)
    caseworker = example.actor("caseworker")
    impartial(session, case, caseworker)
    note = "Styret er ikke oppgitt."
    arguments: dict[str, Any] = {"finding": "eligibility", "accepted": False, "note": note, "at": START}
    judge_finding(session, caseworker, example.schemes, case.id, **arguments)
    letter = letter_to_write(session, caseworker, example.office, case.id, MISSING, START)
    assert letter.first["deadline"] == "2026-12-13"
    whys = [row["why"] for row in letter.first["items"]]
    assert note in whys
    assert len(whys) >= 2


@pytest.mark.parametrize(
    ("entered", "places"),
    [
        ({}, ["items", "deadline"]),
        ({"items": [{"key": "a", "what": "Budsjett"}], "deadline": "2026-12-24"}, ["items[0].why"]),
        ({"items": ITEMS, "deadline": "2026-11-21"}, ["deadline"]),
        ({"items": ITEMS, "deadline": "i morgen"}, ["deadline"]),
        ({"items": [{**ITEMS[0], "why": "Tegn\x07"}], "deadline": "2026-12-24"}, ["items[0].why"]),
    ],
)
def test_what_cannot_be_sent_is_told_at_its_question_and_nothing_is_stored(
    session: Session, example: Example, entered: dict[str, Any], places: list[str]
) -> None:
    case = sent_case(session, example)
    impartial(session, case, example.actor("caseworker"))
    with pytest.raises(EnteredFaulty) as refused:
        issue(session, example, case, MISSING, entered)
    assert [finding.field for finding in refused.value.findings] == places
    session.rollback()
    assert documents_of(session, case) == []
    assert example.mails == []


def test_only_an_impartial_caseworker_of_the_same_administrator_writes(session: Session, example: Example) -> None:
    case = sent_case(session, example)
    entered = {"items": ITEMS, "deadline": in_days(example, 21)}
    where = (example.office, case.id, MISSING, entered)
    for who, failure in (("caseworker", ImpartialityNotDeclared), ("approver", RoleMissing), ("leader", CaseNotFound)):
        with pytest.raises(failure):
            issue_later_letter(session, example.actor(who), *where, issued=0, at=START)
        session.rollback()
    caseworker = example.actor("caseworker")
    declare_impartiality(session, caseworker, case.id, impartial=False, note="Venn.", at=START)
    with pytest.raises(NotImpartial):
        issue_later_letter(session, caseworker, *where, issued=0, at=START)


def test_two_clicks_issue_one_letter(session: Session, example: Example) -> None:
    case = accepted_case(session, example)
    late(example)
    offer, entered = Offer("report-reminder", year_of(case)), {"deadline": in_days(example, 14)}
    first = issue(session, example, case, offer, entered)
    assert issue(session, example, case, offer, entered).id == first.id
    assert state_of(session, case).reports[year_of(case)].reminders == 1


def test_a_report_is_reminded_of_twice(session: Session, example: Example) -> None:
    case = accepted_case(session, example)
    late(example)
    offer, entered = Offer("report-reminder", year_of(case)), {"deadline": in_days(example, 14)}
    issue(session, example, case, offer, entered)
    issue(session, example, case, offer, entered, issued=1)
    documents = [one for one in documents_of(session, case) if one.kind == "report-reminder"]
    assert [one.facts["reminder"]["number"] for one in documents if one.facts] == [1, 2]
    with pytest.raises(LetterNotOffered):
        issue(session, example, case, offer, entered, issued=2)


def test_an_approved_report_is_closed_until_it_is_returned(session: Session, example: Example) -> None:
    case = reported_case(session, example)
    year = year_of(case)
    caseworker = example.actor("caseworker")
    letter = letter_to_write(session, caseworker, example.office, case.id, Offer("report-approved", year), START)
    assert letter.first["unspent"] == "120000"
    approved = {"carried_over": 0, "used": 1_530_000, "unspent": 120_000, "remarks": "Godt jobbet."}
    issue(session, example, case, Offer("report-approved", year), approved)
    assert case.status == "report_approved"
    with pytest.raises(ReportIsApproved):
        send_report(session, example, case, number=2)
    session.rollback()

    questions = [{"key": "a", "question": "Hva er «annet»?", "about": "Regnskap"}]
    returned = {"questions": questions, "deadline": in_days(example, 14)}
    issue(session, example, case, Offer("report-returned", year), returned)
    page = case_page(session, example.actor("leader"), example.schemes, case.id, example.clock())
    assert [(one.year, one.points) for one in page.asked] == [(year, [("Regnskap", "Hva er «annet»?")])]
    send_report(session, example, case, number=2)
    assert case.status == "reported"
    assert report_of(session, case, example.schemes, year).standing.waits_for_office


def test_no_more_can_be_left_than_was_granted(session: Session, example: Example) -> None:
    case = reported_case(session, example)
    entered = {"carried_over": 0, "used": 1, "unspent": 1_650_001}
    with pytest.raises(EnteredFaulty) as refused:
        issue(session, example, case, Offer("report-approved", year_of(case)), entered)
    assert [(one.field, one.code) for one in refused.value.findings] == [("unspent", "too_large")]


def test_an_appeal_is_received_and_sent_on(session: Session, example: Example) -> None:
    case = granted_case(session, example)
    example.clock.forward(days=10)
    received = {"received_on": in_days(example, -1), "in_time": True, "wants": "Mer penger."}
    issue(session, example, case, Offer("appeal-received"), received)
    state = state_of(session, case)
    assert (case.status, state.appeal and state.appeal.received_on) == ("appealed", date(2026, 12, 1))
    assert {"appeal-changed", "appeal-forwarded"} <= kinds_offered(session, example, case)
    assert "Helse- og omsorgsdepartementet" in text_of(session, case, "appeal-received")

    letter = letter_to_write(
        session, example.actor("caseworker"), example.office, case.id, Offer("appeal-forwarded"), example.clock()
    )
    assert "Klagen, mottatt 1. desember 2026" in letter.first["enclosures"]
    forwarded = {
        "assessment": "Vedtaket står.", "comments_by": in_days(example, 21), "body_address": "post@departement.example",
        "enclosures": letter.first["enclosures"],
    }  # fmt: skip
    issue(session, example, case, Offer("appeal-forwarded"), forwarded)
    assert case.status == "dispatched"
    assert "Vedtaket står." in text_of(session, case, "appeal-forwarded")


def test_an_appeal_from_the_future_is_a_slip(session: Session, example: Example) -> None:
    case = granted_case(session, example)
    with pytest.raises(EnteredFaulty) as refused:
        issue(session, example, case, Offer("appeal-received"), {"received_on": "2026-12-24", "in_time": True})
    assert [one.code for one in refused.value.findings] == ["too_late"]


def test_a_draft_is_read_before_anything_is_stored(session: Session, example: Example) -> None:
    case = accepted_case(session, example)
    entered = {
        "ground": "breach", "amount": 90_000, "background": "Pengene gikk til noe annet.", "reason": "Vilkår 3.",
        "comments_by": in_days(example, 21),
    }  # fmt: skip
    where = (example.office, case.id, Offer("recovery-notice"), entered, START)
    draft = preview_later_letter(session, example.actor("caseworker"), *where)
    assert draft.file_name.startswith("Utkast")
    assert "90\u00a0000" in read_letter(draft.content).text
    assert documents_of(session, case) == []


def test_a_withdrawn_application_gets_no_letters(session: Session, example: Example) -> None:
    case = sent_case(session, example)
    case_id = case.id
    arguments: dict[str, Any] = {"reason": "", "language": "nb", "at": START}
    withdraw_application(session, example.actor("leader"), example.office, case_id, **arguments)
    assert kinds_offered(session, example, case) == set()
