"""Letters after each other in one file, each on a sheet of its own."""

import io

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from formsvc.jobs.printing import in_one_file


def letter(words: str, pages: int) -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written)
    for number in range(pages):
        canvas.drawString(72, 700, f"{words} {number + 1}")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


@pytest.mark.parametrize(
    ("lengths", "begins_at"), [((3, 2, 1), [1, 5, 7]), ((1,), [1]), ((2, 2), [1, 3])], ids=["mixed", "one", "even"]
)
def test_each_letter_begins_on_the_front_of_a_sheet(lengths: tuple[int, ...], begins_at: list[int]) -> None:
    whole = PdfReader(io.BytesIO(in_one_file(letter(f"Brev {number}", pages) for number, pages in enumerate(lengths))))
    said = [page.extract_text().strip() for page in whole.pages]
    assert [said.index(f"Brev {number} 1") + 1 for number in range(len(lengths))] == begins_at
    assert len(said) % 2 == 0
