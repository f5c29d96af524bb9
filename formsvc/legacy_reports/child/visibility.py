"""Which words nobody can see: drawn invisibly, covered, in the colour of their ground, tiny or off the page."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import pypdfium2.raw as pdfium

from formsvc.legacy_reports.child import calls
from formsvc.legacy_reports.child.calls import Address
from formsvc.legacy_reports.child.geometry import Box
from formsvc.legacy_reports.child.objects import Colour, Painted, Path, fill_colour
from formsvc.legacy_reports.child.words import PageWord

Contrast = Callable[[Box], float]
"""How much the pixels of a box differ (0-255) in a picture of the page."""

INVISIBLE_MODES = (3, 7)
SMALLEST, FLAT = 2.5, 1.0
_SAME_COLOUR = 40
_SEEN_CONTRAST = 48.0
_OPAQUE = 250
_WHITE = (255, 255, 255)


class Ground(NamedTuple):
    """An opaque painted area."""

    order: int
    box: Box
    colour: tuple[int, int, int]


class Type(NamedTuple):
    """How a text object is painted, and when."""

    order: int
    mode: int
    colour: Colour | None


def mark_hidden(
    words: Sequence[PageWord],
    painted: Painted,
    textpage: pdfium.FPDF_TEXTPAGE,
    size: tuple[float, float],
    contrast: Contrast,
) -> None:
    """Set `hidden` on the words that a reader of the page cannot see."""
    for word in words:
        word.hidden = _outside(word, size)
    grounds = [ground for path in painted.paths for ground in _grounds(path)]
    letters = calls.address_of(textpage)
    texts = {handle: order for order, handle in painted.texts}
    if len(texts) > len(words):  # letter by letter, or with the spaces on their own
        firsts = {calls.letter_object(letters, word.first) for word in words}
        texts = {handle: order for handle, order in texts.items() if handle in firsts}
    types = {handle: _type(order, handle) for handle, order in texts.items()}
    if not _darkened(painted, grounds) and all(map(_is_plain, types.values())):
        return
    under = _under(words, grounds)
    for word in words:
        kind = types.get(calls.letter_object(letters, word.first))
        if kind and not word.hidden:
            word.hidden = _unseen(word, kind, under.get(word.first, ()), contrast)


def _outside(word: PageWord, size: tuple[float, float]) -> str | None:
    x0, top, x1, bottom = word.x0, word.top, word.x1, word.bottom
    if not (0 <= x0 + x1 <= 2 * size[0] and 0 <= top + bottom <= 2 * size[1]):
        return "off_page"
    if bottom - top >= SMALLEST:
        return None
    return "tiny" if bottom - top < FLAT or x1 - x0 < SMALLEST else None


def _darkened(painted: Painted, grounds: list[Ground]) -> bool:
    """Whether an area is dark, or painted after text. Most pages have light grounds that were there before it."""
    first_text = painted.texts[0][0] if painted.texts else 0
    return any(ground.order > first_text or min(ground.colour) < 255 - _SAME_COLOUR * 2 for ground in grounds)


def _is_plain(kind: Type) -> bool:
    """Visible, dark, and not transparent."""
    colour = kind.colour
    dark = colour is not None and min(colour[:3]) <= 120 and colour[3] >= 128
    return dark and kind.mode not in INVISIBLE_MODES


def _type(order: int, handle: Address) -> Type:
    return Type(order, calls.text_mode(handle), fill_colour(handle))


def _grounds(path: Path) -> Iterator[Ground]:
    """The opaque areas of a path. Images count as ground of no known colour, handled by the pixels."""
    if path.ground and path.ground[3] >= _OPAQUE:
        boxes = (subpath.box for subpath in path.subpaths if len(subpath.points) >= 4)
        yield from (Ground(path.order, box, path.ground[:3]) for box in boxes if _is_area(box))


def _is_area(box: Box) -> bool:
    return box[2] - box[0] > 3 and box[3] - box[1] > 3


def _under(words: Sequence[PageWord], grounds: list[Ground]) -> dict[int, list[Ground]]:
    """The grounds that hold the middle of each word, in the order they are painted, by the word's first character."""
    by_height = sorted(words, key=_middle)
    heights = [_middle(word) for word in by_height]
    found: dict[int, list[Ground]] = {}
    for ground in grounds:
        x0, top, x1, bottom = ground.box
        for word in by_height[bisect_left(heights, top) : bisect_right(heights, bottom)]:
            if x0 <= (word.x0 + word.x1) / 2 <= x1:
                found.setdefault(word.first, []).append(ground)
    return found


def _middle(word: PageWord) -> float:
    return (word.top + word.bottom) / 2


def _unseen(word: PageWord, kind: Type, around: Sequence[Ground], contrast: Contrast) -> str | None:
    if kind.mode in INVISIBLE_MODES:
        return "invisible"
    if kind.colour is None:
        return None
    if kind.colour[3] < 16:
        return "transparent"
    if any(ground.order > kind.order for ground in around):
        return "covered"
    ground = around[-1].colour if around else _WHITE
    if max(abs(a - b) for a, b in zip(kind.colour, ground, strict=False)) >= _SAME_COLOUR:
        return None
    box = (word.x0, word.top, word.x1, word.bottom)
    return None if contrast(box) >= _SEEN_CONTRAST else "same_colour"
