"""A table's grid must have as many columns as its rows: docxtpl repairs that after every rendering (`fix_tables`).

Here it is decided when a template is compiled whether the facts can change the number of columns at all. Where they
can, the same repair is done on the text of the tables, many times faster than on a parsed document; a table of an
unusual build still goes through docxtpl's own. A test holds both against each other.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docxtpl import DocxTemplate
from lxml import etree

_TABLE = re.compile("<w:tbl>.*?</w:tbl>", re.DOTALL)
_GRID = re.compile('<w:tblGrid>(?:<w:gridCol w:w="[0-9]+"/>)+</w:tblGrid>')
_WIDTH = re.compile('w:w="([0-9]+)"')
_SPAN = re.compile('<w:gridSpan w:val="([0-9]+)"/>')
_UNUSUAL = re.compile("<w:(?:sdt|tcPrChange|tblGridChange|trPrChange)")
_CELL_TAG = re.compile(r"{%\s*include|{[{%][^}%]*[}%]}<w:tc[ >]|</w:tc>{[{%]|<w:gridSpan w:val=\"{")
_ROWS_MAY_FAIL = re.compile(r"</w:tblGrid>\s*{%")


class _Table(NamedTuple):
    """Widths of the grid's columns; of each row, its cells and the columns they span."""

    grid: re.Match[str]
    widths: list[int]
    rows: list[tuple[int, int]]


def is_steady(source: str) -> bool:
    """Whether no facts can make a table of this template differ from its grid."""
    return all(_is_steady(table[0]) for table in _TABLE.finditer(source))


def with_matching_grids(xml: str) -> str:
    """The XML of a rendered part, the grids of its tables repaired as docxtpl does it."""
    tables = [(found, _read(found[0])) for found in _TABLE.finditer(xml)]
    pieces, end = [], 0
    for found, table in tables:
        if table is None:
            return _repaired_by_docxtpl(xml)
        start = found.start()
        pieces += [xml[end : start + table.grid.start()], _grid(table)]
        end = start + table.grid.end()
    return "".join((*pieces, xml[end:]))


def _is_steady(text: str) -> bool:
    table = _read(text)
    if table is None or _CELL_TAG.search(text) or _ROWS_MAY_FAIL.search(text):
        return False
    columns = len(table.widths)
    return all(cells <= columns == span for cells, span in table.rows)


def _read(text: str) -> _Table | None:
    """The table's measures; None where they do not show in its text alone (tables inside it, marks of changes)."""
    grid = _GRID.search(text)
    if grid is None or text.count("<w:tbl>") != 1 or _UNUSUAL.search(text):
        return None
    return _Table(grid, [int(width) for width in _WIDTH.findall(grid[0])], list(_rows(text[grid.end() :])))


def _rows(text: str) -> Iterator[tuple[int, int]]:
    for row in text.split("</w:tr>")[:-1]:
        cells = row.count("</w:tc>")
        yield cells, cells + sum(int(span) - 1 for span in _SPAN.findall(row))


def _grid(table: _Table) -> str:
    """The grid with a column for each that the widest row spans; the table keeps its width, as docxtpl reckons it."""
    widths = _with_room_for(max((cells for cells, _ in table.rows), default=0), table.widths)
    widths = _without_more_than(max((span for _, span in table.rows), default=0), widths)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _with_room_for(columns: int, widths: list[int]) -> list[int]:
    added, total = columns - len(widths), float(sum(widths))
    if added <= 0 or not total:
        return widths
    before, after = total / len(widths), total / columns
    return [int(width * after / before) for width in widths] + [int(after)] * added


def _without_more_than(columns: int, widths: list[int]) -> list[int]:
    if columns >= len(widths):
        return widths
    extra = int(sum(widths[columns:]) / columns) if columns else 0
    return [width + extra for width in widths[:columns]]


def _repaired_by_docxtpl(xml: str) -> str:
    return str(etree.tostring(DocxTemplate(None).fix_tables(xml.encode()), encoding="unicode"))
