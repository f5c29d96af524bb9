"""Which words nobody can see: drawn invisibly, covered, cut away, in the colour of their ground, tiny, off the page."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import pypdfium2 as pdfium_helpers

from formsvc.legacy_reports.child import calls
from formsvc.legacy_reports.child.calls import Address
from formsvc.legacy_reports.child.difference import ENOUGH, without_difference
from formsvc.legacy_reports.child.geometry import Box, Matrix
from formsvc.legacy_reports.child.objects import Painted, Path
from formsvc.legacy_reports.child.type import INVISIBLE_MODES, Type, type_of
from formsvc.legacy_reports.child.words import PageWord

SMALLEST, FLAT, THIN = 2.5, 1.0, 0.5
_OPAQUE, _FAINT = 250, 16
_BROAD = 3.0
_THIN_LINE, _SHORTEST_LINE, _NEAR = 2.0, 3.0, 20.0
_STRUCK = (0.35, 0.7)
"""How far down a word a line through it stands: above it are accents, below it is underlined."""
_WHITE = (255, 255, 255)


class Ground(NamedTuple):
    """An opaque painted area; without a colour where only a picture of the page tells how it looks."""

    order: int
    box: Box
    colour: tuple[int, int, int] | None


def mark_hidden(
    words: Sequence[PageWord],
    painted: Painted,
    shown: Matrix,
    page: pdfium_helpers.PdfPage,
) -> None:
    """Set `hidden` on the words that a reader of the page cannot see.

    What is painted tells most of it. Where it does not, two pictures do, with and without the text in doubt. They take
    as long as reading the page, so few pages are painted; the text in doubt stays out of the page.
    """
    width, height = page.get_size()
    for word in words:
        word.hidden = _outside(word, 2 * width, 2 * height)
    grounds = list(_all_grounds(painted))
    _strike(words, painted)
    types = _types(painted, shown)
    if all(kind.plain for kind in types.values()) and not _darkened(painted, grounds):
        return
    under = _under(words, grounds)
    doubted: dict[int, Address] = {}
    for word in words:
        kind = types.get(word.text_object)
        if kind and not word.hidden:
            word.hidden, doubtful = _judged(word, kind, under.get(word.first, ()))
            if doubtful:
                doubted[word.first] = kind.handle
    if doubted:
        _look([word for word in words if word.first in doubted], page, set(doubted.values()))


def _strike(words: Sequence[PageWord], painted: Painted) -> None:
    """Hide the words that a line is drawn through: somebody took them back."""
    boxes = [subpath.box for path in painted.paths for subpath in path.subpaths]
    lines = [box for box in boxes if box[3] - box[1] <= _THIN_LINE and box[2] - box[0] > _SHORTEST_LINE]
    between = _by_height(words if lines else ())
    for x0, top, x1, bottom in lines:
        height = (top + bottom) / 2
        for word in between(height - _NEAR, height + _NEAR):
            tall = word.bottom - word.top
            through = _STRUCK[0] * tall <= height - word.top <= _STRUCK[1] * tall
            if through and x0 <= word.x0 + 1 and x1 >= word.x1 - 1:
                word.hidden = word.hidden or "struck"


def _types(painted: Painted, shown: Matrix) -> dict[Address, Type]:
    """Of each text object. Once text has cut what follows, all is in doubt."""
    types = {text.handle: type_of(text, shown) for text in painted.texts}
    if any(kind.cuts for kind in types.values()):
        return {handle: kind._replace(doubtful=True) for handle, kind in types.items()}
    return types


def _look(words: Sequence[PageWord], page: pdfium_helpers.PdfPage, objects: set[Address]) -> None:
    """Hide the words that make no difference to the page."""
    places = {(word.x0, word.top, word.x1, word.bottom): word for word in words}

    def take_out() -> None:
        for handle in objects:
            calls.object_active(handle, 0)

    for box in without_difference(page, list(places), take_out):
        places[box].hidden = "unseen"


def _outside(word: PageWord, twice_width: float, twice_height: float) -> str | None:
    x0, top, x1, bottom = word.x0, word.top, word.x1, word.bottom
    if not (0 <= x0 + x1 <= twice_width and 0 <= top + bottom <= twice_height):
        return "off_page"
    if bottom - top >= SMALLEST and x1 - x0 >= THIN:
        return None
    return "tiny" if bottom - top < FLAT or x1 - x0 < SMALLEST else None


def _darkened(painted: Painted, grounds: list[Ground]) -> bool:
    """Whether an area is dark or a picture, or painted after text. Most are light and were there before it."""
    first_text = painted.texts[0].order if painted.texts else 0
    return any(
        ground.order > first_text or ground.colour is None or min(ground.colour) < 255 - ENOUGH * 2
        for ground in grounds
    )


def _all_grounds(painted: Painted) -> Iterator[Ground]:
    """Opaque paths and pictures, in the order they are painted."""
    pictures = [Ground(picture.order, picture.box, None) for picture in painted.pictures]
    grounds = [ground for path in painted.paths for ground in _grounds(path)]
    yield from sorted([*grounds, *pictures], key=lambda ground: ground.order) if pictures else grounds


def _grounds(path: Path) -> Iterator[Ground]:
    """The opaque areas of a path, and where its line is as broad as one."""
    if path.pen > _BROAD:
        yield from (Ground(path.order, _grown(subpath.box, path.pen / 2), None) for subpath in path.subpaths)
    if path.ground and path.ground[3] >= _OPAQUE:
        boxes = (subpath.box for subpath in path.subpaths if len(subpath.points) >= 4)
        yield from (Ground(path.order, box, path.ground[:3]) for box in boxes if _is_area(box))


def _grown(box: Box, by: float) -> Box:
    x0, top, x1, bottom = box
    return x0 - by, top - by, x1 + by, bottom + by


def _is_area(box: Box) -> bool:
    return box[2] - box[0] > _BROAD and box[3] - box[1] > _BROAD


def _under(words: Sequence[PageWord], grounds: list[Ground]) -> dict[int, list[Ground]]:
    """The grounds that hold the middle of each word, in the order they are painted, by the word's first character."""
    between = _by_height(words)
    found: dict[int, list[Ground]] = {}
    for ground in grounds:
        x0, top, x1, bottom = ground.box
        for word in between(top, bottom):
            if x0 <= (word.x0 + word.x1) / 2 <= x1:
                found.setdefault(word.first, []).append(ground)
    return found


