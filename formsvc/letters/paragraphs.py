"""The paragraphs of a finished letter, for showing it beside another on a page."""

import re

from lxml import etree

from formsvc.letters.archive import read_entries
from formsvc.letters.reading import W, part_text
from formsvc.letters.source import parsed

_PARTS = tuple(re.compile(rf"word/{part}\.xml").fullmatch for part in (r"header\d*", "document", r"footer\d*"))
_PARAGRAPH, _ROW = f"{W}p", f"{W}tr"


def letter_paragraphs(docx: bytes) -> list[str]:
    """The text of each paragraph that says something, headers first and footers last; a table's row is one line.

    Raises NotADocument.
    """
    entries = read_entries(docx, "letter")
    roots = [parsed(entries[path], path) for is_part in _PARTS for path in sorted(filter(is_part, entries))]
    lines = (_line(one) for root in roots for one in root.iter(_PARAGRAPH, _ROW) if not _is_in_row(one))
    return [line for line in lines if line]


def _line(element: etree._Element) -> str:
    """A paragraph's text; a row's cells after each other."""
    cells = [element] if element.tag == _PARAGRAPH else element.iter(_PARAGRAPH)
    return " | ".join(filter(None, (part_text(etree.tostring(cell)) for cell in cells)))


def _is_in_row(element: etree._Element) -> bool:
    return next(element.iterancestors(_ROW), None) is not None
