"""What stands over a value: result, target, last year, deviation, remark, or a name of its own."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from formsvc.legacy_reports.answers import answer, is_mark, is_value
from formsvc.legacy_reports.document import Box, level, union
from formsvc.legacy_reports.layout import Block, line_below
from formsvc.legacy_reports.normal import folded, joined
from formsvc.legacy_reports.vocabulary import vocabulary

_YEAR = re.compile(r"\b(20\d\d)\b")
_REACH = 14.0
_LONGEST = 60
_MOST_WORDS = 4
_LONGEST_NAME = 40
_BROADER = 1.3
_BAND_GAP = 0.8
_SILENT = ("ignore", "unit")
_TELLING = ("result", "target", "last_year", "deviation", "year")


@dataclass(frozen=True)
class Header:
    """A column's head. `role` is a role of the vocabulary, `year`, or `name` for anything else."""

    blocks: tuple[Block, ...]
    role: str
    year: int | None = None

    @property
    def block(self) -> Block:
        """Its first line."""
        return self.blocks[0]

    @property
    def box(self) -> Box:
        """Around all its lines."""
        return self.block.cell[1] if self.block.cell else union([block.box for block in self.blocks])

    @property
    def text(self) -> str:
        """All its lines."""
        return joined([block.text for block in self.blocks])


@lru_cache(maxsize=5_000)
def role_of(text: str) -> tuple[str, int | None]:
    """The role of a head and the year it names: `Resultat 2024` -> ("result", 2024); `Telefon` -> ("name", None)."""
    year = _YEAR.search(text)
    words = " ".join(folded(re.sub(r"\([^)]*\)", " ", _YEAR.sub(" ", text))).replace("%", " ").split())
    words = re.sub(r"(?:\s*\b(?:for|i|per|pr|31 12|31 des|31 desember|året))+$", "", words).strip()
    number = int(year.group(1)) if year else None
    if not words:
        return ("year", number) if number else ("ignore", None)
    for known in (words, *_beginnings(words)):
        for role in vocabulary()["roles"]:
            if known in _folded_words(role):
                return role, number
    return "name", number


def _beginnings(words: str) -> list[str]:
    """`måltall fra` and `måltall` of `måltall fra søknaden`; nothing of longer texts, or with numbers."""
    parts = words.split()
    if not 1 < len(parts) <= _MOST_WORDS or any(character.isdigit() for character in words):
        return []
    return [" ".join(parts[:end]) for end in range(len(parts) - 1, 0, -1)]


@cache
def _folded_words(role: str) -> frozenset[str]:
    return frozenset(folded(word) for word in vocabulary()["roles"][role])


