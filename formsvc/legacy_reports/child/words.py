"""Words of a page with shown coordinates, split where pdfplumber splits them (x and y tolerance 3 points).

The text comes in one call; only the first and last letter of a word are measured, and all of them in numbers and where
the word looks as if something parts it.
"""

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from formsvc.legacy_reports.child import calls
from formsvc.legacy_reports.child.calls import Address
from formsvc.legacy_reports.child.geometry import Box, Matrix, applied, shown_box

LetterBox = Callable[[int], Box]

TOLERANCE = 3.0
_BREAK = "\\s\\x00-\\x01\\x03-\\x1f\\x85\\xa0"
_WORD = re.compile(f"[^{_BREAK}]+")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"([._·…])\1{3,}|.", re.DOTALL)
_HYPHENS = "\x02\ufffe"
_WIDEST_LETTER, _LOWER = 1.25, 0.85
_ASCENT = 0.8
_LEVEL = 0.01
_FORCE_BOLD, _LONGEST_NAME = 1 << 18, 64
_BOLD_NAME = re.compile(rb"bold|black|heavy", re.IGNORECASE)


@dataclass(slots=True)
class PageWord:
    """A word on the page. `first` is the index of its first character; `hidden` says why nobody sees it.

    `text_object`: what the first character was painted with.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    first: int
    bold: bool = False
    hidden: str | None = None
    text_object: Address = 0


def read_words(textpage: pdfium.FPDF_TEXTPAGE, shown: Matrix) -> list[PageWord]:
    """Every word, hidden ones included, in the order of the file."""
    ruler = _Ruler(textpage, shown)
    object_of, letters = calls.letter_object, calls.address_of(textpage)
    words: list[PageWord] = []
    for match in _WORD.finditer(_text(textpage)):
        words += _parts(ruler, match.start(), match.group())
    last: PageWord | None = None
    last_box: Box = (0.0, 0.0, 0.0, 0.0)
    for word in words:
        box = (word.x0, word.top, word.x1, word.bottom)
        word.text_object = object_of(letters, word.first)
        if last and ((ruler.level and word.text_object == last.text_object) or _same_type(last_box, box)):
            word.top, word.bottom, word.bold = last.top, last.bottom, last.bold
        else:
            ruler.look(word)
        last, last_box = word, box
    return words


def _same_type(last: Box, loose: Box) -> bool:
    """Goes on along the line in a box of the same height: the same type."""
    same_height = abs(last[1] - loose[1]) < 0.01 and abs(last[3] - loose[3]) < 0.01
    return same_height and 0 <= loose[0] - last[2] < 0.5 * (loose[3] - loose[1])


def _text(textpage: pdfium.FPDF_TEXTPAGE) -> str:
    """The page's text, a sign for each of pdfium's characters."""
    count = pdfium.FPDFText_CountChars(textpage)
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, buffer)
    if written == count + 1:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    if written != count + 1 or len(text) != count:  # letters outside the basic plane, or without a meaning
        text = "".join(chr(pdfium.FPDFText_GetUnicode(textpage, index) or 0) for index in range(count))
    for hyphen in _HYPHENS:
        text = text.replace(hyphen, "-")
    return text


def _parts(ruler: "_Ruler", first: int, text: str) -> list[PageWord]:
    """Usually one word; several where a wide gap or a new line parts its letters."""
    box = ruler.box
    x0, top, x1, bottom = box(first)
    if len(text) == 1:
        return [PageWord(text, x0, top, x1, bottom, first)]
    if not _DIGIT.search(text):
        end_x0, end_top, end_x1, end_bottom = box(first + len(text) - 1)
        upper, lower = min(top, end_top), max(bottom, end_bottom)
        widest = _WIDEST_LETTER * (lower - upper) * len(text)
        if end_top < bottom and top < end_bottom and x0 <= end_x0 and end_x1 - x0 <= widest:
            return [PageWord(text, x0, upper, end_x1, lower, first)]
    return list(_letter_by_letter(ruler, first, text))


def _letter_by_letter(ruler: "_Ruler", first: int, text: str) -> Iterator[PageWord]:
    word: PageWord | None = None
    last: Box = (0.0, 0.0, 0.0, 0.0)
    for letter, box, index in _letters(ruler.box, first, text):
        if word and _follows(box, last) and not (letter.isdigit() and _is_mark(ruler, index, box, last)):
            word.text += letter
            word.x0, word.x1 = min(word.x0, box[0]), max(word.x1, box[2])
            word.top, word.bottom = min(word.top, box[1]), max(word.bottom, box[3])
        else:
            if word:
                yield word
            word = PageWord(letter, *box, index)
        last = box
    if word:
        yield word


def _is_mark(ruler: "_Ruler", index: int, box: Box, last: Box) -> bool:
    """A note's mark in smaller type: `87,5¹`. Only type of another height is asked for its size."""
    lower = box[3] - box[1] < _LOWER * (last[3] - last[1])
    return lower and ruler.size(index) < _LOWER * ruler.size(index - 1)


