"""How text objects are painted: what pdfium says at once, and whether that is the whole story."""

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2.raw as pdfium

from formsvc.legacy_reports.child import calls
from formsvc.legacy_reports.child.calls import Address
from formsvc.legacy_reports.child.geometry import Box, Matrix, Point, applied, around
from formsvc.legacy_reports.child.objects import Colour, Text, fill_colour

INVISIBLE_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_STROKED = (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP)
_DARK, _DENSE = 120, 128
_MOST_CORNERS, _MOST_CLIPS, _MOST_MARKS = 5, 16, 16
_LAYER = "OC\0".encode("utf-16-le")
_NAME, _WRITTEN = ctypes.create_string_buffer(len(_LAYER)), ctypes.c_ulong()
_NAME_AT, _WRITTEN_AT = ctypes.addressof(_NAME), ctypes.addressof(_WRITTEN)
_POINT_AT, _point = calls.answers("f", 2)
"""Where pdfium writes its answers; the child has one thread."""


class Type(NamedTuple):
    """How a text object is painted, and when. What lies outside one of the `clips` may be cut away.

    `doubtful`: it lies in a layer or a form, is transparent, stroked or cut to another shape than a rectangle.
    """

    order: int
    handle: Address
    mode: int
    colour: Colour | None
    clips: tuple[Box, ...]
    doubtful: bool

    @property
    def plain(self) -> bool:
        """Dark, whole, and filled as most text is."""
        dark = self.colour is not None and min(self.colour[:3]) <= _DARK and self.colour[3] >= _DENSE
        return dark and self.mode == pdfium.FPDF_TEXTRENDERMODE_FILL and not self.clips and not self.doubtful

    @property
    def cuts(self) -> bool:
        """What follows is cut to the shape of this text."""
        return bool(self.mode >= pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP)


def type_of(text: Text, shown: Matrix) -> Type:
    """Ask pdfium about one text object of a page with this way of being shown."""
    handle = text.handle
    mode = calls.text_mode(handle)
    clips, shaped = _clips(handle, shown)
    doubtful = text.inside or shaped or mode in _STROKED or bool(calls.object_blends(handle)) or _in_layer(handle)
    return Type(text.order, handle, mode, fill_colour(handle), clips, doubtful)


def _in_layer(handle: Address) -> bool:
    """Whether the object belongs to optional content, which a viewer may leave out (ISO 32000-1, 8.11)."""
    for index in range(min(calls.object_marks(handle), _MOST_MARKS)):
        calls.mark_name(calls.object_mark(handle, index), _NAME_AT, len(_LAYER), _WRITTEN_AT)
        if _WRITTEN.value == len(_LAYER) and _NAME.raw == _LAYER:
            return True
    return False


def _clips(handle: Address, shown: Matrix) -> tuple[tuple[Box, ...], bool]:
    """The rectangles that the object is cut to, and whether it is cut to another shape too."""
    clip = calls.object_clip(handle)
    count = max(calls.clip_paths(clip), 0) if clip else 0
    if not count:
        return (), False
    corners = [list(_corners(clip, path, shown)) for path in range(min(count, _MOST_CLIPS))]
    boxes = tuple(around(points) for points in corners if points)
    return boxes, len(boxes) < count


def _corners(clip: Address, path: int, shown: Matrix) -> Iterator[Point]:
    """Of one path that cuts; none if it has more than a rectangle has."""
    count = calls.clip_count(clip, path)
    for index in range(count if count <= _MOST_CORNERS else 0):
        calls.segment_point(calls.clip_segment(clip, path, index), *_POINT_AT)
        yield applied(shown, *_point())