class Columns:
    """The column heads of a document, page by page."""

    def __init__(self, pages: list[list[Block]], year: int | None) -> None:
        self._year = year
        self._all = {blocks[0].page: _lines(blocks) for blocks in pages if blocks}
        self._lines = {page: [line for line in lines if _is_header(line)] for page, lines in self._all.items()}
        self._below: dict[int, dict[int, list[Box]]] = {}
        """Where values were seen below each head, in rows with a value for every head; by head line and place in it."""

    def in_heads(self) -> set[int]:
        """The blocks that are heads of columns, by identity."""
        return {
            id(block) for lines in self._lines.values() for line in lines for header in line for block in header.blocks
        }

    def learn(self, row: list[Block], label: Box) -> None:
        """Remember where the values of a row without gaps stand: heads and values are not always aligned alike."""
        line = self._line_over(row[0]) if row and row[0].cell is None else None
        if line is None:
            return
        places = _in_order(line, row, label)
        for place, value in zip(places, row, strict=False):
            self._below.setdefault(id(line), {}).setdefault(place, []).append(value.box)

    def roles(self, row: list[Block], label: Box) -> list[str]:
        """What the heads over a row's values say that they are: roles of the vocabulary, `name`, or `none`."""
        line = self._line_over(row[0])
        if line is None:
            return ["none"] * len(row)
        places = [] if row[0].cell else _in_order(line, row, label)
        heads: list[Header | None] = [line[place] for place in places]
        heads = heads or [self._head_over(line, value) for value in row]
        return [self._role(head, line) if head else "none" for head in heads]

    def _line_over(self, value: Block) -> list[Header] | None:
        """The nearest head line above, on the value's page or carried over from before."""
        pages = range(value.page, 0, -1)
        for line in (line for page in pages for line in reversed(self._lines.get(page, []))):
            first = line[0].block
            mixed = (first.cell is None) != (value.cell is None)  # shaded rows are cells, their head may be none
            if (not mixed or first.page == value.page) and _comes_before(first, value):
                return line
        return None

    def _head_over(self, line: list[Header], value: Block) -> Header | None:
        """The head of a value's column: where other values of the column stand, or right above."""
        below = self._below.get(id(line)) if value.cell is None else None
        if below:
            place = min(below, key=lambda place: min(_apart(box, value.box) for box in below[place]))
            return line[place]
        return next((header for header in _nearest(line, value) if _stands_over(header, value)), None)

    def names_over(self, row: list[Block]) -> list[str]:
        """The names over a row of values: `Chat`, `Telefon`; "" over targets and the like. Empty where unclear."""
        for line in reversed(self._all.get(row[0].page, [])):
            if not _comes_before(line[0].block, row[0]):
                continue
            heads = [next((h for h in _nearest(line, value) if _stands_over(h, value)), None) for value in row]
            names = [_name(head, value) for head, value in zip(heads, row, strict=True)]
            if None not in names and any(names) and len({id(head) for head in heads}) == len(row):
                return [name or "" for name in names]
            if any(head and head.role in vocabulary()["roles"] and head.role not in _SILENT for head in heads):
                return []
        return self._names_in_band(row) if row[0].cell is None else []

    def names_above(self, row: list[Block]) -> list[str]:
        """The names over several columns each, for the values whose own head is the result: `Chat` over its two."""
        line = self._line_over(row[0])
        if line is None or row[0].page != line[0].block.page:
            return []
        own = [self._head_over(line, value) for value in row]
        above = [
            header for other in self._all[row[0].page] for header in other if _comes_before(header.block, line[0].block)
        ]
        names = [
            _broad_name(above, value) if head and head.role == "result" else ""
            for head, value in zip(own, row, strict=True)
        ]
        told = [name for name in names if name]
        return names if len(told) == len(set(told)) > 1 else []

    def choice_over(self, mark: Block) -> str:
        """The word that a mark in a column of choices stands for; empty where there is none."""
        over = [
            header
            for line in self._all.get(mark.page, [])
            for header in line
            if _comes_before(header.block, mark) and _stands_over(header, mark) and not is_mark(header.text)
        ]
        for header in reversed(over):
            whole = joined([other.text for other in over if _in_one_head(other, header)])
            if said := next((text for text in (header.text, whole) if answer(text, "grade")), None):
                return said
        return ""

    def _names_in_band(self, row: list[Block]) -> list[str]:
        """The same where heads stand on several lines, each centred by itself: all texts right over the table."""
        over: list[list[str]] = [[] for _ in row]
        for header in (header for line in self._band_over(row) for header in line):
            place = min(range(len(row)), key=lambda place: _apart(row[place].box, header.box))
            if _stands_over(header, row[place]):
                over[place].append(header.block.text)
        names = [joined(texts) for texts in over]
        clear = all(len(name) < _LONGEST_NAME and role_of(name)[0] not in ("result", "year") for name in names)
        return [name if role_of(name)[0] == "name" else "" for name in names] if clear and any(names) else []

    def _band_over(self, row: list[Block]) -> list[list[Header]]:
        """The lines between a table's first row of values and what stands over its heads."""
        above = [line for line in self._all.get(row[0].page, []) if _comes_before(line[0].block, row[0])]
        band: list[list[Header]] = []
        for line in reversed([line for line in above if line[0].block.cell is None]):
            if not any(_stands_over(header, value) for header in line for value in row):
                continue
            if any(map(_is_value, line)):
                if band:
                    break
                continue
            if band and band[0][0].box[1] - line[0].box[3] > _BAND_GAP * line[0].block.height:
                break
            band.insert(0, line)
        return band

    def _role(self, header: Header, line: list[Header]) -> str:
        """The role of a column beside others: years decide what is last year's."""
        results = [h for h in line if h.role in ("result", "year")]
        if header.role in ("name", "ignore", "unit") and results:
            return "other"
        if header.role not in ("result", "year") or header.year is None:
            return header.role
        if any(h.year is None for h in results):
            return "last_year"
        years = [h.year for h in results if h.year]
        current = self._year if self._year in years else max(years, default=header.year)
        return "result" if header.year == current else "last_year" if header.year < current else "target"


