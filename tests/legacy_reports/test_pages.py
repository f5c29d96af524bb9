"""Words, cells, fields and hidden text, held against pdfplumber."""

import io
from collections import Counter
from typing import Any

import pdfplumber
import pytest
from reportlab.lib.colors import black, blue, lightgrey, white
from reportlab.pdfgen.canvas import Canvas

from formsvc.legacy_reports.document import Page, Word
from formsvc.legacy_reports.limits import Limits
from formsvc.legacy_reports.process import read_document
from tests.legacy_reports.examples import CATALOGUE
from tests.legacy_reports.maker import Maker, seeded

LAYOUTS = ["ruled", "unruled", "leaders", "lines", "cards", "cards_below", "questions", "bullets", "prose"]


def only_page(canvas: Canvas, output: io.BytesIO) -> Page:
    canvas.showPage()
    canvas.save()
    return read_document(output.getvalue(), Limits()).pages[0]


def canvas() -> tuple[Canvas, io.BytesIO]:
    output = io.BytesIO()
    return Canvas(output, pagesize=(595, 842), invariant=1), output


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_words_and_cells_as_pdfplumber(layout: str) -> None:
    data, _ = Maker(CATALOGUE, seeded(layout)).make(layout)
    document = read_document(data, Limits())
    with pdfplumber.open(io.BytesIO(data)) as reference:
        assert len(reference.pages) == len(document.pages)
        for theirs, ours in zip(reference.pages, document.pages, strict=True):
            expected = Counter(word["text"] for word in theirs.extract_words())
            same = (expected & Counter(word.text for word in ours.all_words)).total()
            assert same >= 0.99 * expected.total()
            assert abs(len(ours.all_words) - expected.total()) <= 0.01 * expected.total()
            assert _cells(ours.tables) == _cells([table.cells for table in theirs.find_tables()])


def _cells(tables: object) -> list[list[tuple[int, ...]]]:
    """Rounded to whole points: pdfium counts in 32-bit numbers."""
    return [sorted(tuple(round(side) for side in cell) for cell in table) for table in tables]  # type: ignore[attr-defined]


@pytest.mark.parametrize("layout", ["ruled", "prose"])
def test_words_stand_where_pdfplumber_finds_them(layout: str) -> None:
    data, _ = Maker(CATALOGUE, seeded("places")).make(layout)
    ours = read_document(data, Limits()).pages[0]
    with pdfplumber.open(io.BytesIO(data)) as reference:
        theirs = reference.pages[0].extract_words()
    for word in ours.all_words:
        assert any(_same_place(word, other) for other in theirs if other["text"] == word.text)


def _same_place(word: Word, other: dict[str, Any]) -> bool:
    sides = abs(other["x0"] - word.x0) < 1.5 and abs(other["x1"] - word.x1) < 1.5
    return bool(sides and other["top"] - 2 < word.middle < other["bottom"] + 2)


@pytest.mark.parametrize("turns", [0, 90, 270])
def test_coordinates_are_those_of_the_page_as_shown(turns: int) -> None:
    page, output = canvas()
    page.setPageRotation(turns)
    page.drawString(60, 500, "her")
    (word,) = only_page(page, output).words
    with pdfplumber.open(output) as reference:
        (other,) = reference.pages[0].extract_words()
    assert sorted(word.text) == sorted(other["text"])
    assert abs(other["x0"] - word.x0) < 4
    assert abs((other["top"] + other["bottom"]) / 2 - word.middle) < 4


def test_text_turned_against_a_turned_page_reads_as_usual() -> None:
    """A landscape page as printers make it: /Rotate, and type turned back."""
    page, output = canvas()
    page.setPageRotation(90)
    page.translate(300, 100)
    page.rotate(90)
    page.drawString(0, 0, "Antall treff: 12")
    found = only_page(page, output).words
    assert [word.text for word in found] == ["Antall", "treff:", "12"]
    assert len({round(word.top) for word in found}) == 1
    assert found[0].x1 < found[1].x0 < found[2].x0


