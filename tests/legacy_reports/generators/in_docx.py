"""A made report as a Word document, for LibreOffice to print."""

from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from tests.legacy_reports.generators.report import (
    Block,
    Columns,
    Heading,
    Hidden,
    Look,
    Made,
    Pairs,
    Table,
    Text,
    Title,
)

_FONTS = {"sans": "Liberation Sans", "serif": "Liberation Serif"}
_ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}


def write_docx(made: Made, path: Path) -> None:
    """The document as a file."""
    document = docx.Document()
    _dress(document, made.look)
    for block in made.blocks:
        _block(document, block)
    document.save(str(path))


def _dress(document: Document, look: Look) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONTS[look.font], Pt(look.size)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if look.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    if look.header:
        section.header.paragraphs[0].text = look.header
    if look.footer or look.page_numbers:
        paragraph = section.footer.paragraphs[0]
        paragraph.text = f"{look.footer or ''}\t"
        if look.page_numbers:
            paragraph.add_run("Side ")
            _page_number(paragraph)
    if look.line_numbers:
        numbers = OxmlElement("w:lnNumType")
        numbers.set(qn("w:countBy"), "1")
        section._sectPr.append(numbers)


def _page_number(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _block(document: Document, block: Block) -> None:
    match block:
        case Title(text):
            _bold(document, text, 20)
        case Heading(text):
            document.add_heading(text, level=2)
        case Text(text):
            document.add_paragraph(text)
        case Hidden(text):
            document.add_paragraph().add_run(text).font.color.rgb = RGBColor(255, 255, 255)
        case Columns(blocks):
            _columns(document, blocks)
        case Table():
            _table(document, block)
        case Pairs():
            _pairs(document, block)


def _bold(document: Document, text: str, size: int | None = None) -> None:
    run = document.add_paragraph().add_run(text)
    run.bold = True
    if size:
        run.font.size = Pt(size)


def _columns(document: Document, blocks: list[Heading | Text]) -> None:
    for count, inside in ((2, blocks), (1, [])):
        section = document.add_section(WD_SECTION.CONTINUOUS)
        columns = section._sectPr.find(qn("w:cols"))
        columns.set(qn("w:num"), str(count))
        columns.set(qn("w:space"), "500")
        for block in inside:
            _block(document, block)


def _table(document: Document, table: Table) -> None:
    grid = document.add_table(rows=0, cols=len(table.heads))
    if table.ruled:
        grid.style = "Table Grid"
    for index, row in enumerate([table.heads, *table.rows]):
        cells = grid.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1])
        for place, text in enumerate(row):
            _fill(cells[place], text, bold=index == 0 or len(row) == 1, align=table.align if place else "left")
        if index == 0 and table.repeat_heads:
            grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    wide = 16 - 2.4 * (len(table.heads) - 1)
    for row_of in grid.rows:
        for place, cell in enumerate(row_of.cells):
            cell.width = Cm(wide if place == 0 else 2.4)


def _fill(cell: _Cell, text: str, *, bold: bool, align: str) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.bold = bold
    paragraph.alignment = _ALIGN[align]


def _pairs(document: Document, block: Pairs) -> None:
    if block.style in ("cards_above", "cards_below", "sidebar"):
        _cards(document, block, 1 if block.style == "sidebar" else block.across)
        return
    for label, value in block.pairs:
        if block.style in ("questions", "definitions"):
            _bold(document, label)
            document.add_paragraph(value)
        elif block.style in ("leaders", "list", "form"):
            _led(document, label, value, dots=block.style == "leaders")
        else:
            paragraph = document.add_paragraph(style="List Bullet" if block.style == "bullets" else None)
            paragraph.add_run(f"{label}: ")
            paragraph.add_run(value).bold = True


def _led(document: Document, label: str, value: str, *, dots: bool) -> None:
    paragraph = document.add_paragraph(f"{label}\t{value}")
    leader = WD_TAB_LEADER.DOTS if dots else WD_TAB_LEADER.SPACES
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(15), WD_TAB_ALIGNMENT.RIGHT, leader)


def _cards(document: Document, block: Pairs, across: int) -> None:
    rows = [block.pairs[i : i + across] for i in range(0, len(block.pairs), across)]
    grid = document.add_table(rows=0, cols=across)
    for row in rows:
        for cell, (label, value) in zip(grid.add_row().cells, row, strict=False):
            first, second = (label, value) if block.style == "cards_below" else (value, label)
            for text in (first, second, ""):
                run = (cell.paragraphs[0] if text is first else cell.add_paragraph()).add_run(text)
                if text is value:
                    run.bold, run.font.size = True, Pt(16)
