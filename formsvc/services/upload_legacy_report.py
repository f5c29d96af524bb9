"""A caseworker uploads an old report as PDF. A limited process reads it; what it finds are proposals and no more.

Reading takes time, so it is done before the database is asked to write: `read_pdf`, then `upload_legacy_report`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from formsvc.casework.events import LegacyReportRead
from formsvc.kernel.failures import Invalid
from formsvc.legacy_reports.catalogue import catalogue_from
from formsvc.legacy_reports.limits import Limits
from formsvc.legacy_reports.reader import read_report, render_pages
from formsvc.legacy_reports.reading import Reading
from formsvc.schemes.definition import Scheme
from formsvc.services.actor import Actor, staff_case
from formsvc.services.office import Office
from formsvc.services.open_report import require_accepted
from formsvc.services.pdf_readers import pdf_reader
from formsvc.services.report_of import report_of
from formsvc.services.review_legacy_report import SCALE
from formsvc.services.uploads import EmptyFile, clean_name
from formsvc.storage.cases import record
from formsvc.storage.documents import add_document, store_file
from formsvc.storage.legacy import same_file
from formsvc.storage.models import LegacyReading

MOST_PICTURES = 40
"""Pages painted at upload; the others are painted when somebody asks for them."""
_KIND = "legacy-report"
_PDF = "application/pdf"
_HEAD = 1024
"""Bytes in which a PDF says that it is one."""


class PdfNotRead(Invalid):
    """The file gives nothing to confirm. Each reason has its own class, and its own words."""

    code = "pdf_not_read"


class NotPdf(PdfNotRead):
    """Something else than a PDF, whatever its name says."""

    code = "pdf_not_pdf"


class PdfEncrypted(PdfNotRead):
    """A password is needed to open it."""

    code = "pdf_encrypted"


class PdfCorrupt(PdfNotRead):
    """It cannot be opened."""

    code = "pdf_corrupt"


class PdfWithoutText(PdfNotRead):
    """Pictures of pages, as from a scanner."""

    code = "pdf_no_text"


class PdfTooLarge(PdfNotRead):
    """Too many bytes, pages or letters. Parameters: megabytes, pages."""

    code = "pdf_too_large"


class PdfTooSlow(PdfNotRead):
    """It took too long to read."""

    code = "pdf_timeout"


class PdfIsNoReport(PdfNotRead):
    """It has text, but none that answers what this report asks."""

    code = "pdf_not_a_report"


_FAULTS: Mapping[str, type[PdfNotRead]] = {
    "encrypted": PdfEncrypted, "corrupt": PdfCorrupt, "no_text": PdfWithoutText, "too_large": PdfTooLarge,
    "timeout": PdfTooSlow, "not_a_report": PdfIsNoReport,
}  # fmt: skip


@dataclass(frozen=True)
class ReadPdf:
    """A file as it was read: its clean name, its bytes, what was found, and pictures of the pages that have it."""

    name: str
    content: bytes
    reading: Reading
    images: Mapping[int, bytes]

    @property
    def fault(self) -> PdfNotRead | None:
        """Why there is nothing to confirm, if so."""
        return _FAULTS[self.reading.error](**_named(self.name)) if self.reading.error else None

    @property
    def checksum(self) -> str:
        """Of its bytes."""
        return sha256(self.content).hexdigest()

    @property
    def viewable(self) -> bool:
        """Whether a person can see its pages here, also where the words could not be read."""
        return bool(self.images)


def require_pdf(name: str, content: bytes) -> str:
    """The clean name of a file that may be read. Raises EmptyFile, NotPdf or PdfTooLarge."""
    shown = clean_name(name)
    if not content:
        raise EmptyFile(name=shown)
    if b"%PDF-" not in content[:_HEAD]:
        raise NotPdf(name=shown)
    if len(content) > Limits().file_bytes:
        raise PdfTooLarge(**_named(shown))
    return shown


def read_pdf(name: str, content: bytes, scheme: Scheme, form_id: str) -> ReadPdf:
    """Read a file against the questions of a report form. Other faults are its `fault`.

    Raises EmptyFile, NotPdf, PdfTooLarge or ReadersBusy.
    """
    shown = require_pdf(name, content)
    with pdf_reader():
        reading = read_report(content, catalogue_from(scheme, form_id))
        return ReadPdf(shown, content, reading, _pictures(content, reading))


def upload_legacy_report(
    session: Session,
    actor: Actor,
    office: Office,
    case_id: int,
    year: int,
    pdf: ReadPdf,
    *,
    keep_unread: bool,
    at: datetime,
) -> LegacyReading:
    """`keep_legacy_report`, committed. Raises as that does."""
    kept = keep_legacy_report(session, actor, office, case_id, year, pdf, keep_unread=keep_unread, at=at)
    session.commit()
    return kept


def keep_legacy_report(
    session: Session,
    actor: Actor,
    office: Office,
    case_id: int,
    year: int,
    pdf: ReadPdf,
    *,
    keep_unread: bool,
    at: datetime,
) -> LegacyReading:
    """Keep the file as a document of the case, with its proposals. The same file again gives what is there.

    A file that gives no proposals is kept only where `keep_unread` says so and its pages can be looked at: then every
    answer is typed in beside them. The caller commits. Raises CaseNotFound, RoleMissing, ReportNotFound, ReportNotOpen
    or PdfNotRead.
    """
    case = staff_case(session, actor, case_id, "caseworker", lock=True)
    require_accepted(report_of(session, case, office.schemes, year))
    if pdf.fault is not None and not (keep_unread and pdf.viewable):
        raise pdf.fault
    earlier = same_file(session, case, pdf.checksum, year)
    if earlier is not None:
        return earlier
    document = add_document(
        session,
        case,
        content=pdf.content,
        at=at,
        direction="in",
        kind=_KIND,
        title=pdf.name,
        file_name=pdf.name,
        media_type=_PDF,
        created_by_id=actor.id,
    )
    reading = LegacyReading(
        document=document,
        report_year=year,
        reading=pdf.reading.as_dict(),
        images={str(page): store_file(session, image, at) for page, image in pdf.images.items()},
        judged={},
        created_at=at,
    )
    session.add(reading)
    found = len(pdf.reading.values) + len(pdf.reading.sections)
    record(session, case, actor.id, at, LegacyReportRead(document.id, year, found))
    session.flush()
    return reading


def _named(name: str) -> dict[str, str | int]:
    """What the words of a fault may name."""
    limits = Limits()
    return {"name": name, "megabytes": limits.file_bytes // 1_000_000, "pages": limits.pages}


def _pictures(content: bytes, reading: Reading) -> dict[int, bytes]:
    """The pages that something was found on; the first ones where nothing was."""
    found = {value.page for value in reading.values} | {section.page for section in reading.sections}
    readable = [number for number, (width, _) in enumerate(reading.pages, start=1) if width]
    pages = sorted(found) or readable
    return render_pages(content, pages[:MOST_PICTURES], SCALE) if pages else {}
