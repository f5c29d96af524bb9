"""The drawn objects of a page in drawing order: text runs, painted paths and images, forms opened."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from formsvc.legacy_reports.child.geometry import Box, Transform

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

MAX_DEPTH = 8
MAX_OBJECTS = 60_000
_COLOUR_PARTS = tuple(ctypes.c_uint() for _ in range(4))
"""Where pdfium writes a colour; the child has one thread."""
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


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
class Drawn:
    """One object. `order` counts upwards as the page is painted; colour is (r, g, b, alpha) or None for patterns."""

    kind: int
    order: int
    handle: pdfium.FPDF_PAGEOBJECT
    colour: tuple[int, int, int, int] | None
    mode: int = 0
    filled: bool = False
    subpaths: list[Subpath] = field(default_factory=list)


def drawn_objects(page: pdfium.FPDF_PAGE, shown: Transform) -> list[Drawn]:
    """Everything painted, in order. Stops at MAX_OBJECTS."""
    found: list[Drawn] = []
    handles = (pdfium.FPDFPage_GetObject(page, i) for i in range(pdfium.FPDFPage_CountObjects(page)))
    for handle, matrix in _flat(handles, _IDENTITY, 0):
        found.append(_drawn(handle, matrix, shown, len(found)))
        if len(found) >= MAX_OBJECTS:
            break
    return found


def address_of(handle: pdfium.FPDF_PAGEOBJECT) -> int:
    """A comparable identity of a page object."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _flat(
    handles: Iterator[pdfium.FPDF_PAGEOBJECT], outer: Matrix, depth: int
) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, Matrix]]:
    for handle in handles:
        if pdfium.FPDFPageObj_GetType(handle) != pdfium.FPDF_PAGEOBJ_FORM:
            yield handle, outer
        elif depth < MAX_DEPTH:
            inner = (pdfium.FPDFFormObj_GetObject(handle, i) for i in range(pdfium.FPDFFormObj_CountObjects(handle)))
            yield from _flat(inner, _product(_matrix(handle), outer), depth + 1)


def _drawn(handle: pdfium.FPDF_PAGEOBJECT, matrix: Matrix, shown: Transform, order: int) -> Drawn:
    kind = pdfium.FPDFPageObj_GetType(handle)
    drawn = Drawn(kind, order, handle, _fill_colour(handle))
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        drawn.mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        drawn.filled, painted = _draw_mode(handle)
        if painted:
            drawn.subpaths = _subpaths(handle, _product(_matrix(handle), matrix), shown)
    return drawn


def _fill_colour(handle: pdfium.FPDF_PAGEOBJECT) -> tuple[int, int, int, int] | None:
    if not pdfium.FPDFPageObj_GetFillColor(handle, *_COLOUR_PARTS):
        return None
    red, green, blue, alpha = _COLOUR_PARTS
    return red.value, green.value, blue.value, alpha.value


def _draw_mode(handle: pdfium.FPDF_PAGEOBJECT) -> tuple[bool, bool]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
    return fill.value != 0, fill.value != 0 or stroke.value != 0


def _subpaths(handle: pdfium.FPDF_PAGEOBJECT, matrix: Matrix, shown: Transform) -> list[Subpath]:
    paths: list[Subpath] = []
    for kind, x, y, closes in _segments(handle):
        point = shown(*_apply(matrix, x, y))
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not paths:
            paths.append(Subpath([point], "m"))
        else:
            paths[-1].points.append(point)
            paths[-1].shape += "l" if kind == pdfium.FPDF_SEGMENT_LINETO else "c"
        if closes:
            paths[-1].points.append(paths[-1].points[0])
            paths[-1].shape += "h"
    return paths


def _segments(handle: pdfium.FPDF_PAGEOBJECT) -> Iterator[tuple[int, float, float, bool]]:
    """Kind, end point and whether it closes; a Bézier curve's two control points are left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    in_curve = 0
    for index in range(pdfium.FPDFPath_CountSegments(handle)):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        in_curve = in_curve + 1 if kind == pdfium.FPDF_SEGMENT_BEZIERTO else 0
        if in_curve % 3:
            continue
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        yield kind, x.value, y.value, bool(pdfium.FPDFPathSegment_GetClose(segment))


def _matrix(handle: pdfium.FPDF_PAGEOBJECT) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def _apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
