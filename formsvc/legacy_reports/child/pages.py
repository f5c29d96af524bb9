"""One page as data, or as a picture."""

import io
from typing import Any

import pypdfium2 as pdfium_helpers
import pypdfium2.raw as pdfium

from formsvc.legacy_reports.child.cells import table_cells
from formsvc.legacy_reports.child.difference import MAX_PIXELS
from formsvc.legacy_reports.child.fields import read_fields
from formsvc.legacy_reports.child.geometry import Box, shown_transform
from formsvc.legacy_reports.child.objects import painted_objects
from formsvc.legacy_reports.child.visibility import mark_hidden
from formsvc.legacy_reports.child.words import PageWord, read_words

_LONGEST_SIDE = 20_000
"""Points: seven metres. On a larger page nobody finds the text, nor does its picture show it."""


def read_page(document: pdfium_helpers.PdfDocument, index: int, functions: Any) -> dict[str, Any]:
    """Words, table cells and field values of one page, coordinates as shown, in hundredths of a point.

    Whole numbers: rounding to two decimals and writing them takes as long as measuring the words.

    Raises pypdfium2.PdfiumError for a page that cannot be loaded, ValueError for one of an impossible size.
    """
    page = document[index]
    if max(page.get_size()) > _LONGEST_SIDE:
        page.close()
        raise ValueError("a page of this size is none")
    textpage = page.get_textpage()
    try:
        shown = shown_transform(page.raw)
        size = page.get_size()
        words = read_words(textpage.raw, shown)
        painted = painted_objects(page.raw, shown, {word.text_object for word in words})
        mark_hidden(words, painted, shown, page)
        fields = read_fields(document.formenv, page, shown)
        return {
            "page": index + 1,
            "size": [round(side, 1) for side in size],
            "words": [_word(word) for word in words],
            "tables": [[_in_hundredths(cell) for cell in table] for table in table_cells(painted.paths, functions)],
            "fields": [[item.name, item.value, _in_hundredths(item.box)] for item in fields],
        }
    finally:
        textpage.close()
        page.close()


def _word(word: PageWord) -> list[Any]:
    x0, top, x1, bottom = int(word.x0 * 100), int(word.top * 100), int(word.x1 * 100), int(word.bottom * 100)
    return [word.text, x0, top, x1, bottom, int(word.bold), word.hidden]


def _in_hundredths(box: Box) -> list[int]:
    return [int(side * 100) for side in box]


def load_painter() -> None:
    """Load what painting needs, while files may still be opened."""
    pdfium_helpers.PdfBitmap.new_native(1, 1, pdfium.FPDFBitmap_BGR).to_pil().save(io.BytesIO(), "PNG")


def render_page(document: pdfium_helpers.PdfDocument, index: int, scale: float) -> bytes:
    """A PNG of one page at `scale` pixels a point, never more than MAX_PIXELS."""
    page = document[index]
    width, height = page.get_size()
    scale = min(scale, (MAX_PIXELS / max(width * height, 1)) ** 0.5)
    output = io.BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(output, "PNG")
    page.close()
    return output.getvalue()


def open_document(data: bytes) -> pdfium_helpers.PdfDocument:
    """The document with its form fields. Raises pypdfium2.PdfiumError with pdfium's error code."""
    document = pdfium_helpers.PdfDocument(data)
    if document.get_formtype() != pdfium.FORMTYPE_NONE:
        document.init_forms()
    return document
