"""Words and cells to proposed answers. Pure: no PDF, no process, no clock."""

from formsvc.legacy_reports.catalogue import Catalogue
from formsvc.legacy_reports.document import Document
from formsvc.legacy_reports.reading import Reading

_FEWEST_LETTERS = 40


def read_pages(document: Document, catalogue: Catalogue) -> Reading:
    """What a document says about a catalogue. Error codes: no_text, not_a_report."""
    if _letters(document) < _FEWEST_LETTERS:
        return Reading(error="no_text")
    return Reading(error="not_a_report")


def _letters(document: Document) -> int:
    return sum(ch.isalpha() for page in document.pages for word in page.words for ch in word.text)