def hidden(draw: object) -> dict[str, str | None]:
    """Words of a page and why each is hidden."""
    page, output = canvas()
    draw(page)  # type: ignore[operator]
    return {word.text: word.hidden for word in only_page(page, output).all_words}


def test_text_drawn_invisibly_is_hidden() -> None:
    def draw(page: Canvas) -> None:
        text = page.beginText(60, 700)
        text.setTextRenderMode(3)
        text.textOut("usynlig")
        page.drawText(text)
        page.drawString(60, 600, "synlig")

    found = hidden(draw)
    assert found["usynlig"] == "invisible"
    assert found.get("synlig", "invisible") in (None, "invisible")


def test_text_in_the_colour_of_its_ground_is_hidden_and_white_on_dark_is_not() -> None:
    def draw(page: Canvas) -> None:
        page.setFillColor(blue)
        page.rect(50, 600, 200, 100, fill=1, stroke=0)
        page.setFillColor(white)
        page.drawString(60, 650, "lesbar")
        page.drawString(60, 400, "usynlig")
        page.setFillColor(black)
        page.drawString(60, 300, "vanlig")

    assert hidden(draw) == {"lesbar": None, "usynlig": "unseen", "vanlig": None}


def test_text_under_a_painted_area_is_hidden_and_text_over_it_is_not() -> None:
    def draw(page: Canvas) -> None:
        page.drawString(60, 650, "85")
        page.setFillColor(white)
        page.rect(50, 640, 60, 30, fill=1, stroke=0)
        page.setFillColor(black)
        page.drawString(62, 650, "92")
        page.setFillColor(lightgrey)
        page.rect(50, 540, 60, 30, fill=1, stroke=0)
        page.setFillColor(black)
        page.drawString(62, 550, "77")

    assert hidden(draw) == {"85": "covered", "92": None, "77": None}


def test_text_off_the_page_and_text_too_small_to_see_are_hidden() -> None:
    def draw(page: Canvas) -> None:
        page.drawString(900, 700, "utenfor")
        page.setFont("Helvetica", 0.3)
        page.drawString(60, 600, "bitteliten")
        page.setFont("Helvetica", 10)
        page.drawString(60, 500, "vanlig")

    found = hidden(draw)
    assert found["utenfor"] == "off_page"
    assert found["bitteliten"] == "tiny"
    assert found["vanlig"] is None


def test_form_fields_are_words_in_their_place() -> None:
    page, output = canvas()
    page.drawString(60, 700, "Antall treff")
    page.acroForm.textfield(name="treff", value="4 720", x=200, y=690, width=80, height=20)
    page.acroForm.checkbox(name="ja", checked=True, x=200, y=640, size=15)
    page.acroForm.checkbox(name="nei", checked=False, x=240, y=640, size=15)
    found = {word.field: word for word in only_page(page, output).words if word.field}
    assert {name: word.text for name, word in found.items()} == {"treff": "4 720", "ja": "☒", "nei": "☐"}
    assert abs(found["treff"].x0 - 200) < 3
    assert abs(found["treff"].middle - (842 - 700)) < 3


def test_a_note_mark_is_no_part_of_a_number() -> None:
    page, output = canvas()
    page.setFont("Helvetica", 12)
    page.drawString(60, 700, "28 915")
    page.setFont("Helvetica", 7)
    page.drawString(60 + page.stringWidth("28 915", "Helvetica", 12), 705, "1")
    assert [word.text for word in only_page(page, output).words] == ["28", "915", "1"]


def test_words_that_a_line_is_drawn_through_are_taken_back() -> None:
    def draw(page: Canvas) -> None:
        page.setFont("Helvetica", 12)
        page.drawString(60, 700, "81")
        page.line(59, 704, 75, 704)
        page.drawString(90, 700, "78")
        page.line(89, 698, 105, 698)

    assert hidden(draw) == {"81": "struck", "78": None}
