"""A scanned report that is kept is read once more, from the pictures of its pages, because a caseworker asks for it."""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.casework.events import LegacyReportRead
from formsvc.kernel.failures import Conflict
from formsvc.legacy_reports.catalogue import catalogue_from
from formsvc.legacy_reports.ocr import OcrLimits
from formsvc.legacy_reports.reader import read_report
from formsvc.legacy_reports.reading import Reading
from formsvc.services.actor import Actor, staff_case
from formsvc.services.office import Office
from formsvc.services.pdf_readers import pdf_reader
from formsvc.services.review_legacy_report import review_legacy_report
from formsvc.storage.cases import record
from formsvc.storage.documents import file_content


class AlreadyJudged(Conflict):
    """A person has begun to judge what the file says: it is not read again."""

    code = "legacy_already_judged"


def read_scanned(session: Session, actor: Actor, office: Office, case_id: int, number: int) -> Reading:
    """Read the pictures; takes some seconds a page, so before the database is asked to write.

    Raises CaseNotFound, RoleMissing, LegacyReportNotFound, ReadersBusy or OcrMissing.
    """
    staff_case(session, actor, case_id, "caseworker")
    review = review_legacy_report(session, actor, office, case_id, number)
    content = file_content(session, review.row.document.sha256)
    catalogue = catalogue_from(review.report.scheme, review.report.form.id)
    with pdf_reader():
        return read_report(content, catalogue, ocr=OcrLimits())


def keep_scanned(
    session: Session, actor: Actor, office: Office, case_id: int, number: int, reading: Reading, at: datetime
) -> None:
    """Put the proposals in the place of none.

    Raises CaseNotFound, RoleMissing, LegacyReportNotFound or AlreadyJudged.
    """
    case = staff_case(session, actor, case_id, "caseworker", lock=True)
    review = review_legacy_report(session, actor, office, case_id, number)
    if review.row.judged:
        raise AlreadyJudged
    review.row.reading = reading.as_dict()
    found = len(reading.values) + len(reading.sections)
    record(session, case, actor.id, at, LegacyReportRead(review.row.document_id, review.row.report_year, found))
    session.commit()
