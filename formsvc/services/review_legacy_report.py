"""An old report under review: every answer that its pages may hold, what was read, and what a person has said of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, cast

from sqlalchemy.orm import Session

from formsvc.answers import View
from formsvc.answers.values import PER_SERVICE
from formsvc.kernel.failures import NotFound
from formsvc.legacy_reports.catalogue import catalogue_from
from formsvc.legacy_reports.ocr import tesseract
from formsvc.legacy_reports.reader import render_pages
from formsvc.schemes.definition import Field, Section
from formsvc.services.actor import Actor, staff_case
from formsvc.services.legacy_proposals import Fact, Proposal, by_service, facts_in, facts_of_service, proposals_in
from formsvc.services.office import Office
from formsvc.services.pdf_readers import pdf_reader
from formsvc.services.report_of import Report, report_of
from formsvc.storage.documents import file_content
from formsvc.storage.legacy import find_reading
from formsvc.storage.models import LegacyReading
from formsvc.texts import Text

Outcome = Literal["confirmed", "changed", "rejected", "not_answered"]
_TEXTS = ("long_text", "text")
SCALE = 1.6
"""Pixels a point in the pictures of pages."""


class LegacyReportNotFound(NotFound):
    """The case has no such old report."""

    code = "legacy_report_not_found"


class ProposalNotFound(NotFound):
    """The report asks no such question. Parameter: place."""

    code = "proposal_not_found"


class PageNotFound(NotFound):
    """The file has no such page, or it cannot be painted."""

    code = "page_not_found"


@dataclass(frozen=True)
class Judged:
    """What a person said of one answer. `value` is a JSON value; None where there is none."""

    outcome: Outcome
    value: Any


@dataclass(frozen=True)
class Item:
    """One answer to find. `place`: `result.x`, `result.x.per_service.chat`, or a question in words."""

    place: str
    field: Field
    service: str | None
    label: Text
    proposals: Sequence[Proposal]
    judged: Judged | None
    facts: Sequence[Fact] = ()
    """Targets and last year's values beside the result."""

    @property
    def best(self) -> Proposal | None:
        """The proposal to start from."""
        return self.proposals[0] if self.proposals else None

    @property
    def section(self) -> Section:
        """The question alone, as a section of one."""
        return _alone(self.field)

    @property
    def is_text(self) -> bool:
        """Running text, not a value."""
        return self.field.type in _TEXTS

    @property
    def value(self) -> Any:
        """What stands in the input: what a person said, else what was read."""
        if self.judged is not None:
            return self.judged.value
        return self.best.value if self.best else None


@dataclass(frozen=True)
class Review:
    """An old report of a case, under review. The least certain values come first, texts last."""

    report: Report
    row: LegacyReading
    items: Sequence[Item]

    @property
    def done(self) -> int:
        """How many answers a person has judged."""
        return sum(item.judged is not None for item in self.items)

    @property
    def complete(self) -> bool:
        """Whether every answer is judged."""
        return self.done == len(self.items)

    @property
    def sizes(self) -> Sequence[tuple[float, float]]:
        """Width and height of each page in points."""
        return [(width, height) for width, height in self.row.reading.get("pages", [])]

    @property
    def ocr_pages(self) -> Sequence[int]:
        """Scanned pages whose words were read from their pictures."""
        return cast("Sequence[int]", self.row.reading.get("ocr_pages", ()))

    @property
    def can_read_pictures(self) -> bool:
        """Whether the pages are pictures that can be read, and nobody has begun on them."""
        return self.error == "no_text" and not self.row.judged and tesseract() is not None

    @property
    def error(self) -> str | None:
        """Why the words could not be read, if so."""
        return cast("str | None", self.row.reading["error"])

    @property
    def other_orgnr(self) -> str | None:
        """The organisation number in the file, where it is another than the recipient's."""
        found = self.row.reading["meta"]["orgnr"]
        return found if found and found != self.report.case.organisation.orgnr else None

    @property
    def other_year(self) -> int | None:
        """The year in the file, where it is another than the one chosen."""
        found = self.row.reading["meta"]["year"]
        return found if found and found != self.report.year else None

    def item(self, place: str) -> Item:
        """One answer. Raises ProposalNotFound."""
        for item in self.items:
            if item.place == place:
                return item
        raise ProposalNotFound(place=place)

    def next_after(self, place: str | None = None) -> Item | None:
        """The next answer that nobody has judged, after this one and round to the start; None when all are."""
        places = [item.place for item in self.items]
        start = places.index(place) + 1 if place in places else 0
        following = (*self.items[start:], *self.items[:start])
        return next((item for item in following if item.judged is None), None)


