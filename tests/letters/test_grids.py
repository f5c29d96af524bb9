"""A table's grid follows its rows exactly as docxtpl makes it, also where we decide it beforehand."""

import copy
import io

import pytest
from docx import Document
from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from formsvc.letters.grids import is_steady, with_matching_grids
from tests.letters.documents import compiled, entry, refusal, saved

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ROWS = st.lists(st.lists(st.integers(1, 3), max_size=6), max_size=4)
TABLES = st.lists(st.tuples(st.lists(st.integers(0, 9_000), min_size=1, max_size=6), ROWS), max_size=3)


def table(widths: list[int], rows: list[list[int]], inside: str = "<w:p/>") -> str:
    """A table with these columns; a row is the spans of its cells."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    cells = ("".join(cell(span, inside) for span in row) for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def cell(span: int, inside: str) -> str:
    properties = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span > 1 else "<w:tcPr/>"
    return f"<w:tc>{properties}{inside}</w:tc>"


def body(*tables: str) -> str:
    return f"<w:body {WORD}>{'<w:p/>'.join(tables)}</w:body>"


def canonical(xml: str) -> bytes:
    return etree.tostring(etree.fromstring(xml), method="c14n")


def of_docxtpl(xml: str) -> bytes:
    return etree.tostring(DocxTemplate(None).fix_tables(xml), method="c14n")


@given(TABLES)
def test_grids_are_repaired_as_docxtpl_repairs_them(tables: list[tuple[list[int], list[list[int]]]]) -> None:
    xml = body(*(table(widths, rows) for widths, rows in tables))
    assert canonical(with_matching_grids(xml)) == of_docxtpl(xml)


@given(TABLES)
def test_a_table_that_is_called_steady_is_never_changed(tables: list[tuple[list[int], list[list[int]]]]) -> None:
    xml = body(*(table(widths, rows) for widths, rows in tables if rows))
    if is_steady(xml):
        assert of_docxtpl(xml) == canonical(xml)


@pytest.mark.parametrize(
    "xml",
    [
        table([100, 200], [[1, 1]], inside=table([50, 60, 70], [[1]]) + "<w:p/>"),
        table([100, 200], [[1, 1]]).replace("<w:tr>", "<w:sdt/><w:tr>"),
    ],
    ids=["a table in a table", "a content control"],
)
def test_tables_of_an_unusual_build_go_through_docxtpl_s_own(xml: str) -> None:
    assert not is_steady(body(xml))
    assert canonical(with_matching_grids(body(xml))) == of_docxtpl(body(xml))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<w:tc>", "{% for r in x %}<w:tc>"),
        ("</w:tc>", "</w:tc>{% endfor %}"),
        ("<w:p/>", '{% include "block" %}'),
        ("<w:tcPr/>", '<w:tcPr><w:gridSpan w:val="{{ n }}"/></w:tcPr>'),
        ("</w:tblGrid>", "</w:tblGrid>{% if x %}"),
    ],
)
def test_a_tag_that_can_change_the_number_of_columns_makes_a_table_unsteady(old: str, new: str) -> None:
    steady = body(table([100, 200], [[1, 1], [2]]))
    assert is_steady(steady)
    assert not is_steady(steady.replace(old, new, 1))


def test_a_row_that_spans_more_in_one_condition_widens_the_grid() -> None:
    document = Document()
    made = document.add_table(4, 2)
    made.rows[1].cells[0].text, made.rows[3].cells[0].text = "{%tr if appeal %}", "{%tr endif %}"
    row = made.rows[2]._tr
    for _ in range(2):
        row.append(copy.copy(row.tc_lst[0]))
    template = compiled(saved(document))
    for facts, columns in ((refusal(), 4), (refusal().model_copy(update={"appeal": None}), 2)):
        result = Document(io.BytesIO(template.render(facts)))
        assert len(result.tables[0].columns) == columns
    assert b"<w:tblGrid>" in entry(template.render(refusal()), "word/document.xml")
