"""An old report in a case: uploaded by a caseworker, confirmed answer by answer, entered as an ordinary report."""

from contextlib import ExitStack
from datetime import date

import pytest
from sqlalchemy.orm import Session

from formsvc.services.actor import CaseNotFound
from formsvc.services.fill_report_from_pdf import ReviewUnfinished, fill_report_from_pdf
from formsvc.services.judge_proposal import NoSoundValue, confirm_value, dismiss_value
from formsvc.services.open_report import open_entered_report
from formsvc.services.pdf_readers import AT_ONCE, ReadersBusy, pdf_reader
from formsvc.services.read_scanned_report import AlreadyJudged, keep_scanned, read_scanned
from formsvc.services.report_of import ReportNotOpen, report_of
from formsvc.services.review_legacy_report import (
    LegacyReportNotFound,
    ProposalNotFound,
    Review,
    page_picture,
    review_legacy_report,
)
from formsvc.services.save_section import save_section
from formsvc.services.signing import Signing
from formsvc.services.submit_report import ReceivedInFuture, enter_report
from formsvc.services.upload_legacy_report import (
    NotPdf,
    PdfCorrupt,
    PdfEncrypted,
    PdfIsNoReport,
    PdfNotRead,
    PdfWithoutText,
    read_pdf,
    upload_legacy_report,
)
from formsvc.services.uploads import EmptyFile
from formsvc.storage.cases import stored_events
from formsvc.storage.documents import documents_of
from formsvc.storage.models import Case
from tests.fixtures.applying import SIGNATURE
from tests.fixtures.example import Example
from tests.fixtures.old_reports import (
    VISIBILITY,
    compared_pdf,
    photographed_pdf,
    report_pdf,
    scanned_pdf,
    unrelated_pdf,
)
from tests.fixtures.programs import needs_tesseract
from tests.fixtures.reporting import accepted_case, granted_case, opened_report, report_answers, year_of

NEEDED = "result.needed_offer_share"


@pytest.fixture
def case(session: Session, example: Example) -> Case:
    return accepted_case(session, example)


def upload(
    session: Session, example: Example, case: Case, content: bytes | None = None, *, keep_unread: bool = False
) -> int:
    """Upload a PDF; gives its document number."""
    scheme = example.schemes.get(case.call.scheme, case.call.edition)
    pdf = read_pdf("rapport.pdf", content or report_pdf(), scheme, "report")
    actor, at = example.actor("caseworker"), example.clock()
    kept = upload_legacy_report(
        session, actor, example.office, case.id, year_of(case), pdf, keep_unread=keep_unread, at=at
    )
    return kept.document.number


def reviewed(session: Session, example: Example, case: Case, number: int) -> Review:
    return review_legacy_report(session, example.actor("caseworker"), example.office, case.id, number)


def confirm(session: Session, example: Example, case: Case, number: int, place: str, value: object) -> Review:
    actor = example.actor("caseworker")
    return confirm_value(session, actor, example.office, case.id, number, place, value, example.clock())


def dismiss(session: Session, example: Example, case: Case, number: int, place: str, *, answered: bool) -> Review:
    actor = example.actor("caseworker")
    return dismiss_value(session, actor, example.office, case.id, number, place, answered=answered, at=example.clock())


def judge_all(session: Session, example: Example, case: Case, number: int) -> None:
    """Confirm what was read as it is; the rest is not in the report."""
    for item in reviewed(session, example, case, number).items:
        if item.judged is None and item.value is not None:
            confirm(session, example, case, number, item.place, item.value)
        elif item.judged is None:
            dismiss(session, example, case, number, item.place, answered=False)


def test_what_is_read_is_proposed_with_its_place_and_counts_for_nothing(
    session: Session, example: Example, case: Case
) -> None:
    review = reviewed(session, example, case, upload(session, example, case))

    item = review.item(NEEDED)
    assert item.best
    assert (item.best.value, item.best.page, item.judged) == (88, 1, None)
    assert "88" in item.best.text
    assert review.item("result.privacy_routines").value is True
    assert review.item("result.website_visitors").value == 57310
    assert review.item("visibility").value == VISIBILITY
    assert review.done == 0
    assert page_picture(session, review, 1).startswith(b"\x89PNG")
    assert opened_report(session, example, case).drafts == {}


def test_values_come_before_texts_and_the_least_certain_first(session: Session, example: Example, case: Case) -> None:
    items = reviewed(session, example, case, upload(session, example, case)).items

    found = [item.best.confidence for item in items if item.best and not item.is_text]
    assert found == sorted(found)
    assert [item.is_text for item in items] == sorted(item.is_text for item in items)


