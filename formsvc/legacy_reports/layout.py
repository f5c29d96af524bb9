"""Words to blocks: pieces of lines as a person sees them, and table cells. Repeated headers and margin numbers go."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from formsvc.legacy_reports.document import Box, Document, Page, Word, union
from formsvc.legacy_reports.normal import joined, plain

_GAP = 0.9
"""A gap wider than this part of the line's height parts two pieces of a line."""
_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|_{3,}|·{4,}|-{4,}")
_MARGIN_NUMBERS = 5
_PAGE_NUMBER = r"(?:.*\b(?:side|s\.)\s*)?\d{1,3}(?:\s*(?:av|/|\()\s*\d{1,3}\)?)?"
_EDGE = 0.09
_EDGES_OF_PAGES = 2
_LINE_GAP = 0.75
_COLUMN_LINES, _COLUMN_GAP = 3, 0.3


@dataclass(frozen=True)
class Block:
    """A piece of a line, or a table cell. `after_leader`: dots lead from the piece before to this one."""

    page: int
    words: tuple[Word, ...]
    box: Box
    text: str
    cell: tuple[int, Box] | None = None
    """The table's number on the page and the cell's own box."""
    after_leader: bool = False

    @cached_property
    def height(self) -> float:
        """The height of its first line."""
        return self.words[0].height

    @cached_property
    def bold(self) -> bool:
        """Mostly bold."""
        return sum(word.bold for word in self.words) * 2 > len(self.words)


def blocks_of(document: Document, repeated: set[str]) -> list[list[Block]]:
    """The blocks of every page but its `repeated_edges`, in lines from the top, left to right."""
    return [_page_blocks(page, repeated) for page in document.pages]


def edges_of(document: Document, repeated: set[str]) -> list[Block]:
    """What `blocks_of` leaves out at the edges of the first pages: headers and footers say who writes."""
    gone = [
        (page.number, line)
        for page in document.pages[:_EDGES_OF_PAGES]
        for line in lines_of(page.words)
        if _is_repeated(line, page, repeated)
    ]
    return [_block(number, words, after_leader=led) for number, line in gone for words, led in _pieces(line)]


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words that stand on one line, from the left; lines from the top."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.middle, w.x0)):
        line = lines[-1] if lines else None
        if line and _same_line(line, word):
            line.append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.x0) for line in lines]


def line_below(block: Block, later: list[Block]) -> Block | None:
    """The next line of the same text: same column, close, same size and weight of type."""
    x0, top, x1, bottom = block.box
    limit = bottom + _LINE_GAP * block.height
    for other in later:
        if other.box[1] > limit:
            return None
        below = other.box[1] > (top + bottom) / 2 and other.cell is None
        aligned = abs(other.box[0] - x0) < 6 or abs(other.box[0] + other.box[2] - x0 - x1) < 12
        same_type = abs(other.height - block.height) < 0.15 * block.height and other.bold == block.bold
        if below and aligned and same_type:
            return other
    return None


def _same_line(line: list[Word], word: Word) -> bool:
    """By the middle of the words: big and small type share a line when each middle is inside the other."""
    top, bottom = word.top, word.bottom
    height, middle = bottom - top, (top + bottom) / 2
    for other in line[-4:]:
        lower = other.bottom - other.top
        if abs((other.top + other.bottom) / 2 - middle) < 0.35 * min(lower, height) + 0.5:
            return True
    return False


def _page_blocks(page: Page, repeated: set[str]) -> list[Block]:
    words = _without_edges(_without_margin_numbers(_without_note_marks(page.words)), page, repeated)
    cells, rest = _cell_blocks(page, words)
    lines = lines_of(rest)
    starts = Counter(round(words[0].x0) for line in lines for words, _ in list(_pieces(line))[1:])
    columns = frozenset(start for start, count in starts.items() if count >= _COLUMN_LINES)
    free = [_block(page.number, words, after_leader=led) for line in lines for words, led in _pieces(line, columns)]
    return sorted(cells + free, key=lambda b: (round(b.box[1]), b.box[0]))


def _cell_blocks(page: Page, words: list[Word]) -> tuple[list[Block], list[Word]]:
    """A block a cell that has words, and the words that stand in none. A table of one column is no table."""
    found: list[Block] = []
    for number, table in enumerate(page.tables):
        if len({round(cell[0]) for cell in table}) < 2:
            continue
        around = union(list(table))
        near = [word for word in words if _is_in(word, around)]
        taken: set[int] = set()
        for cell in table:
            inside = [word for word in near if id(word) not in taken and _is_in(word, cell)]
            if inside:
                taken |= set(map(id, inside))
                found.append(_block(page.number, [w for line in lines_of(inside) for w in line], (number, cell)))
        words = [word for word in words if id(word) not in taken]
    return found, words


def _is_in(word: Word, box: Box) -> bool:
    return box[0] <= (word.x0 + word.x1) / 2 < box[2] and box[1] <= word.middle < box[3]


