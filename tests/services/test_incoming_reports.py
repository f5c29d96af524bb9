"""Many old reports uploaded to a call: read outside the request, each in the one case that its number says."""

import pytest
from sqlalchemy.orm import Session

from formsvc.services.actor import CaseNotFound, RoleMissing
from formsvc.services.attempts import MOST_ATTEMPTS
from formsvc.services.call_for import CallNotFound
from formsvc.services.open_incoming import IncomingNotFound, open_incoming
from formsvc.services.read_incoming_report import begin_reading, waiting_reports
from formsvc.services.review_legacy_report import review_legacy_report
from formsvc.services.upload_incoming_reports import (
    MOST_FILES,
    ChosenFile,
    NoFiles,
    TooManyFiles,
    YearNotReported,
    place_incoming_report,
    upload_incoming_reports,
)
from formsvc.storage.cases import stored_events
from formsvc.storage.documents import documents_of
from formsvc.storage.incoming import incoming_on
from formsvc.storage.models import Case, IncomingReport
from tests.fixtures.example import Example
from tests.fixtures.incoming import outcomes, read_all, report_of_orgnr, upload_all
from tests.fixtures.old_reports import LINES, report_pdf, scanned_pdf, unrelated_pdf
from tests.fixtures.reporting import accepted_case, granted_case, year_of

OWN, STRANGER = "310012114", "974760673"


@pytest.fixture
def case(session: Session, example: Example) -> Case:
    return accepted_case(session, example)


def only(session: Session, case: Case) -> IncomingReport:
    (row,) = incoming_on(session, case.call_id)
    return row


def place(session: Session, example: Example, case: Case, item_id: int, who: str = "caseworker") -> None:
    place_incoming_report(session, example.actor(who), case.call_id, item_id, case.id)


def test_a_report_finds_its_case_by_the_number_in_it(session: Session, example: Example, case: Case) -> None:
    upload_all(session, example, case, {"rapport.pdf": report_pdf()})
    assert outcomes(session, case) == {"rapport.pdf": ("waiting", None)}
    assert documents_of(session, case) == []

    read_all(session, example)

    row = only(session, case)
    assert (row.status, row.case_id) == ("ready", case.id)
    assert row.found
    assert row.document
    assert (row.found["values"], row.found["sections"], row.found["orgnr"]) == (4, 1, OWN)
    actor = example.actor("caseworker")
    review = review_legacy_report(session, actor, example.office, case.id, row.document.number)
    assert review.item("result.needed_offer_share").value == 88
    event = stored_events(session, case)[-1]
    assert (event.name, event.actor_id) == ("LegacyReportRead", actor.id)


def test_each_file_says_what_came_of_it_and_none_stops_the_others(
    session: Session, example: Example, case: Case
) -> None:
    files = {
        "brev.docx": b"PK\x03\x04", "fremmed.pdf": report_of_orgnr(STRANGER), "last.pdf": report_pdf(password="x"),
        "rapport.pdf": report_pdf(), "skannet.pdf": scanned_pdf(), "tom.pdf": b"", "vafler.pdf": unrelated_pdf(),
        "ødelagt.pdf": report_pdf()[:300], "uten nummer.pdf": report_pdf(LINES[1:]),
    }  # fmt: skip

    upload_all(session, example, case, files)
    read_all(session, example)

    assert outcomes(session, case) == {
        "brev.docx": ("failed", "pdf_not_pdf"),
        "fremmed.pdf": ("failed", "orgnr_unknown"),
        "last.pdf": ("failed", "pdf_encrypted"),
        "rapport.pdf": ("ready", None),
        "skannet.pdf": ("failed", "pdf_no_text"),
        "tom.pdf": ("failed", "empty_file"),
        "uten nummer.pdf": ("failed", "orgnr_missing"),
        "vafler.pdf": ("failed", "pdf_not_a_report"),
        "ødelagt.pdf": ("failed", "pdf_corrupt"),
    }
    assert len(documents_of(session, case)) == 1


def test_the_same_file_again_is_the_same_row_and_the_same_document(
    session: Session, example: Example, case: Case
) -> None:
    for name in ("rapport.pdf", "kopi.pdf"):
        upload_all(session, example, case, {name: report_pdf()})
        read_all(session, example)

    assert outcomes(session, case) == {"rapport.pdf": ("ready", None)}
    assert len(documents_of(session, case)) == 1