def _by_height(words: Sequence[PageWord]) -> Callable[[float, float], list[PageWord]]:
    """The function that gives the words whose middle lies between two heights."""
    ordered = sorted(words, key=_middle)
    heights = [_middle(word) for word in ordered]
    return lambda top, bottom: ordered[bisect_left(heights, top) : bisect_right(heights, bottom)]


def _middle(word: PageWord) -> float:
    return (word.top + word.bottom) / 2


def _judged(word: PageWord, kind: Type, around: Sequence[Ground]) -> tuple[str | None, bool]:
    """Why the word cannot be seen, where that is certain; and whether only a picture can tell."""
    if kind.mode in INVISIBLE_MODES:
        return "invisible", False
    if kind.colour is not None and kind.colour[3] < _FAINT:
        return "transparent", False
    if any(ground.order > kind.order and ground.colour for ground in around):
        return "covered", False
    return None, kind.doubtful or _cut(word, kind) or not _stands_out(kind, around)


def _cut(word: PageWord, kind: Type) -> bool:
    """Whether the middle of the word lies outside a rectangle that its text is cut to."""
    x, y = (word.x0 + word.x1) / 2, _middle(word)
    return not all(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in kind.clips)


def _stands_out(kind: Type, around: Sequence[Ground]) -> bool:
    """Whether the text has another colour than the ground it is painted on, and no picture comes near it."""
    if kind.colour is None or any(ground.colour is None for ground in around):
        return False
    ground = (around[-1].colour if around else None) or _WHITE
    return max(abs(a - b) for a, b in zip(kind.colour, ground, strict=False)) >= ENOUGH