def test_a_target_and_last_years_value_stand_beside_the_result(session: Session, example: Example, case: Case) -> None:
    review = reviewed(session, example, case, upload(session, example, case, compared_pdf()))

    item = review.item("result.training_share")

    assert item.value == 95
    assert [(fact.role, fact.value, fact.page) for fact in item.facts] == [("target", 90, 1), ("last_year", 84, 1)]
    assert review.item(NEEDED).facts == []


def test_each_service_has_an_answer_of_its_own(session: Session, example: Example, case: Case) -> None:
    lines = ("Andel henvendelser besvart per tilbud (%) – Kveldschatten: 79,5",)
    review = reviewed(session, example, case, upload(session, example, case, report_pdf(lines)))

    values = {item.service: item.value for item in review.items if item.place.startswith("result.answered_share")}

    assert values == {"conversations": None, "groups": None, "chat": 79.5}


def test_confirmed_changed_rejected_and_not_answered_are_told_apart(
    session: Session, example: Example, case: Case
) -> None:
    number = upload(session, example, case)

    confirm(session, example, case, number, NEEDED, 88)
    confirm(session, example, case, number, "result.training_share", 94)
    dismiss(session, example, case, number, "result.privacy_routines", answered=True)
    review = dismiss(session, example, case, number, "result.safe_share", answered=False)

    said = {item.place: (item.judged.outcome, item.judged.value) for item in review.items if item.judged}
    assert said == {
        NEEDED: ("confirmed", 88),
        "result.training_share": ("changed", 94),
        "result.privacy_routines": ("rejected", None),
        "result.safe_share": ("not_answered", None),
    }
    assert review.done == 4
    events = [row for row in stored_events(session, case) if row.name == "ProposalJudged"]
    assert [(row.data["outcome"], row.data["old"], row.data["new"]) for row in events] == [
        ("confirmed", 88, 88), ("changed", 95, 94), ("rejected", True, None), ("not_answered", None, None),
    ]  # fmt: skip


def test_running_text_stays_out_of_the_log_and_a_second_click_is_logged_once(
    session: Session, example: Example, case: Case
) -> None:
    number = upload(session, example, case)

    for _ in range(2):
        confirm(session, example, case, number, "visibility", VISIBILITY)

    events = [row.data for row in stored_events(session, case) if row.name == "ProposalJudged"]
    assert [(data["outcome"], data["new"]) for data in events] == [("confirmed", None)]


@pytest.mark.parametrize("value", [None, 101, -3, "mange"])
def test_only_a_sound_value_is_confirmed(session: Session, example: Example, case: Case, value: object) -> None:
    number = upload(session, example, case)

    with pytest.raises(NoSoundValue):
        confirm(session, example, case, number, NEEDED, value)


def test_the_form_is_filled_when_everything_is_judged_and_keeps_what_was_typed(
    session: Session, example: Example, case: Case
) -> None:
    number = upload(session, example, case)
    actor, key = example.actor("leader"), f"report:{year_of(case)}"
    typed = {"result.training_share": "12"}
    save_section(
        session, actor, case.id, form=key, section="results", typed=typed, opened_version=0, at=example.clock()
    )
    with pytest.raises(ReviewUnfinished):
        fill_report_from_pdf(session, example.actor("caseworker"), example.office, case.id, number, example.clock())

    judge_all(session, example, case, number)
    for _ in range(2):
        fill_report_from_pdf(session, example.actor("caseworker"), example.office, case.id, number, example.clock())

    drafts = opened_report(session, example, case).drafts
    assert drafts["results"].typed[NEEDED] == 88
    assert drafts["results"].typed["result.training_share"] == "12"
    assert drafts["results"].version == 2
    assert drafts["work"].typed == {"visibility": VISIBILITY}


def test_a_caseworker_enters_it_as_an_ordinary_report(session: Session, example: Example, case: Case) -> None:
    number, caseworker = upload(session, example, case), example.actor("caseworker")
    judge_all(session, example, case, number)
    fill_report_from_pdf(session, caseworker, example.office, case.id, number, example.clock())
    opened = open_entered_report(session, caseworker, example.office, case.id, year_of(case), example.clock())
    given = report_answers(session, example)
    for part in opened.progress.sections:
        section = {field.id: given[field.id] for field in part.section.fields if field.id in given}
        save_section(
            session, caseworker, case.id, form=opened.key, section=part.section.id, typed=section,
            opened_version=opened.version_of(part.section), at=example.clock(),
        )  # fmt: skip

    signing = Signing(SIGNATURE, 1, "nb")
    where = (session, caseworker, example.office, case.id, year_of(case), signing)
    example.clock.forward(days=700)
    with pytest.raises(ReceivedInFuture):
        enter_report(*where, received_on=date(2030, 1, 1), at=example.clock())
    sent = enter_report(*where, received_on=date(2028, 4, 1), at=example.clock())

    assert (sent.origin, sent.submitted_by_id, sent.kind) == ("pdf", caseworker.id, "original")
    report = report_of(session, case, example.schemes, year_of(case))
    assert (report.last_day, report.late) == (date(2028, 4, 1), False)
    assert stored_events(session, case)[-1].data["in_time"] is True
    assert case.status == "reported"


