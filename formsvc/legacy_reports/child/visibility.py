"""Which words nobody can see: drawn invisibly, covered, in the colour of their ground, tiny or off the page."""

from collections.abc import Callable

import pypdfium2.raw as pdfium

from formsvc.legacy_reports.child.geometry import Box
from formsvc.legacy_reports.child.objects import Drawn, address_of
from formsvc.legacy_reports.child.words import PageWord

Contrast = Callable[[Box], float]
"""How much the pixels of a box differ (0-255) in a picture of the page."""

INVISIBLE_MODES = (3, 7)
SMALLEST, FLAT = 2.5, 1.0
_SAME_COLOUR = 40
_SEEN_CONTRAST = 48.0
_OPAQUE = 250
_WHITE = (255, 255, 255)


def mark_hidden(
    words: list[PageWord],
    drawn: list[Drawn],
    textpage: pdfium.FPDF_TEXTPAGE,
    size: tuple[float, float],
    contrast: Contrast,
) -> None:
    """Set `hidden` on the words that a reader of the page cannot see."""
    for word in words:
        word.hidden = _outside(word, size)
    fills = _grounds(drawn)
    if not _suspicious(drawn, fills):
        return
    texts = {address_of(item.handle): item for item in drawn if item.kind == pdfium.FPDF_PAGEOBJ_TEXT}
    for word in words:
        handle = pdfium.FPDFText_GetTextObject(textpage, word.first)
        item = texts.get(address_of(handle)) if handle else None
        if item and not word.hidden:
            word.hidden = _unseen(word, item, fills, contrast)


def _outside(word: PageWord, size: tuple[float, float]) -> str | None:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    if not (0 <= x <= size[0] and 0 <= y <= size[1]):
        return "off_page"
    height = word.bottom - word.top
    return "tiny" if height < FLAT or max(height, word.x1 - word.x0) < SMALLEST else None


def _suspicious(drawn: list[Drawn], fills: list[tuple[int, Box, tuple[int, int, int]]]) -> bool:
    """A cheap look at the whole page: most pages have dark text on light grounds painted before it."""
    if any(max(_WHITE) - max(colour) > _SAME_COLOUR * 2 for _, _, colour in fills):
        return True
    first_text = None
    for item in drawn:
        if item.kind == pdfium.FPDF_PAGEOBJ_TEXT:
            first_text = item.order if first_text is None else first_text
            if (
                item.mode in INVISIBLE_MODES
                or item.colour is None
                or min(item.colour[:3]) > 120
                or item.colour[3] < 128
            ):
                return True
    return first_text is not None and any(order > first_text for order, _, _ in fills)


def _grounds(drawn: list[Drawn]) -> list[tuple[int, Box, tuple[int, int, int]]]:
    """Opaque painted areas in order. Images count as ground of no known colour, handled by the pixels."""
    found: list[tuple[int, Box, tuple[int, int, int]]] = []
    for item in drawn:
        if item.filled and item.colour and item.colour[3] >= _OPAQUE:
            boxes = [path.box for path in item.subpaths if len(path.points) >= 4]
            found += [(item.order, box, item.colour[:3]) for box in boxes if _is_area(box)]
    return found


def _is_area(box: Box) -> bool:
    return box[2] - box[0] > 3 and box[3] - box[1] > 3


def _unseen(
    word: PageWord, item: Drawn, fills: list[tuple[int, Box, tuple[int, int, int]]], contrast: Contrast
) -> str | None:
    if item.mode in INVISIBLE_MODES:
        return "invisible"
    if item.colour is None:
        return None
    if item.colour[3] < 16:
        return "transparent"
    around = [(order, colour) for order, box, colour in fills if _holds(box, word)]
    if any(order > item.order for order, _ in around):
        return "covered"
    ground = around[-1][1] if around else _WHITE
    if max(abs(a - b) for a, b in zip(item.colour, ground, strict=False)) >= _SAME_COLOUR:
        return None
    box = (word.x0, word.top, word.x1, word.bottom)
    return None if contrast(box) >= _SEEN_CONTRAST else "same_colour"


def _holds(box: Box, word: PageWord) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
