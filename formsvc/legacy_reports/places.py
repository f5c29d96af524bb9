"""How labels and values stand to each other on a page."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from formsvc.legacy_reports.document import in_line, level
from formsvc.legacy_reports.layout import Block
from formsvc.legacy_reports.occurrences import Occurrence

_BEFORE = 5.0
_FEWEST_ITEMS = 4


def beside(text: Block, value: Block) -> bool:
    """In the same row of a table, to its right."""
    if (text.cell is None) != (value.cell is None):
        return False
    if text.cell and value.cell:
        middle = (value.cell[1][1] + value.cell[1][3]) / 2
        same = text.cell[0] == value.cell[0] and text.cell[1][1] <= middle <= text.cell[1][3]
        return same and value.cell[1][0] >= text.cell[1][2] - 2
    middle = (value.box[1] + value.box[3]) / 2
    return text.box[1] - 2 <= middle <= text.box[3] + 2 and value.box[0] >= text.box[2] - 2


def left_of(label: Occurrence, block: Block) -> bool:
    """On the label's first line, close before it."""
    first = label.blocks[0]
    gap = first.box[0] - block.box[2]
    level = abs((block.box[1] + block.box[3]) - (first.box[1] + first.box[3])) < first.height
    return first.cell is None and block.cell is None and level and -1 <= gap <= _BEFORE * first.height


def right_of(label: Occurrence, block: Block) -> bool:
    """In the label's row, to its right."""
    first = label.blocks[0]
    if (first.cell is None) != (block.cell is None):
        return False
    if first.cell and block.cell:
        mine, theirs = first.cell[1], block.cell[1]
        overlap = min(mine[3], theirs[3]) - max(mine[1], theirs[1])
        return first.cell[0] == block.cell[0] and theirs[0] >= mine[2] - 2 and overlap > 0.6 * (theirs[3] - theirs[1])
    middle = (block.box[1] + block.box[3]) / 2
    return label.box[1] - 2 <= middle <= label.box[3] + 2 and block.box[0] >= label.blocks[-1].box[2] - 2


def above_another(one: Block, other: Block) -> bool:
    """One above the other."""
    return in_line(one.box, other.box, 0.3)


def in_column(label: Occurrence, block: Block) -> bool:
    """Above or below the label, by more than half."""
    return in_line(label.box, block.box)


def gap(label: Occurrence, block: Block) -> float:
    """The empty height between them."""
    a, b = label.box, block.box
    return max(a[1] - b[3], b[1] - a[3])


def with_lines_below(label: Occurrence, lines: Sequence[Block]) -> Occurrence:
    """The label with what belongs to it of these lines: close below it, in its column."""
    for line in lines:
        if (
            label.tail is None
            and label.page == line.page
            and in_column(label, line)
            and 0 <= gap(label, line) < line.height
        ):
            label = replace(label, blocks=(*label.blocks, line))
    return label


def item_numbers(blocks: Sequence[Block]) -> set[int]:
    """The numbers of a page's items that stand by themselves before their text (`4   Antall besøkende`), by identity.

    Told from values by following each other: at least four do.
    """
    bare = [block for block in blocks if re.fullmatch(r"\d{1,2}", block.text)]
    if len(_in_runs({int(block.text) for block in bare})) < _FEWEST_ITEMS:
        return set()
    alone = {int(block.text): block for block in bare if _leads(block, blocks)}
    return {id(alone[number]) for number in _in_runs(alone.keys())}


def _in_runs(numbers: AbstractSet[int]) -> set[int]:
    """Those that follow each other."""
    first = [number for number in numbers if {number + step for step in range(_FEWEST_ITEMS)} <= numbers]
    return {number + step for number in first for step in range(_FEWEST_ITEMS)}


def _leads(number: Block, blocks: Sequence[Block]) -> bool:
    after = (block for block in blocks if block is not number and block.text[:1].isalpha())
    return any(level(number.box, b.box) and 0 <= b.box[0] - number.box[2] < _BEFORE * number.height for b in after)
