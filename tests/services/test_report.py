"""The annual report: opened on the application's targets and budget, validated again, sent as numbered versions."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from formsvc.services.actor import CaseNotFound, NotSignatory
from formsvc.services.read_report import report_for, reports_for, version_of
from formsvc.services.report_of import ReportNotFound, ReportNotOpen
from formsvc.services.submit_report import ReportIncomplete
from formsvc.storage.cases import stored_events
from formsvc.storage.documents import documents_of
from formsvc.storage.models import Case
from tests.fixtures.example import Example
from tests.fixtures.reporting import (
    accepted_case,
    fill_in_report,
    granted_case,
    opened_report,
    report_answers,
    reported_years,
    send_report,
    year_of,
)


@pytest.fixture
def case(session: Session, example: Example) -> Case:
    return accepted_case(session, example)


def faults(session: Session, example: Example, case: Case, section: str) -> set[tuple[str, str]]:
    """Field and code of everything that stands in a section's way."""
    return {(fault.field, fault.code) for fault in opened_report(session, example, case).progress.of(section).errors}


def test_the_report_opens_when_the_grant_is_accepted(session: Session, example: Example) -> None:
    case = granted_case(session, example)

    with pytest.raises(ReportNotOpen):
        opened_report(session, example, case)


def test_a_case_without_a_grant_owes_no_report(session: Session, example: Example, case: Case) -> None:
    with pytest.raises(ReportNotFound):
        report_for(session, example.actor("leader"), example.schemes, case.id, year_of(case) + 1, "recipient")


def test_the_report_starts_with_the_granted_amount(session: Session, example: Example, case: Case) -> None:
    opened = opened_report(session, example, case)

    assert opened.typed_in(opened.section("accounts"))["grant_received"] == 1_650_000
    assert opened.due.at == datetime(year_of(case) + 1, 4, 1, 21, 59, 59, tzinfo=UTC)
    assert not opened.due.passed


def test_what_is_left_of_the_grant_is_worked_out(session: Session, example: Example, case: Case) -> None:
    given = report_answers(session, example)
    kept = {name: value for name, value in given.items() if not name.startswith(("unspent", "transfer_plan"))}
    opened = opened_report(session, example, case)
    accounts = opened.section("accounts")

    view = opened.progress_with(accounts, kept).view
    fill_in_report(session, example, case, kept)

    assert view.value("grant_used") == 1_610_000
    assert opened_report(session, example, case).prefilled["unspent_amount"] == 40_000


def test_a_whole_report_is_sent_and_gives_a_numbered_version(session: Session, example: Example, case: Case) -> None:
    fill_in_report(session, example, case, report_answers(session, example))

    sent = send_report(session, example, case)

    year = year_of(case)
    assert (sent.number, sent.kind, sent.origin) == (1, "original", "web")
    assert sent.reference == f"{case.number}-R{year}-1"
    assert reported_years(session, case) == {year: 1}
    assert case.status == "reported"
    assert "revisorbekreftelse.pdf" in [document.title for document in documents_of(session, case)]


def test_a_second_click_sends_once_and_a_correction_is_a_new_version(
    session: Session, example: Example, case: Case
) -> None:
    fill_in_report(session, example, case, report_answers(session, example))
    first = send_report(session, example, case)

    again = send_report(session, example, case)
    corrected = send_report(session, example, case, number=2)

    assert again.id == first.id
    assert (corrected.number, corrected.kind) == (2, "correction")
    report = report_for(session, example.actor("leader"), example.schemes, case.id, year_of(case), "recipient")
    assert version_of(report).sent.number == 2
    assert version_of(report, 1).sent.number == 1


@pytest.mark.parametrize("result", [86, 84])
def test_a_deviation_either_way_must_be_explained(session: Session, example: Example, case: Case, result: int) -> None:
    changed = {"result.needed_offer_share": result, "deviation.needed_offer_share": None}
    fill_in_report(session, example, case, report_answers(session, example, **changed))

    assert faults(session, example, case, "results") == {("deviation.needed_offer_share", "deviation_unexplained")}
    with pytest.raises(ReportIncomplete):
        send_report(session, example, case)
    assert reported_years(session, case) == {}


def test_zero_not_relevant_and_unanswered_are_three_things(session: Session, example: Example, case: Case) -> None:
    place = "deviation.training_share"
    for result, expected in ((0, {place}), ({"not_relevant": True}, {place}), (None, {"result.training_share"})):
        given = report_answers(session, example, **{"result.training_share": result})
        fill_in_report(session, example, case, given)
        assert {field for field, _ in faults(session, example, case, "results")} == expected


@pytest.mark.parametrize(("amount", "demanded"), [(199_999, False), (200_000, True)])
def test_the_auditors_statement_is_demanded_from_the_threshold(
    session: Session, example: Example, amount: int, demanded: bool
) -> None:
    case = accepted_case(session, example, amount)
    fill_in_report(session, example, case, report_answers(session, example, auditor_statement=None))

    missing = ("auditor_statement", "attachment_missing") in faults(session, example, case, "accounts")

    assert missing is demanded


def test_a_late_report_is_taken_and_marked(session: Session, example: Example, case: Case) -> None:
    fill_in_report(session, example, case, report_answers(session, example))
    example.clock.moment = datetime(year_of(case) + 1, 4, 1, 22, 0, 0, tzinfo=UTC)

    assert opened_report(session, example, case).due.passed
    send_report(session, example, case)

    assert stored_events(session, case)[-1].data["in_time"] is False
    assert reports_for(session, example.actor("caseworker"), example.schemes, case.id, "staff")[0].late


def test_a_correction_after_the_deadline_does_not_make_a_timely_report_late(
    session: Session, example: Example, case: Case
) -> None:
    fill_in_report(session, example, case, report_answers(session, example))
    example.clock.moment = datetime(year_of(case) + 1, 4, 1, 21, 59, 59, tzinfo=UTC)
    send_report(session, example, case)
    example.clock.forward(days=3)

    send_report(session, example, case, number=2)

    assert [row.data["in_time"] for row in stored_events(session, case) if row.name == "ReportSubmitted"] == [True] * 2


def test_only_the_signatory_sends_and_no_other_organisation_sees_it(
    session: Session, example: Example, case: Case
) -> None:
    fill_in_report(session, example, case, report_answers(session, example))

    with pytest.raises(NotSignatory):
        send_report(session, example, case, who="writer")
    with pytest.raises(CaseNotFound):
        opened_report(session, example, case, who="other")
    with pytest.raises(CaseNotFound):
        opened_report(session, example, case, who="caseworker")
