"""Words of a page with shown coordinates, split where pdfplumber splits them (x and y tolerance 3 points)."""

import ctypes
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from formsvc.legacy_reports.child.geometry import Transform, shown_box

Box = tuple[float, float, float, float]

TOLERANCE = 3.0
_BREAKS = frozenset(map(ord, " \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"))
_BREAKS |= frozenset(range(0x2000, 0x200B))
_HYPHENS = frozenset((0x02, 0xFFFE))
_ASCENT = 0.8
_FORCE_BOLD = 1 << 18
_BOLD_NAMES = (b"bold", b"black", b"heavy")


@dataclass(slots=True)
class PageWord:
    """A word as it stands on the page. `first` is the index of its first character; `hidden` says why nobody sees it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    first: int
    bold: bool = False
    hidden: str | None = None


def read_words(textpage: pdfium.FPDF_TEXTPAGE, shown: Transform) -> list[PageWord]:
    """Every word, hidden ones included, in the order of the file."""
    words = _split(textpage, shown)
    for word in words:
        _look(textpage, word)
        _set_height(textpage, word, shown)
    return words


def _split(textpage: pdfium.FPDF_TEXTPAGE, shown: Transform) -> list[PageWord]:
    words: list[PageWord] = []
    box = pdfium.FS_RECTF()
    pointer = ctypes.byref(box)
    unicode_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    word: PageWord | None = None
    last: Box = (0.0, 0.0, 0.0, 0.0)
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        code = unicode_of(textpage, index)
        if code in _BREAKS or code == 0:
            word = None
            continue
        if not box_of(textpage, index, pointer):
            continue
        x0, top, x1, bottom = shown_box(shown, box.left, box.bottom, box.right, box.top)
        letter = "-" if code in _HYPHENS else chr(code)
        if word is None or not _follows((x0, top, x1, bottom), last):
            word = PageWord(letter, x0, top, x1, bottom, index)
            words.append(word)
        else:
            word.text += letter
            word.x0, word.x1 = min(word.x0, x0), max(word.x1, x1)
            word.top, word.bottom = min(word.top, top), max(word.bottom, bottom)
        last = (x0, top, x1, bottom)
    return words


def _follows(box: Box, last: Box) -> bool:
    """Whether a letter goes on with the word of the letter before: to its right, or above or below in standing type."""
    x0, top, x1, bottom = box
    if min(bottom, last[3]) > max(top, last[1]):
        return last[0] <= x0 <= last[2] + TOLERANCE
    gap = max(top - last[3], last[1] - bottom)
    return gap <= TOLERANCE and min(x1, last[2]) > max(x0, last[0])


def _set_height(textpage: pdfium.FPDF_TEXTPAGE, word: PageWord, shown: Transform) -> None:
    """From the type's size and baseline: pdfium's own boxes are as high as the letter in some fonts."""
    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetMatrix(textpage, word.first, ctypes.byref(matrix))
    pdfium.FPDFText_GetCharOrigin(textpage, word.first, ctypes.byref(x), ctypes.byref(y))
    size = pdfium.FPDFText_GetFontSize(textpage, word.first)
    base_x, base_y = shown(x.value, y.value)
    up_x, up_y = shown(x.value + size * matrix.c, y.value + size * matrix.d)
    height = base_y - up_y
    if height > abs(up_x - base_x):
        word.top, word.bottom = base_y - _ASCENT * height, base_y + (1 - _ASCENT) * height


def _look(textpage: pdfium.FPDF_TEXTPAGE, word: PageWord) -> None:
    name, flags = ctypes.create_string_buffer(64), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(textpage, word.first, name, 64, flags)
    lowered = name.value.lower()
    word.bold = bool(flags.value & _FORCE_BOLD) or any(part in lowered for part in _BOLD_NAMES)