def review_legacy_report(session: Session, actor: Actor, office: Office, case_id: int, number: int) -> Review:
    """The old report that is a document of the case. Raises CaseNotFound or LegacyReportNotFound."""
    case = staff_case(session, actor, case_id)
    row = find_reading(session, case, number)
    if row is None:
        raise LegacyReportNotFound(number=number)
    report = report_of(session, case, office.schemes, row.report_year)
    return Review(report, row, sorted(_items(report, row), key=_order))


def picture_mark(review: Review, page: int) -> str:
    """What a page's picture is known by: the same file, page and scale always give the same one."""
    return f"{review.row.document.sha256[:16]}-{page}-{SCALE}"


def page_picture(session: Session, review: Review, page: int) -> bytes:
    """The picture of a page (PNG): the one painted at upload, else painted now by the limited process.

    Raises PageNotFound or ReadersBusy.
    """
    checksum = review.row.images.get(str(page))
    if checksum is not None:
        return file_content(session, checksum)
    with pdf_reader():
        painted = render_pages(file_content(session, review.row.document.sha256), [page], SCALE)
    if page not in painted:
        raise PageNotFound(page=page)
    return painted[page]


def _order(item: Item) -> tuple[bool, bool, float]:
    return item.is_text, not item.proposals, item.best.confidence if item.best else 0


def _items(report: Report, row: LegacyReading) -> Iterator[Item]:
    catalogue = catalogue_from(report.scheme, report.form.id)
    narrative = {entry.id for entry in catalogue.sections}
    fields = [field for section in report.form.sections for field in section.fields]
    services = View(report.scheme, report.form, {}, report.context).services or {}
    found, facts = proposals_in(row.reading, fields), facts_in(row.reading, fields)
    for field in fields:
        if field.id.startswith("result.") or (field.id in narrative and field.type in _TEXTS):
            beside = facts.get(field.id, [])
            yield from _of_field(field, services, found.get(field.id, []), beside, row.judged)


def _of_field(
    field: Field,
    services: Mapping[str, str],
    found: Sequence[Proposal],
    facts: Sequence[Fact],
    judged: Mapping[str, Any],
) -> Iterator[Item]:
    if not field.per_service or len(services) < 2:
        yield replace(_item(field.id, field, None, field.label, found, judged), facts=facts)
        return
    placed = by_service(found, services)
    for key, name in services.items():
        label = Text(nb=f"{field.label.nb}: {name}", nn=f"{field.label.nn}: {name}")
        item = _item(f"{field.id}.{PER_SERVICE}.{key}", field, key, label, placed[key], judged)
        yield replace(item, facts=facts_of_service(facts, key, services))


def _item(
    place: str, field: Field, service: str | None, label: Text, found: Sequence[Proposal], judged: Mapping[str, Any]
) -> Item:
    said = judged.get(place)
    asked = field if service is None else field.model_copy(update={"label": label, "per_service": False})
    return Item(place, asked, service, label, found, Judged(said["outcome"], said["value"]) if said else None)


@cache
def _alone(field: Field) -> Section:
    return Section(id="answer", title=field.label, fields=(field,))