def test_what_lies_in_the_case_already_is_said(session: Session, example: Example, case: Case) -> None:
    upload_all(session, example, case, {"rapport.pdf": report_pdf()})
    read_all(session, example)
    row = only(session, case)
    row.status, row.document_id = "waiting", None

    read_all(session, example)

    assert outcomes(session, case) == {"rapport.pdf": ("known", None)}
    assert only(session, case).document_id == documents_of(session, case)[0].id
    assert len(documents_of(session, case)) == 1


def test_a_number_that_two_cases_have_is_left_to_a_person(session: Session, example: Example, case: Case) -> None:
    accepted_case(session, example)
    upload_all(session, example, case, {"rapport.pdf": report_pdf()})
    read_all(session, example)
    assert outcomes(session, case) == {"rapport.pdf": ("failed", "orgnr_of_several")}

    place(session, example, case, only(session, case).id)
    read_all(session, example)

    assert outcomes(session, case) == {"rapport.pdf": ("ready", None)}
    assert len(documents_of(session, case)) == 1


def test_a_scan_is_kept_where_a_person_places_it(session: Session, example: Example, case: Case) -> None:
    upload_all(session, example, case, {"skannet.pdf": scanned_pdf()})
    read_all(session, example)
    found = open_incoming(session, example.actor("caseworker"), example.office, case.call_id)
    assert [item.file_name for item in found.placeable] == ["skannet.pdf"]
    assert [one.id for one in found.cases] == [case.id]

    place(session, example, case, found.placeable[0].id)
    read_all(session, example)

    assert outcomes(session, case) == {"skannet.pdf": ("ready", None)}


def test_a_grant_that_is_not_accepted_takes_no_report_yet(session: Session, example: Example) -> None:
    case = granted_case(session, example)
    upload_all(session, example, case, {"rapport.pdf": report_pdf()})
    read_all(session, example)
    assert outcomes(session, case) == {"rapport.pdf": ("failed", "report_not_open")}


def test_what_is_uploaded_again_after_a_failure_is_tried_again(session: Session, example: Example, case: Case) -> None:
    upload_all(session, example, case, {"rapport.pdf": report_pdf()})
    only(session, case).attempts = MOST_ATTEMPTS
    read_all(session, example)
    assert outcomes(session, case) == {"rapport.pdf": ("failed", "reading_given_up")}

    upload_all(session, example, case, {"rapport.pdf": report_pdf()})
    read_all(session, example)

    assert outcomes(session, case) == {"rapport.pdf": ("ready", None)}


def test_a_file_that_is_read_already_is_not_begun_again(session: Session, example: Example, case: Case) -> None:
    upload_all(session, example, case, {"rapport.pdf": report_pdf()})
    item_id = only(session, case).id
    read_all(session, example)
    assert begin_reading(session, example.office, item_id, example.clock()) is None
    assert begin_reading(session, example.office, item_id + 1, example.clock()) is None


def test_what_cannot_be_an_upload_is_refused_whole(session: Session, example: Example, case: Case) -> None:
    with pytest.raises(NoFiles):
        upload_all(session, example, case, {})
    with pytest.raises(TooManyFiles):
        upload_all(session, example, case, {f"{number}.pdf": b"%PDF-" for number in range(MOST_FILES + 1)})
    one = [ChosenFile("a.pdf", report_pdf)]
    where = (session, example.actor("caseworker"), example.office, case.call_id)
    with pytest.raises(YearNotReported):
        upload_incoming_reports(*where, year_of(case) + 1, one, example.clock())
    assert waiting_reports(session) == []


def test_only_caseworkers_of_the_call_upload_and_place(session: Session, example: Example, case: Case) -> None:
    upload_all(session, example, case, {"fremmed.pdf": report_of_orgnr(STRANGER)})
    read_all(session, example)
    item_id = only(session, case).id
    for who, refused in (("approver", RoleMissing), ("leader", CallNotFound), ("county_caseworker", CallNotFound)):
        with pytest.raises(refused):
            upload_all(session, example, case, {"a.pdf": report_pdf()}, who)
        with pytest.raises(refused):
            place(session, example, case, item_id, who)
    for who in ("leader", "county_caseworker"):
        with pytest.raises(CallNotFound):
            open_incoming(session, example.actor(who), example.office, case.call_id)
    caseworker = example.actor("caseworker")
    with pytest.raises(IncomingNotFound):
        place_incoming_report(session, caseworker, case.call_id, item_id + 1, case.id)
    with pytest.raises(CaseNotFound):
        place_incoming_report(session, caseworker, case.call_id, item_id, case.id + 1)