def test_a_caseworker_writes_in_no_report_that_was_not_read_from_a_pdf(
    session: Session, example: Example, case: Case
) -> None:
    caseworker, at = example.actor("caseworker"), example.clock()

    with pytest.raises(LegacyReportNotFound):
        open_entered_report(session, caseworker, example.office, case.id, year_of(case), at)
    for form in (f"report:{year_of(case)}", "application"):
        with pytest.raises(CaseNotFound):
            save_section(session, caseworker, case.id, form=form, section="results", typed={}, opened_version=0, at=at)


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        (report_pdf(password="hemmelig"), PdfEncrypted),
        (scanned_pdf(), PdfWithoutText),
        (report_pdf()[:300], PdfCorrupt),
        (unrelated_pdf(), PdfIsNoReport),
    ],
    ids=["encrypted", "scanned", "corrupt", "unrelated"],
)
def test_a_file_that_gives_nothing_is_told_why_and_leaves_nothing(
    session: Session, example: Example, case: Case, content: bytes, failure: type[PdfNotRead]
) -> None:
    with pytest.raises(failure):
        upload(session, example, case, content)

    assert documents_of(session, case) == []
    assert stored_events(session, case)[-1].name != "LegacyReportRead"


def test_a_scanned_report_may_be_kept_and_typed_in_beside_its_pages(
    session: Session, example: Example, case: Case
) -> None:
    number = upload(session, example, case, scanned_pdf(), keep_unread=True)

    review = reviewed(session, example, case, number)

    assert review.error == "no_text"
    assert page_picture(session, review, 1)
    assert confirm(session, example, case, number, NEEDED, 73).done == 1


@needs_tesseract
def test_a_scanned_report_is_read_from_its_pictures_when_asked(session: Session, example: Example, case: Case) -> None:
    number = upload(session, example, case, photographed_pdf(), keep_unread=True)
    assert reviewed(session, example, case, number).can_read_pictures
    where = (session, example.actor("caseworker"), example.office, case.id, number)

    keep_scanned(*where, read_scanned(*where), example.clock())

    review = reviewed(session, example, case, number)
    item = review.item(NEEDED)
    assert review.ocr_pages == [1]
    assert item.best
    assert item.best.confidence < 0.8
    assert stored_events(session, case)[-1].name == "LegacyReportRead"


@needs_tesseract
def test_what_somebody_has_begun_to_judge_is_not_read_again(session: Session, example: Example, case: Case) -> None:
    number = upload(session, example, case, photographed_pdf(), keep_unread=True)
    where = (session, example.actor("caseworker"), example.office, case.id, number)
    reading = read_scanned(*where)
    confirm(session, example, case, number, NEEDED, 73)

    with pytest.raises(AlreadyJudged):
        keep_scanned(*where, reading, example.clock())


def test_what_nobody_can_look_at_is_not_kept(session: Session, example: Example, case: Case) -> None:
    with pytest.raises(PdfEncrypted):
        upload(session, example, case, report_pdf(password="hemmelig"), keep_unread=True)


def test_a_file_that_is_no_pdf_is_refused_by_its_content(example: Example) -> None:
    scheme = example.schemes.get(example.schemes.schemes()[0])

    with pytest.raises(NotPdf):
        read_pdf("rapport.pdf", b"PK\x03\x04 et regneark", scheme, "report")
    with pytest.raises(EmptyFile):
        read_pdf("rapport.pdf", b"", scheme, "report")


def test_no_more_than_a_few_are_read_at_once() -> None:
    with ExitStack() as readers:
        for _ in range(AT_ONCE):
            readers.enter_context(pdf_reader())
        with pytest.raises(ReadersBusy), pdf_reader(patience=0):
            pass
    with pdf_reader(patience=0):
        pass


def test_the_same_file_twice_is_one_document(session: Session, example: Example, case: Case) -> None:
    assert upload(session, example, case) == upload(session, example, case)
    assert len(documents_of(session, case)) == 1


def test_nothing_is_uploaded_before_the_grant_is_accepted(session: Session, example: Example) -> None:
    case = granted_case(session, example)

    with pytest.raises(ReportNotOpen):
        upload(session, example, case)


def test_unknown_documents_and_places_are_not_found(session: Session, example: Example, case: Case) -> None:
    number = upload(session, example, case)

    with pytest.raises(LegacyReportNotFound):
        reviewed(session, example, case, number + 1)
    with pytest.raises(ProposalNotFound):
        confirm(session, example, case, number, "result.finnes_ikke", 1)
    with pytest.raises(CaseNotFound):
        review_legacy_report(session, example.actor("leader"), example.office, case.id, number)
