"""The same words and cells as pdfplumber, before anything is filtered, on reports of four producers.

The files in `producers` were made once by `generators.produce` (seeds `beside 1` and `beside 6`), so that a test needs
neither LibreOffice, Chromium nor WeasyPrint.
"""

from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from formsvc.legacy_reports.document import Box, Document
from formsvc.legacy_reports.limits import Limits
from formsvc.legacy_reports.process import read_document

FILES = sorted(Path(__file__).with_name("producers").glob("*.pdf"))
SAME_WORDS = 0.99
NEAR = 0.05
"""Points: our sides are cut off at hundredths."""


def test_there_are_reports_of_four_producers() -> None:
    producers = Counter(file.stem.partition("-")[0] for file in FILES)
    assert producers == {"chromium": 2, "libreoffice": 2, "reportlab": 2, "weasyprint": 2}


@pytest.fixture(scope="module", params=FILES, ids=lambda file: file.stem)
def read(request: pytest.FixtureRequest) -> tuple[Path, Document]:
    """A file, as we read it."""
    return request.param, read_document(request.param.read_bytes(), Limits())


def test_the_words_are_the_same(read: tuple[Path, Document]) -> None:
    file, document = read
    with pdfplumber.open(file) as pages:
        theirs = Counter(word["text"] for page in pages.pages for word in page.extract_words())
    ours = Counter(word.text for page in document.pages for word in page.all_words if word.field is None)
    assert (theirs & ours).total() >= SAME_WORDS * max(theirs.total(), ours.total()) > 0


def test_the_cells_are_the_same(read: tuple[Path, Document]) -> None:
    file, document = read
    with pdfplumber.open(file) as pages:
        theirs = [sorted(cell for table in page.find_tables() for cell in table.cells) for page in pages.pages]
    ours = [sorted(cell for table in page.tables for cell in table) for page in document.pages]
    assert sum(map(len, theirs)) > 0
    assert [len(cells) for cells in ours] == [len(cells) for cells in theirs]
    assert all(
        _same(one, other)
        for mine, others in zip(ours, theirs, strict=True)
        for one, other in zip(mine, others, strict=True)
    )


def _same(one: Box, other: Box) -> bool:
    return all(abs(a - b) < NEAR for a, b in zip(one, other, strict=True))