def _name(head: Header | None, value: Block) -> str | None:
    """The name of a column, "" where its head says another thing than results, None where it names nothing."""
    if head is None or head.role in ("result", "year") or _is_value(head) or _is_broader(value, head):
        return None
    if head.role != "name":
        return ""
    return head.text if len(head.text) < _LONGEST_NAME else None


def _broad_name(above: list[Header], value: Block) -> str:
    """What the nearest text above says of the column, if it is a name."""
    head = next((header for header in reversed(above) if _stands_over(header, value)), None)
    return head.text if head and head.role == "name" and len(head.text) < _LONGEST_NAME else ""


def _is_broader(value: Block, head: Header) -> bool:
    """A cell over several columns is none of them."""
    if value.cell is None or head.block.cell is None:
        return False
    (x0, _, x1, _), (left, _, right, _) = value.cell[1], head.block.cell[1]
    return x1 - x0 > _BROADER * (right - left)


def _lines(blocks: list[Block]) -> list[list[Header]]:
    """Lines or table rows, each piece with what it would be as a head."""
    lines: list[list[Header]] = []
    used: set[int] = set()
    second_lines: set[int] = set()
    for index, block in enumerate(blocks):
        if id(block) in used:
            continue
        below = line_below(block, blocks[index + 1 :]) if block.cell is None else None
        second_lines.add(id(below))
        header = Header((block,), "name") if id(block) in second_lines else _header(block, blocks[index + 1 :])
        used |= set(map(id, header.blocks))
        if lines and _beside(lines[-1][0], header):
            lines[-1].append(header)
        else:
            lines.append([header])
    return [sorted(line, key=lambda header: header.box[0]) for line in lines]


def _header(block: Block, later: list[Block]) -> Header:
    """A head may stand on up to three lines: `Måltall i / søknaden`."""
    best = Header((block,), *(role_of(block.text) if len(block.text) < _LONGEST else ("name", None)))
    run = [block]
    while block.cell is None and len(run) < 3 and (below := line_below(run[-1], later)):
        run.append(below)
        role, year = role_of(joined([part.text for part in run]))
        if role not in ("name", "ignore"):
            best = Header(tuple(run), role, year)
    return best


def _is_header(line: list[Header]) -> bool:
    roles = [header.role for header in line]
    telling = [role for role in roles if role in _TELLING]
    if not telling or len(line) < 2 or any(map(_is_value, line)):
        return False
    return roles[0] != "year" or all(role in _TELLING or role == "remark" for role in roles)


def _is_value(header: Header) -> bool:
    return header.role == "name" and header.year is None and (is_value(header.text) or is_mark(header.text))


def _beside(one: Header, other: Header) -> bool:
    mine, theirs = one.block.cell, other.block.cell
    if (mine is None) != (theirs is None) or (mine and theirs and mine[0] != theirs[0]):
        return False
    return level(one.box, other.box)


def _comes_before(header: Block, value: Block) -> bool:
    return header.page < value.page or (header.page == value.page and header.box[3] <= value.box[1] + 2)


def _in_order(line: list[Header], row: list[Block], label: Box) -> list[int]:
    """The places of the heads over a row that has a value for every head; empty where it has not."""
    stands_last = label[0] > row[-1].box[2]
    first = 1 if line[0].box[0] <= label[0] + _REACH and not stands_last else 0
    heads = [place for place in range(first, len(line)) if line[place].role not in ("remark", "unit")]
    heads = [place for place in heads if not stands_last or line[place].box[0] < label[0] - _REACH]
    return heads if len(heads) == len(row) else []


def _in_one_head(one: Header, other: Header) -> bool:
    """The same, or right above it."""
    gap = other.box[1] - one.box[3]
    return one is other or (one.block.cell is None and -1 <= gap <= _BAND_GAP * other.block.height)


def _apart(one: Box, other: Box) -> float:
    """How far two values are from being aligned: by their left, their middle or their right."""
    return min(abs(one[0] - other[0]), abs(one[2] - other[2]), abs(one[0] + one[2] - other[0] - other[2]) / 2)


def _nearest(line: list[Header], value: Block) -> list[Header]:
    middle = (value.box[0] + value.box[2]) / 2
    return sorted(line, key=lambda header: abs((header.box[0] + header.box[2]) / 2 - middle))


def _stands_over(header: Header, value: Block) -> bool:
    if header.block.cell and value.cell:
        middle = (value.cell[1][0] + value.cell[1][2]) / 2
        return header.box[0] - 1 <= middle <= header.box[2] + 1
    return header.box[0] - _REACH <= value.box[2] and value.box[0] <= header.box[2] + _REACH
