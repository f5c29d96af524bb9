"""A label with heads of its own below it: `Måltall` and `Resultat`, side by side or one under the other."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from formsvc.legacy_reports.columns import role_of
from formsvc.legacy_reports.document import level
from formsvc.legacy_reports.layout import Block
from formsvc.legacy_reports.occurrences import Occurrence
from formsvc.legacy_reports.places import above_another, in_column

_HEADS = ("result", "target", "last_year", "deviation", "remark")
_FIRST_GAP, _VALUE_GAP, _NEXT_GAP = 2.6, 1.5, 6.0
"""Heights of a line: to the first head, from a head to its value, from one line of heads to the next."""
_LEFT = 10.0
Head = tuple[Block, str, Block | None]


def heads_of(
    label: Occurrence, labels: Sequence[Occurrence], free: Sequence[Block], values: AbstractSet[int]
) -> list[Head]:
    """The heads below a label with their roles and the values under (or beside) them; none where they are no heads.

    `free` are the page's blocks that are no labels, `values` those of them that are values, by identity.
    """
    below = _region(label, labels, free)
    first = next((block for block in below if in_column(label, block)), None)
    if first is None or first.box[1] - label.box[3] > _FIRST_GAP * first.height:
        return []
    heads = [block for block in below if _is_head(block, values)]
    if not all(_is_head(block, values) for block in below if level(block.box, first.box)):
        return []
    mine = [block for block in below if id(block) in values]
    found = [(head, role_of(head.text)[0], _value_of(head, mine)) for head in _unbroken(heads)]
    is_heading = len(found) == 1 and found[0][2] is None
    return found if any(role in ("result", "target") for _, role, _ in found) and not is_heading else []


def _is_head(block: Block, values: AbstractSet[int]) -> bool:
    return id(block) not in values and role_of(block.text)[0] in _HEADS


def _region(label: Occurrence, labels: Sequence[Occurrence], free: Sequence[Block]) -> list[Block]:
    """The blocks below a label, up to the next label below it and to the labels of the next column."""
    others = [other for other in labels if other.blocks != label.blocks]
    x0, _, x1, bottom = label.box
    end = min((o.box[1] for o in others if o.box[1] >= bottom - 3 and o.box[0] < x1), default=float("inf"))
    right = min((o.box[0] for o in others if o.box[0] >= x1), default=float("inf"))
    inside = [block for block in free if block.cell is None and x0 - _LEFT <= block.box[0] < right]
    return sorted((b for b in inside if bottom - 3 < b.box[1] < end), key=lambda b: (b.box[1], b.box[0]))


def _unbroken(heads: list[Block]) -> list[Block]:
    """The heads that follow each other closely."""
    near = heads[:1]
    for head in heads[1:]:
        if head.box[1] - near[-1].box[3] > _NEXT_GAP * head.height:
            break
        near.append(head)
    return near


def _value_of(head: Block, values: Sequence[Block]) -> Block | None:
    """The value beside a head, or close below it."""
    beside = [value for value in values if level(value.box, head.box) and value.box[0] >= head.box[2]]
    if beside:
        return min(beside, key=lambda value: value.box[0])
    near = [b for b in values if above_another(head, b) and -3 <= b.box[1] - head.box[3] <= _VALUE_GAP * b.height]
    return min(near, key=lambda block: block.box[1], default=None)
