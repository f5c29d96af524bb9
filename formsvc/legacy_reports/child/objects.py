"""What is painted on a page, in order: text and paths; forms are opened."""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, repeat

import pypdfium2.raw as pdfium

from formsvc.legacy_reports.child import calls
from formsvc.legacy_reports.child.calls import Address
from formsvc.legacy_reports.child.geometry import IDENTITY, Box, Matrix, Point, applied, product

Colour = tuple[int, int, int, int]

MAX_DEPTH = 8
MAX_OBJECTS = 60_000
_COLOUR, _MODE = (ctypes.c_uint * 4)(), (ctypes.c_int * 2)()
_POINT, _MATRIX = (ctypes.c_float * 2)(), (ctypes.c_float * 6)()
"""Where pdfium writes its answers; the child has one thread."""
_COLOUR_AT, _MODE_AT, _POINT_AT = (
    [ctypes.addressof(part) + index * 4 for index in range(len(part))] for part in (_COLOUR, _MODE, _POINT)
)


@dataclass(slots=True)
class Subpath:
    """Points of one subpath as shown; `shape` in pdfminer's letters: m, l, c, h."""

    points: list[Point]
    shape: str

    @property
    def box(self) -> Box:
        """Around its points."""
        xs, ys = [p[0] for p in self.points], [p[1] for p in self.points]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(slots=True)
class Path:
    """A painted path. `ground` is what it is filled with; None where it is not, or with a pattern."""

    order: int
    ground: Colour | None
    subpaths: list[Subpath]


@dataclass(slots=True)
class Painted:
    """A page's text objects and paths; `order` counts upwards as the page is painted."""

    texts: list[tuple[int, Address]] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)


def painted_objects(page: pdfium.FPDF_PAGE, shown: Matrix) -> Painted:
    """Everything painted, in order. Stops at MAX_OBJECTS."""
    painted = Painted()
    count = pdfium.FPDFPage_CountObjects(page)
    handles = map(calls.page_object, repeat(calls.address_of(page)), range(count))
    flat = islice(_flat(handles, IDENTITY, 0), MAX_OBJECTS)
    for order, (handle, kind, matrix) in enumerate(flat):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            painted.texts.append((order, handle))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            painted.paths += _path(handle, product(matrix, shown), order)
    return painted


def fill_colour(handle: Address) -> Colour | None:
    """Red, green, blue and opacity (0-255); None for a pattern."""
    if not calls.object_colour(handle, *_COLOUR_AT):
        return None
    red, green, blue, alpha = _COLOUR
    return red, green, blue, alpha


def _flat(handles: Iterable[Address], outer: Matrix, depth: int) -> Iterator[tuple[Address, int, Matrix]]:
    for handle in handles:
        kind = calls.object_kind(handle)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield handle, kind, outer
        elif depth < MAX_DEPTH:
            inner = map(calls.form_object, repeat(handle), range(calls.form_count(handle)))
            yield from _flat(inner, product(_matrix(handle), outer), depth + 1)


def _path(handle: Address, shown: Matrix, order: int) -> Iterator[Path]:
    """The path, unless it only clips."""
    calls.path_draw_mode(handle, *_MODE_AT)
    fill, stroke = _MODE
    if fill or stroke:
        ground = fill_colour(handle) if fill else None
        yield Path(order, ground, _subpaths(handle, product(_matrix(handle), shown)))


def _subpaths(handle: Address, shown: Matrix) -> list[Subpath]:
    paths: list[Subpath] = []
    for kind, x, y, closes in _segments(handle):
        point = applied(shown, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not paths:
            paths.append(Subpath([point], "m"))
        else:
            paths[-1].points.append(point)
            paths[-1].shape += "l" if kind == pdfium.FPDF_SEGMENT_LINETO else "c"
        if closes:
            paths[-1].points.append(paths[-1].points[0])
            paths[-1].shape += "h"
    return paths


def _segments(handle: Address) -> Iterator[tuple[int, float, float, bool]]:
    """Kind, end point and whether it closes; a Bézier curve's two control points are left out."""
    in_curve = 0
    for index in range(calls.path_count(handle)):
        segment = calls.path_segment(handle, index)
        kind = calls.segment_kind(segment)
        in_curve = in_curve + 1 if kind == pdfium.FPDF_SEGMENT_BEZIERTO else 0
        if in_curve % 3:
            continue
        calls.segment_point(segment, *_POINT_AT)
        yield kind, *_POINT, kind != pdfium.FPDF_SEGMENT_MOVETO and bool(calls.segment_closes(segment))


def _matrix(handle: Address) -> Matrix:
    if not calls.object_matrix(handle, ctypes.addressof(_MATRIX)):
        return IDENTITY
    a, b, c, d, e, f = _MATRIX
    return a, b, c, d, e, f
