"""An uploaded report is read in the job process, placed by its organisation number, and put under review in its case.

Three steps, because reading takes time and the database is not kept waiting: `begin_reading`, `read_waiting`,
`keep_read`. Interrupted anywhere it is done again from the start; the case and the row are committed together.
"""

from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from formsvc.kernel.failures import Conflict, Failure
from formsvc.schemes.definition import Scheme
from formsvc.services.actor import actor_from
from formsvc.services.attempts import MOST_ATTEMPTS, begun, set_aside
from formsvc.services.office import Office
from formsvc.services.upload_legacy_report import ReadPdf, keep_legacy_report, read_pdf
from formsvc.storage.cases import find_case
from formsvc.storage.documents import file_content
from formsvc.storage.incoming import cases_with_number, find_incoming, waiting_reports
from formsvc.storage.legacy import same_file
from formsvc.storage.models import Case, IncomingReport
from formsvc.storage.people import find_person

__all__ = ["begin_reading", "keep_read", "read_waiting", "waiting_reports"]
log = structlog.get_logger("formsvc.incoming")


class OrgnrMissing(Conflict):
    """No organisation number in the file is clearly the recipient's."""

    code = "orgnr_missing"


class OrgnrUnknown(Conflict):
    """No case of the call has the number in the file. Parameters: orgnr, organisation."""

    code = "orgnr_unknown"


class OrgnrOfSeveral(Conflict):
    """Several cases of the call have the number in the file. Parameter: orgnr."""

    code = "orgnr_of_several"


class ReadingGivenUp(Conflict):
    """Reading it was begun this many times and never came to an end. Parameter: attempts."""

    code = "reading_given_up"


@dataclass(frozen=True)
class WaitingFile:
    """What it takes to read a file, without the database."""

    name: str
    content: bytes
    scheme: Scheme
    form_id: str


def begin_reading(session: Session, office: Office, item_id: int, at: datetime) -> WaitingFile | None:
    """Count the attempt, and give the file to read; None where there is nothing to do."""
    item = find_incoming(session, item_id, lock=True)
    going = item is not None and begun(item, ReadingGivenUp(attempts=MOST_ATTEMPTS), at)
    session.commit()
    if item is None or not going:
        return None
    scheme = office.schemes.get(item.call.scheme, item.call.edition)
    form = scheme.report_on(item.call.form)
    if form is None:
        raise LookupError(f"nothing reports on call {item.call_id}")
    return WaitingFile(item.file_name, file_content(session, item.checksum), scheme, form.id)


def read_waiting(file: WaitingFile) -> ReadPdf | Failure:
    """The file as the limited process reads it, or why it cannot be."""
    try:
        return read_pdf(file.name, file.content, file.scheme, file.form_id)
    except Failure as failure:
        return failure


def keep_read(session: Session, office: Office, item_id: int, pdf: ReadPdf | Failure, at: datetime) -> None:
    """Put what was read under review in its case, as whoever uploaded it; a named failure is kept and stops nothing."""
    item = find_incoming(session, item_id, lock=True)
    if item is None or item.status != "waiting":
        return
    try:
        read = _read(pdf)
        item.found = _found(read)
        case = _case_of(session, item, read)
        item.case_id = case.id
        with session.begin_nested():
            _keep(session, office, item, case, read, at)
    except Failure as failure:
        set_aside(item, failure, at)
        log.warning("report_not_placed", item=item_id, call=item.call_id, code=failure.code)
    session.commit()


def _read(pdf: ReadPdf | Failure) -> ReadPdf:
    if isinstance(pdf, Failure):
        raise pdf
    return pdf


def _case_of(session: Session, item: IncomingReport, pdf: ReadPdf) -> Case:
    """The case that a person chose, else the one whose organisation has the number in the file.

    Raises PdfNotRead, or why no case is certain.
    """
    chosen = find_case(session, item.case_id) if item.placed_by_hand and item.case_id else None
    if chosen is not None:
        return chosen
    if pdf.fault is not None:
        raise pdf.fault
    meta = pdf.reading.meta
    if meta.orgnr is None:
        raise OrgnrMissing
    cases = cases_with_number(session, item.call_id, meta.orgnr)
    if not cases:
        raise OrgnrUnknown(orgnr=meta.orgnr, organisation=meta.organisation or "")
    if len(cases) > 1:
        raise OrgnrOfSeveral(orgnr=meta.orgnr)
    return cases[0]


def _keep(session: Session, office: Office, item: IncomingReport, case: Case, pdf: ReadPdf, at: datetime) -> None:
    """Raises as `keep_legacy_report`."""
    person, year = find_person(session, item.uploaded_by_id), item.report_year
    if person is None:
        raise LookupError(f"nobody stands behind incoming report {item.id}")
    known = same_file(session, case, pdf.checksum, year) is not None
    by_hand = item.placed_by_hand
    kept = keep_legacy_report(session, actor_from(person), office, case.id, year, pdf, keep_unread=by_hand, at=at)
    item.status, item.document_id, item.done_at = "known" if known else "ready", kept.document_id, at


def _found(pdf: ReadPdf) -> dict[str, int | str | None]:
    reading, meta = pdf.reading, pdf.reading.meta
    counts = {"values": len(reading.values), "sections": len(reading.sections)}
    return {**counts, "orgnr": meta.orgnr, "organisation": meta.organisation, "year": meta.year}
