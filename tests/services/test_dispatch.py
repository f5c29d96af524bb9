"""An approved decision goes out: letters, numbers, dates, mail; and one fault stops all."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from formsvc.casework.four_eyes import DecisionAlreadySent
from formsvc.kernel.identifiers import InvalidAccount
from formsvc.letters import MissingTemplate
from formsvc.letters.facts import GrantFacts
from formsvc.letters.reading import read_letter
from formsvc.services.accept_grant import AccountsDiffer, NothingToAccept, TermsNotAccepted, accept_grant
from formsvc.services.actor import CaseNotFound, NotSignatory, RoleMissing
from formsvc.services.decided_case import NoDecision
from formsvc.services.decision_dates import decision_dates
from formsvc.services.dispatch_decision import NotApproved, dispatch_decision
from formsvc.services.mail import Mail
from formsvc.services.own_cases import DocumentNotFound, own_document
from formsvc.services.preview_letters import NoSuchLetter, preview_letter, preview_letters
from formsvc.services.propose_decision import Proposal, propose_decision
from formsvc.services.staff_documents import staff_document
from formsvc.storage.cases import state_of, stored_events
from formsvc.storage.documents import documents_of, file_content
from formsvc.storage.models import Case
from formsvc.texts import text
from tests.fixtures.cases import REASON, TEMPLATES, approve, impartial, office_of, sent_case
from tests.fixtures.example import START, Example

AWARD = Proposal("award", 1_650_000, 1, REASON)
REFUSAL = Proposal("refusal", 0, 0, "Andre søknader traff målgruppen bedre.")
ACCOUNT = "97100500012"


def approved(session: Session, example: Example, proposal: Proposal = AWARD, **sent: Any) -> Case:
    case = sent_case(session, example, **sent)
    approve(session, example, case, proposal)
    return case


def send(session: Session, example: Example, case: Case, templates: Path = TEMPLATES) -> None:
    dispatch_decision(session, example.actor("caseworker"), office_of(example, templates), case.id, START)


def words_of(session: Session, case: Case, kind: str) -> str:
    document = next(one for one in documents_of(session, case) if one.kind == kind)
    return read_letter(file_content(session, document.sha256)).text


def test_a_grant_gives_two_numbered_letters_an_event_and_a_deadline(session: Session, example: Example) -> None:
    case = approved(session, example)

    send(session, example, case)

    documents = documents_of(session, case)
    assert [(one.number, one.kind, one.direction, one.visible_to_applicant) for one in documents] == [
        (1, "award", "out", True),
        (2, "grant", "out", True),
    ]
    assert {(one.language, one.language_reason) for one in documents} == {("nb", "application")}
    assert all(one.template_sha256 and one.facts for one in documents)
    assert (case.status, case.granted_amount) == ("dispatched", 1_650_000)
    names = [row.name for row in stored_events(session, case)]
    assert names[-3:] == ["LetterIssued", "LetterIssued", "DecisionDispatched"]
    scheme = example.schemes.get(case.call.scheme, case.call.edition)
    dates = decision_dates(case, scheme, state_of(session, case))
    assert dates
    assert (dates.appeal_by, dates.accept_by, dates.report_by) == (
        date(2026, 12, 13),
        date(2026, 12, 20),
        date(2028, 4, 1),
    )


def test_the_members_are_told_that_there_is_a_letter_and_nothing_else(session: Session, example: Example) -> None:
    case = approved(session, example, REFUSAL)
    send(session, example, case)
    assert sorted(mail.to for mail in example.mails) == ["soker1@lyttende.example", "soker2@lyttende.example"]
    for mail in example.mails:
        assert f"https://tilskudd.example/mine-saker/{case.id}" in mail.body
        assert "avsl" not in f"{mail.subject} {mail.body}".lower()


class BrokenOutbox:
    """An outbox on a full disk."""

    def send(self, mail: Mail) -> None:
        raise OSError(28, "No space left on device", mail.to)


def test_a_decision_stands_even_where_no_notice_can_be_written(session: Session, example: Example) -> None:
    case = approved(session, example)
    office = replace(office_of(example, TEMPLATES), mailer=BrokenOutbox())

    dispatch_decision(session, example.actor("caseworker"), office, case.id, START)

    assert state_of(session, case).status == "dispatched"


def test_a_refusal_is_one_letter_that_tells_how_to_appeal(session: Session, example: Example) -> None:
    case = approved(session, example, REFUSAL)
    send(session, example, case)
    assert [one.kind for one in documents_of(session, case)] == ["refusal"]
    letter = words_of(session, case, "refusal")
    for said in ("avslår søknaden", "Andre søknader traff", "klage", "3 uker", "Helse- og omsorgsdepartementet"):
        assert said in letter


def test_the_letters_speak_the_language_of_the_application(session: Session, example: Example) -> None:
    case = approved(session, example, language="nn")
    send(session, example, case)
    assert {one.language for one in documents_of(session, case)} == {"nn"}
    assert "Stadfest" in words_of(session, case, "grant")


def test_the_grant_letter_holds_the_cases_own_targets(session: Session, example: Example) -> None:
    case = approved(session, example)
    send(session, example, case)
    letter = words_of(session, case, "grant")
    due = "1.\u00a0april\u00a02028"
    for said in ("Faste samtaler 260", "Samtalegrupper 84", "Kveldschatten 1\u00a0400", "85\u00a0%", due):
        assert said in letter


@pytest.mark.parametrize(("amount", "needed"), [(199_999, False), (200_000, True)])
def test_an_auditor_is_needed_from_the_rules_own_limit_inclusive(
    session: Session, example: Example, amount: int, needed: bool
) -> None:
    case = approved(session, example, Proposal("partial-award", amount, 1, REASON))
    send(session, example, case)
    stored = next(one.facts for one in documents_of(session, case) if one.kind == "grant")
    facts = GrantFacts.model_validate(stored)
    assert (facts.accounts.auditor_required, facts.accounts.auditor_threshold) == (needed, 200_000)
    assert ("Derfor må en revisor bekrefte regnskapet" in words_of(session, case, "grant")) is needed


def test_several_years_come_with_their_own_amounts_and_the_reservation(session: Session, example: Example) -> None:
    case = approved(
        session,
        example,
        Proposal("award", 1_200_000, 3, REASON),
        file="application-three-years.valid.json",
        language="nn",
    )
    send(session, example, case)
    letter = words_of(session, case, "grant")
    for year, kroner in ((2027, "1 200 000"), (2028, "1 430 000"), (2029, "1 490 000")):
        assert f"{year} kr {kroner}" in letter.replace("\u00a0", " ")
    assert "Stortinget løyver pengar" in letter


HOSTILE = 'Æ & <b>"fet"</b> {{ 7*7 }} {% raw %} \u202eomvendt 🎻\nny linje'


def test_hostile_words_stand_in_the_letter_as_they_were_written(session: Session, example: Example) -> None:
    hostile = replace(AWARD, reason=HOSTILE, terms=HOSTILE)
    case = approved(session, example, hostile, project_title="A & <i>B</i> {{ x }}")
    send(session, example, case)
    letter = words_of(session, case, "award")
    assert '& <b>"fet"</b> {{ 7*7 }} {% raw %}' in letter
    assert "A & <i>B</i> {{ x }}" in letter
    assert "49" not in letter.replace("49\u00a0", "")


def test_only_an_approved_decision_is_sent_and_only_once(session: Session, example: Example) -> None:
    case = sent_case(session, example)
    impartial(session, case, example.actor("caseworker"))
    with pytest.raises(NotApproved):
        send(session, example, case)
    propose_decision(session, example.actor("caseworker"), case.id, AWARD, START)
    with pytest.raises(NotApproved):
        send(session, example, case)

    sent = approved(session, example)
    send(session, example, sent)
    with pytest.raises(DecisionAlreadySent):
        send(session, example, sent)
    assert len(documents_of(session, sent)) == 2


def test_roles_count_for_sending(session: Session, example: Example) -> None:
    case = approved(session, example)
    for who, failure in (("signatory", RoleMissing), ("leader", CaseNotFound)):
        with pytest.raises(failure):
            dispatch_decision(session, example.actor(who), office_of(example), case.id, START)


def test_a_letter_that_cannot_be_made_stops_all(session: Session, example: Example, tmp_path: Path) -> None:
    templates = tmp_path / "letter_templates"
    shutil.copytree(TEMPLATES, templates)
    (templates / "nb/grant.docx").unlink()
    case = approved(session, example)
    with pytest.raises(MissingTemplate):
        send(session, example, case, templates)
    session.rollback()
    assert documents_of(session, case) == []
    assert state_of(session, case).status == "approved"
    assert example.mails == []


def test_letters_can_be_read_before_anything_is_approved(session: Session, example: Example) -> None:
    case = sent_case(session, example)
    caseworker = example.actor("caseworker")
    impartial(session, case, caseworker)
    with pytest.raises(NoDecision):
        preview_letters(session, caseworker, office_of(example), case.id, START)
    propose_decision(session, caseworker, case.id, AWARD, START)

    drafts = preview_letters(session, caseworker, office_of(example), case.id, START)

    assert [draft.kind for draft in drafts] == ["award", "grant"]
    assert all(draft.file_name.startswith("Utkast") for draft in drafts)
    assert "settes inn når vedtaket er godkjent" in read_letter(drafts[0].content).text
    assert documents_of(session, case) == []
    with pytest.raises(NoSuchLetter):
        preview_letter(session, caseworker, office_of(example), case.id, "refusal", START)


def test_documents_are_for_those_who_may_see_them(session: Session, example: Example) -> None:
    case = approved(session, example)
    send(session, example, case)
    for read, who in ((own_document, "leader"), (own_document, "writer"), (staff_document, "signatory")):
        document, content = read(session, example.actor(who), case.id, 1)
        assert (document.title, content[:2]) == (text("letters.title.award", "nb"), b"PK")
    for read, who in ((own_document, "other"), (own_document, "caseworker"), (staff_document, "leader")):
        with pytest.raises(CaseNotFound):
            read(session, example.actor(who), case.id, 1)
    for read, who in ((own_document, "leader"), (staff_document, "caseworker")):
        with pytest.raises(DocumentNotFound):
            read(session, example.actor(who), case.id, 3)


def accept(session: Session, example: Example, case: Case, **changes: Any) -> None:
    typed: dict[str, Any] = {"who": "leader", "account": "9710 05 00012", "again": ACCOUNT, "accepts": True} | changes
    accept_grant(
        session,
        example.actor(typed["who"]),
        case.id,
        account=typed["account"],
        account_again=typed["again"],
        accepts=typed["accepts"],
        at=START + timedelta(days=1),
    )


def test_the_signatory_accepts_with_an_account(session: Session, example: Example) -> None:
    case = approved(session, example)
    send(session, example, case)
    accept(session, example, case)
    assert (case.status, case.account) == ("accepted", ACCOUNT)
    accept(session, example, case)
    assert [row.name for row in stored_events(session, case)].count("GrantAccepted") == 1


@pytest.mark.parametrize(
    ("changes", "failure"),
    [
        ({"who": "writer"}, NotSignatory),
        ({"who": "other"}, CaseNotFound),
        ({"who": "caseworker"}, CaseNotFound),
        ({"accepts": False}, TermsNotAccepted),
        ({"account": "97100500013", "again": "97100500013"}, InvalidAccount),
        ({"account": "00000000000", "again": "00000000000"}, InvalidAccount),
        ({"again": "30004012344"}, AccountsDiffer),
    ],
)
def test_what_is_no_acceptance(
    session: Session, example: Example, changes: dict[str, Any], failure: type[Exception]
) -> None:
    case = approved(session, example)
    send(session, example, case)
    with pytest.raises(failure):
        accept(session, example, case, **changes)
    session.rollback()
    assert state_of(session, case).status == "dispatched"


def test_only_a_sent_grant_can_be_accepted(session: Session, example: Example) -> None:
    unsent = approved(session, example)
    refused = approved(session, example, REFUSAL)
    send(session, example, refused)
    for case in (unsent, refused):
        with pytest.raises(NothingToAccept):
            accept(session, example, case)


def test_a_sent_letter_says_its_language_and_has_a_name_to_file_it_by(session: Session, example: Example) -> None:
    case = approved(session, example, language="nn")
    send(session, example, case)
    document, content = staff_document(session, example.actor("caseworker"), case.id, 1)
    assert document.file_name == f"26-00001 {text('letters.title.award', 'nn')}.docx"
    assert read_letter(content).language == "nn-NO"
