"""Values that stand in pieces are put together: over two lines, and tick boxes with their words."""

import re
from collections.abc import Callable

from formsvc.legacy_reports.answers import MARK, goes_on, is_ticked, is_value
from formsvc.legacy_reports.document import in_line, level, union
from formsvc.legacy_reports.layout import Block
from formsvc.legacy_reports.normal import plain
from formsvc.legacy_reports.numbers import amounts

_CHOICE = re.compile(r"(?:ja|nei|delvis|ikke aktuelt|ikkje aktuelt)\W*", re.IGNORECASE)
_CHOICE_WORD = re.compile(r"ja|nei|delvis|ikke aktuelt|ikkje aktuelt")
_BEGINS_AFTER = re.compile(r"(?:%|prosent|sek|min|stk|årsverk|dag|uke|veke|virkedag|og\s+\d|[–-]\s*\d)", re.IGNORECASE)
_LINE_GAP, _TICK_GAP, _CHOICE_GAP = 0.6, 3.0, 1.2
_LONGEST = 40
Belong = Callable[[Block, Block], bool]


def whole_values(blocks: list[Block], page: list[Block]) -> list[Block]:
    """Blocks of a page (in lines from the top), pieces of one value joined. Cells are left as they are."""

    def next_choice(one: Block, other: Block) -> bool:
        return _next_choice(one, other) and not any(_stands_left(block, other) for block in page)

    return _joined(_joined(_joined(blocks, _beside), _below), next_choice)


def _joined(blocks: list[Block], belong: Belong) -> list[Block]:
    kept: list[Block] = []
    for block in blocks:
        place = next((at for at in reversed(range(max(0, len(kept) - 12), len(kept))) if belong(kept[at], block)), None)
        if place is None:
            kept.append(block)
        else:
            kept[place] = _together(kept[place], block)
    return kept


def _together(one: Block, other: Block) -> Block:
    return Block(
        one.page,
        one.words + other.words,
        union([one.box, other.box]),
        f"{one.text} {other.text}",
        None,
        one.after_leader,
    )


def _beside(one: Block, other: Block) -> bool:
    """Tick boxes and the words Ja and Nei close together on a line."""
    if one.cell or other.cell or not (_is_choice(one.text) and _is_choice(other.text)):
        return False
    same_line = abs(one.box[1] - other.box[1]) < 0.5 * one.height
    near = -1 <= other.box[0] - one.box[2] < _TICK_GAP * one.height
    return same_line and near and MARK.search(f"{one.text} {other.text}") is not None and not _is_whole(one, other)


def _next_choice(one: Block, other: Block) -> bool:
    """The choices of one question in lines below each other: no word twice, no second tick.

    Without a box in any of them, nobody can tell which was chosen.
    """
    if one.cell or other.cell or not (_is_choice(one.text) and _is_choice(other.text)):
        return False
    gap = other.box[1] - one.box[3]
    below = abs(one.words[0].x0 - other.words[0].x0) < 2 and -2 <= gap < _CHOICE_GAP * other.height
    words, further = (set(_CHOICE_WORD.findall(block.text.lower())) for block in (one, other))
    others = words and further and not words & further
    return bool(below and others) and not (is_ticked(one.text) and is_ticked(other.text))


def _stands_left(one: Block, other: Block) -> bool:
    return one.box[2] <= other.box[0] and level(one.box, other.box, 0.1)


def _is_whole(one: Block, other: Block) -> bool:
    """`Nei` beside `☒ Ja ☐ Nei`: the word is another column's."""
    ticks, words = (
        len(MARK.findall(other.text)),
        len(re.findall(r"[a-zæøå]+", MARK.sub(" ", other.text), re.IGNORECASE)),
    )
    return not MARK.search(one.text) and MARK.match(other.text) is not None and ticks == words


def _is_choice(text: str) -> bool:
    return not re.search(r"\w", _CHOICE.sub("", MARK.sub("", text)))


def _below(one: Block, other: Block) -> bool:
    """The second half of a value: `11 minutter og` / `15 sekunder`, `71,5` / `prosent`."""
    if one.cell or other.cell or len(one.text) > _LONGEST or len(other.text) > _LONGEST:
        return False
    under = -2 <= other.box[1] - one.box[3] < _LINE_GAP * one.height
    if not under or not in_line(one.box, other.box):
        return False
    whole = plain(f"{one.text} {other.text}")
    continued = goes_on(one.text) or _BEGINS_AFTER.match(other.text) is not None
    return continued and len(amounts(whole)) == 1 and is_value(whole)