def _letters(letter_box: LetterBox, first: int, text: str) -> Iterator[tuple[str, Box, int]]:
    """Each letter, its box and its index; the dots that lead to a number as one."""
    for run in _LETTER.finditer(text):
        box = letter_box(first + run.start())
        if len(run.group()) > 1:
            _, top, x1, bottom = letter_box(first + run.end() - 1)
            box = box[0], min(box[1], top), x1, max(box[3], bottom)
        yield run.group(), box, first + run.start()


def _follows(box: Box, last: Box) -> bool:
    """Whether a letter goes on with the word of the letter before: to its right, or above or below in standing type."""
    x0, top, x1, bottom = box
    if min(bottom, last[3]) > max(top, last[1]):
        return last[0] <= x0 <= last[2] + TOLERANCE
    gap = max(top - last[3], last[1] - bottom)
    return gap <= TOLERANCE and min(x1, last[2]) > max(x0, last[0])


class _Ruler:
    """Measures letters; keeps the memory that pdfium writes its answers to."""

    def __init__(self, textpage: pdfium.FPDF_TEXTPAGE, shown: Matrix) -> None:
        self._letters, self._shown = calls.address_of(textpage), shown
        (self._matrix_at, *_), self._matrix = calls.answers("f", 6)
        (self._flags_at,), self._flags = calls.answers("i", 1)
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._name_at = ctypes.addressof(self._name)
        self.box = _letter_boxes(textpage, shown)
        self.level = False
        """Whether what was looked at last stands on a level line, so that the rest of its text object does too."""

    def size(self, index: int) -> float:
        """The size of a letter's type in points, as it stands in the file."""
        calls.letter_matrix(self._letters, index, self._matrix_at)
        _, _, c, d, _, _ = self._matrix()
        return float(calls.letter_size(self._letters, index) * max(abs(c), abs(d)))

    def look(self, word: PageWord) -> None:
        """Height from the type's size and baseline (pdfium's boxes are as high as the letter in some fonts); weight."""
        calls.letter_matrix(self._letters, word.first, self._matrix_at)
        size = calls.letter_size(self._letters, word.first)
        _, _, c, d, e, f = self._matrix()
        base_x, base_y = applied(self._shown, e, f)
        up_x, up_y = applied(self._shown, e + size * c, f + size * d)
        height = base_y - up_y
        fits = height > abs(up_x - base_x) and word.top - height < base_y < word.bottom + height
        self.level = fits and abs(up_x - base_x) < _LEVEL
        if fits:
            word.top, word.bottom = base_y - _ASCENT * height, base_y + (1 - _ASCENT) * height
        calls.letter_font(self._letters, word.first, self._name_at, _LONGEST_NAME, self._flags_at)
        (flags,) = self._flags()
        word.bold = bool(flags & _FORCE_BOLD) or _BOLD_NAME.search(self._name.value) is not None


def _letter_boxes(textpage: pdfium.FPDF_TEXTPAGE, shown: Matrix) -> LetterBox:
    """The function that measures a letter's loose box. Called for most letters of a page, hence local names."""
    measure, letters = calls.letter_box, calls.address_of(textpage)
    (answer, *_), sides = calls.answers("f", 4)
    a, b, c, d, e, f = shown

    def upright(index: int) -> Box:
        measure(letters, index, answer)
        left, top, right, bottom = sides()
        return a * left + e, d * top + f, a * right + e, d * bottom + f

    def turned(index: int) -> Box:
        measure(letters, index, answer)
        left, top, right, bottom = sides()
        return shown_box(shown, left, bottom, right, top)

    return upright if b == c == 0 and a > 0 > d else turned
