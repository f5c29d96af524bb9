"""What a caseworker reads of a case: formal control, what a correction changed, the first background, the log."""

from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from formsvc.services.background import background
from formsvc.services.case_log import Changed, case_log
from formsvc.services.check_case import check_case
from formsvc.services.compare_versions import compare_versions
from formsvc.services.judge_finding import judge_finding
from formsvc.services.open_case import OpenCase, Task, open_case
from formsvc.services.propose_decision import Proposal, propose_decision
from formsvc.storage.models import Case, RegisterAnswer
from tests.fixtures.cases import REASON, answers_in, impartial, send_version, sent_case
from tests.fixtures.example import START, Example


def opened(session: Session, example: Example, case: Case, who: str = "caseworker") -> OpenCase:
    return open_case(session, example.actor(who), example.schemes, case.id)


def judgements(session: Session, example: Example, case: Case) -> dict[str, str]:
    control = check_case(session, case, example.schemes)
    assert control
    return {shown.finding.id: shown.finding.judgement for shown in control.findings}


def test_a_good_application_leaves_nothing_to_judge(session: Session, example: Example) -> None:
    case = sent_case(session, example)
    assert set(judgements(session, example, case).values()) == {"found"}


def test_what_is_not_as_it_should_be_is_left_to_a_person(session: Session, example: Example) -> None:
    case = sent_case(session, example, in_time=False, is_free=False, experience=None)
    found = judgements(session, example, case)
    assert (found["in_time"], found["complete"], found["eligibility"]) == (
        "not_found",
        "not_found",
        "person_must_judge",
    )


@pytest.mark.parametrize(
    ("found", "since", "expected"),
    [
        (True, "2026-11-22", "found"),
        (True, "2026-11-23", "not_found"),
        (True, None, "person_must_judge"),
        (False, None, "not_found"),
        (None, None, "person_must_judge"),
    ],
)
def test_the_register_counts_on_the_day_the_application_came(
    session: Session, example: Example, found: bool | None, since: str | None, expected: str
) -> None:
    case = sent_case(session, example)
    said = RegisterAnswer(
        orgnr=case.organisation.orgnr,
        register="voluntary",
        found=found,
        registered_on=since,
        source="prøve",
        asked_at=START + timedelta(hours=1),
    )
    session.add(said)
    session.commit()
    assert judgements(session, example, case)["register"] == expected


def test_a_register_that_was_never_asked_is_left_to_a_person(session: Session, example: Example) -> None:
    case = sent_case(session, example)
    session.execute(delete(RegisterAnswer))
    session.commit()
    assert judgements(session, example, case)["register"] == "person_must_judge"
    assert "registeret" not in background(opened(session, example, case), check_case(session, case, example.schemes))


def test_a_judgement_is_shown_with_who_and_why(session: Session, example: Example) -> None:
    case = sent_case(session, example, in_time=False)
    impartial(session, case, example.actor("caseworker"))
    before = check_case(session, case, example.schemes)
    judge_finding(
        session,
        example.actor("caseworker"),
        example.schemes,
        case.id,
        finding="in_time",
        accepted=True,
        note="Tjenesten var nede.",
        at=START,
    )
    after = check_case(session, case, example.schemes)
    assert before
    assert after
    judged = next(shown.judged for shown in after.findings if shown.finding.id == "in_time")
    assert judged
    assert (before.open_count, after.open_count) == (1, 0)
    assert (judged.name, judged.note, judged.accepted) == ("Saksbehandler 1", "Tjenesten var nede.", True)


def test_only_what_a_correction_changed_is_marked(session: Session, example: Example) -> None:
    case = sent_case(session, example)
    changed = answers_in("application.valid.json") | {"experience": "Ny.", "has_collaboration": False}
    del changed["collaboration"]
    send_version(session, example, case, changed, at=START + timedelta(hours=1))
    page = opened(session, example, case)
    first, second = (page.view_of(version) for version in page.submissions)

    changes = compare_versions(first, second, "nb")

    assert [(one.before is None, one.after is None) for one in changes] == [
        (False, False),
        (False, False),
        (False, True),
    ]
    assert changes[0].after
    assert changes[0].after.text == "Ny."
    assert compare_versions(second, second, "nb") == []


def test_the_background_is_written_in_the_recipients_language(session: Session, example: Example) -> None:
    case = sent_case(session, example, file="application-three-years.valid.json", language="nn", in_time=False)
    words = background(opened(session, example, case), check_case(session, case, example.schemes))
    plain = words.replace("\u00a0", " ")
    assert plain.startswith("De søkte om kr 1 200 000 for 2027, kr 1 430 000 for 2028 og kr 1 490 000 for 2029 til")
    assert "etter fristen 16. desember 2026" in plain


def test_the_log_tells_what_changed_from_what(session: Session, example: Example) -> None:
    case = sent_case(session, example)
    caseworker = example.actor("caseworker")
    impartial(session, case, caseworker, example.actor("approver"))
    for number, amount in enumerate((500_000, 400_000)):
        part = Proposal("partial-award", amount, 1, REASON, version_read=number)
        propose_decision(session, caseworker, case.id, part, START)

    entries = case_log(session, case)

    assert [entry.name for entry in entries] == [
        "ApplicationStarted",
        "ApplicationSubmitted",
        "ImpartialityDeclared",
        "ImpartialityDeclared",
        "DecisionProposed",
        "DecisionProposed",
    ]
    assert entries[-1].changes == (Changed("amount", 500_000, 400_000),)
    assert entries[3].changes == (Changed("impartial", old=None, new=True),), (
        "another person's declaration is no change"
    )


@pytest.mark.parametrize(
    ("who", "task"),
    [("caseworker", "declare"), ("approver", "declare"), ("signatory", "wait"), ("caseworker2", "declare")],
)
def test_what_is_next_depends_on_who_looks(session: Session, example: Example, who: str, task: Task) -> None:
    case = sent_case(session, example)
    assert opened(session, example, case, who).task == task


def test_what_is_next_follows_the_case(session: Session, example: Example) -> None:
    case = sent_case(session, example)
    caseworker, approver = example.actor("caseworker"), example.actor("approver")
    impartial(session, case, caseworker, approver)
    assert [opened(session, example, case, who).task for who in ("caseworker", "approver")] == ["propose", "wait"]
    propose_decision(session, caseworker, case.id, Proposal("refusal", 0, 0, REASON), START)
    assert [opened(session, example, case, who).task for who in ("caseworker", "approver")] == [
        "wait_approval",
        "approve",
    ]