def _block(page: int, words: list[Word], cell: tuple[int, Box] | None = None, *, after_leader: bool = False) -> Block:
    lines = lines_of(words) if cell else [words]
    text = joined([plain(" ".join(word.text for word in line)) for line in lines])
    return Block(page, tuple(words), union([word.box for word in words]), text, cell, after_leader)


def _pieces(line: list[Word], columns: frozenset[int] = frozenset()) -> Iterator[tuple[list[Word], bool]]:
    """A line parted at wide gaps, at leaders, and where other lines of the page begin a column; do dots lead to it?"""
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(line) if b.x0 > a.x1)
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    current: list[Word] = []
    leader = False
    for word in (part for whole in line for part in _without_leader(whole)):
        is_leader = not word.text.isalnum() and _LEADER.fullmatch(word.text) is not None
        if current and (is_leader or _parted(current[-1], word, columns, usual)):
            yield current, leader
            current, leader = [], False
        if is_leader:
            leader = True
        else:
            current.append(word)
    if current:
        yield current, leader


def _parted(one: Word, other: Word, columns: frozenset[int], usual: float) -> bool:
    """A wide gap; or one a little wider than the line's `usual` gap, just where a column begins."""
    width = other.x0 - one.x1
    gap = width / max(min(one.height, other.height), 1.0)
    return gap > _GAP or (gap > _COLUMN_GAP and width > 1.2 * usual and round(other.x0) in columns)


def _without_leader(word: Word) -> list[Word]:
    """`for.......77` is three words, each with its share of the width."""
    match = None if word.text.isalnum() else _LEADER.search(word.text)
    if not match:
        return [word]
    spans = [(a, b) for a, b in pairwise((0, match.start(), match.end(), len(word.text))) if b > a]
    scale = (word.x1 - word.x0) / _width(word.text)
    parts: list[Word] = []
    left = word.x0
    for a, b in spans:
        right = left + _width(word.text[a:b]) * scale
        parts.append(Word(word.text[a:b], left, word.top, right, word.bottom, word.bold, None, word.field))
        left = right
    return parts


def _width(text: str) -> float:
    """A rough width: a dot is half as wide as a digit."""
    return sum(0.5 if character in ".,·: " else 1.0 for character in text)


def _without_note_marks(words: Sequence[Word]) -> list[Word]:
    """Drop the small raised digits that stand right after a word: they are marks of notes, not part of a number."""
    marks = {
        id(mark)
        for word, mark in pairwise(words)
        if len(mark.text) < 3 and mark.text.isdigit() and _is_mark_of(mark, word)
    }
    return [word for word in words if id(word) not in marks]


def _is_mark_of(mark: Word, word: Word) -> bool:
    small = mark.height < 0.85 * word.height
    raised = mark.bottom < word.bottom - 0.1 * word.height and mark.bottom > word.top
    return small and raised and -1 <= mark.x0 - word.x1 < 0.2 * word.height


def _without_margin_numbers(words: list[Word]) -> list[Word]:
    """Drop line numbers that stand in the margin: many numbers at the left edge, counting upwards."""
    numbers = sorted((w for w in words if w.text.isdigit() and len(w.text) < 5), key=lambda w: w.top)
    by_edge = Counter(round(word.x1 / 6) for word in numbers)
    if not by_edge:
        return words
    edge, count = by_edge.most_common(1)[0]
    column = [word for word in numbers if abs(round(word.x1 / 6) - edge) <= 1]
    steps = {int(b.text) - int(a.text) for a, b in pairwise(column)}
    in_column = set(map(id, column))
    others = [word for word in words if id(word) not in in_column]
    leftmost = min((word.x0 for word in others), default=0.0)
    if count < _MARGIN_NUMBERS or len(steps) != 1 or not steps & {1, 5} or column[0].x0 > leftmost:
        return words
    return others


def repeated_edges(document: Document) -> set[str]:
    """The lines that stand at the same edge, top or bottom, of most pages, numbers aside."""
    pages = [page for page in document.pages if page.words]
    if len(pages) < 2:
        return set()
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_mask(line, page) for line in lines_of(page.words) if _at_edge(line, page)})
    return {line for line, count in seen.items() if count * 2 > len(pages) and re.search(r"[^\W\d_]", line)}


def _without_edges(words: list[Word], page: Page, repeated: set[str]) -> list[Word]:
    return [word for line in lines_of(words) if not _is_repeated(line, page, repeated) for word in line]


def _is_repeated(line: list[Word], page: Page, repeated: set[str]) -> bool:
    """At the edge, and a page number or on most pages."""
    if not _at_edge(line, page):
        return False
    text = plain(" ".join(word.text for word in line))
    return _mask(line, page) in repeated or re.fullmatch(_PAGE_NUMBER, text, re.IGNORECASE) is not None


def _at_edge(line: list[Word], page: Page) -> bool:
    middle = line[0].middle
    return middle < page.height * _EDGE or middle > page.height * (1 - _EDGE)


def _mask(line: list[Word], page: Page) -> str:
    edge = "<" if line[0].middle < page.height / 2 else ">"
    return edge + re.sub(r"\d+", "#", plain(" ".join(word.text for word in line)))
