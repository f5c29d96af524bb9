"""Where a page looks other with some of what it shows than without it."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pypdfium2 as pdfium_helpers

from formsvc.legacy_reports.child.geometry import Box, around

_SCALE = 2.0
_MARGIN = 2.0
MAX_PIXELS = 16_000_000
ENOUGH = 40
"""How much lighter or darker (0-255) a pixel must be for people to see it."""


def without_difference(page: pdfium_helpers.PdfPage, boxes: Sequence[Box], take_out: Callable[[], None]) -> list[Box]:
    """The boxes that look the same before and after something is taken out of the page.

    The second picture is only painted if the first has something in some box.
    """
    look = _Look(page, boxes)
    before = look.picture()
    bare = [box for box in boxes if not _marked(look.rows(before, box))]
    if len(bare) < len(boxes):
        take_out()
        after = look.picture()
        bare = [box for box in boxes if not _differ(look.rows(before, box), look.rows(after, box))]
    return bare


class _Look:
    """Paints the part of the page that the boxes lie in."""

    def __init__(self, page: pdfium_helpers.PdfPage, boxes: Sequence[Box]) -> None:
        width, height = page.get_size()
        x0, top, x1, bottom = around([*(box[:2] for box in boxes), *(box[2:] for box in boxes)])
        self._left, self._top = max(x0 - _MARGIN, 0.0), max(top - _MARGIN, 0.0)
        right, low = max(width - x1 - _MARGIN, 0.0), max(height - bottom - _MARGIN, 0.0)
        self._crop = self._left, low, right, self._top
        self._page = page
        self._scale = min(_SCALE, (MAX_PIXELS / max(width * height, 1)) ** 0.5)

    def picture(self) -> Any:
        """Grey pixels."""
        return self._page.render(scale=self._scale, crop=self._crop, grayscale=True)

    def rows(self, picture: Any, box: Box) -> Iterator[bytes]:
        """The pixels of a box, row by row."""
        x0, x1 = (round((side - self._left) * self._scale) for side in (box[0], box[2]))
        top, bottom = (round((side - self._top) * self._scale) for side in (box[1], box[3]))
        start = ctypes.cast(picture.buffer, ctypes.POINTER(ctypes.c_ubyte))
        for row in range(max(top, 0), min(bottom, picture.height)):
            place = row * picture.stride
            yield bytes(start[place + max(x0, 0) : place + min(x1, picture.width)])


def _marked(rows: Iterator[bytes]) -> bool:
    pixels = b"".join(rows)
    return bool(pixels) and max(pixels) - min(pixels) >= ENOUGH


def _differ(rows: Iterator[bytes], others: Iterator[bytes]) -> bool:
    pairs = zip(rows, others, strict=True)
    return any(
        one != other and any(abs(a - b) >= ENOUGH for a, b in zip(one, other, strict=True)) for one, other in pairs
    )
