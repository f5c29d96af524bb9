"""What is painted on a page, in order: text, paths and pictures; forms are opened."""

import ctypes
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice, pairwise, repeat
from typing import NamedTuple

import pypdfium2.raw as pdfium

from formsvc.legacy_reports.child import calls
from formsvc.legacy_reports.child.calls import Address
from formsvc.legacy_reports.child.geometry import IDENTITY, Box, Matrix, Point, around, product, shown_box

Colour = tuple[int, int, int, int]

MAX_DEPTH = 8
MAX_OBJECTS = 60_000
MAX_NOTES = 2_000
_MOVE, _CURVE = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_BEZIERTO
_PICTURES = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)
_BESIDE = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_WIDGET)
_COLOUR_AT, _colour = calls.answers("I", 4)
_MODE_AT, _mode = calls.answers("i", 2)
_POINT_AT, _point = calls.answers("f", 2)
_BOUNDS_AT, _sides = calls.answers("f", 4)
_PEN_AT, _breadth = calls.answers("f", 1)
_MATRIX_AT, _numbers = calls.answers("f", 6)
"""Where pdfium writes its answers, and how to read them; the child has one thread."""


@dataclass(slots=True)
class Subpath:
    """Points of one subpath as shown; `shape` in pdfminer's letters: m, l, c, h."""

    points: list[Point]
    shape: str

    @property
    def box(self) -> Box:
        """Around its points."""
        return around(self.points)


@dataclass(slots=True)
class Path:
    """A painted path. `ground` is what it is filled with; None where it is not, or with a pattern.

    `pen` is the breadth of its line in points, 0 where it has none.
    """

    order: int
    ground: Colour | None
    pen: float
    subpaths: list[Subpath]


class Text(NamedTuple):
    """A text object. `inside`: it belongs to a form, which may cut or dim it."""

    order: int
    handle: Address
    inside: bool


class Picture(NamedTuple):
    """An image, a shading or a note laid on the page."""

    order: int
    box: Box


@dataclass(slots=True)
class Painted:
    """What a page shows; `order` counts upwards as the page is painted."""

    texts: list[Text] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


def painted_objects(page: pdfium.FPDF_PAGE, shown: Matrix, words: AbstractSet[Address]) -> Painted:
    """Everything painted, in order; of text objects those that `words` begin in. Stops at MAX_OBJECTS."""
    painted = Painted()
    count = pdfium.FPDFPage_CountObjects(page)
    handles = map(calls.page_object, repeat(calls.address_of(page)), range(count))
    flat = islice(_flat(handles, IDENTITY, 0), MAX_OBJECTS)
    for order, (handle, kind, matrix) in enumerate(flat):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if handle in words:
                painted.texts.append(Text(order, handle, matrix is not IDENTITY))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            painted.paths += _path(handle, product(matrix, shown), order)
        elif kind in _PICTURES:
            painted.pictures.append(Picture(order, _bounds(handle, product(matrix, shown))))
    painted.pictures += (Picture(MAX_OBJECTS, box) for box in _notes(page, shown))
    return painted


def fill_colour(handle: Address) -> Colour | None:
    """Red, green, blue and opacity (0-255); None for a pattern."""
    if not calls.object_colour(handle, *_COLOUR_AT):
        return None
    red, green, blue, alpha = _colour()
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
    fill, stroke = _mode()
    if fill or stroke:
        ground = fill_colour(handle) if fill else None
        pen = _pen(handle) if stroke else 0.0
        yield Path(order, ground, pen, _subpaths(handle, product(_matrix(handle), shown)))


def _pen(handle: Address) -> float:
    calls.object_pen(handle, *_PEN_AT)
    return float(*_breadth())


def _subpaths(handle: Address, shown: Matrix) -> list[Subpath]:
    segments = [calls.path_segment(handle, index) for index in range(calls.path_count(handle))]
    kinds = [calls.segment_kind(segment) for segment in segments]
    starts = [0, *(index for index, kind in enumerate(kinds) if index and kind == _MOVE), len(kinds)]
    return [_subpath(segments[start:end], kinds[start:end], shown) for start, end in pairwise(starts) if end]


def _subpath(segments: list[Address], kinds: list[int], shown: Matrix) -> Subpath:
    """Its end points; a Bézier curve's two control points are left out."""
    closes = len(segments) > 1 and calls.segment_closes(segments[-1])
    if _CURVE in kinds:
        shape = "".join("c" if kind == _CURVE else "l" for kind in kinds).replace("ccc", "..c")
        segments = [segment for segment, kind in zip(segments, shape, strict=True) if kind != "."]
        shape = f"m{shape.replace('.', '')[1:]}"
    else:
        shape = "m" + "l" * (len(kinds) - 1)
    points = _places(segments, shown)
    return Subpath([*points, points[0]], shape + "h") if closes else Subpath(points, shape)


def _places(segments: list[Address], shown: Matrix) -> list[Point]:
    """Where each segment ends. Called for every line of a page, hence local names."""
    a, b, c, d, e, f = shown
    write, (x_at, y_at), read = calls.segment_point, _POINT_AT, _point
    points = []
    for segment in segments:
        write(segment, x_at, y_at)
        x, y = read()
        points.append((a * x + c * y + e, b * x + d * y + f))
    return points


def _bounds(handle: Address, shown: Matrix) -> Box:
    calls.object_bounds(handle, *_BOUNDS_AT)
    return shown_box(shown, *_sides())


def _notes(page: pdfium.FPDF_PAGE, shown: Matrix) -> Iterator[Box]:
    """Where annotations lie that may cover text; links, their pop-ups and form fields do not."""
    for note in annotations(page, MAX_NOTES):
        if pdfium.FPDFAnnot_GetSubtype(note) not in _BESIDE:
            yield note_box(note, shown)


def annotations(page: pdfium.FPDF_PAGE, most: int) -> Iterator[pdfium.FPDF_ANNOTATION]:
    """The first annotations of a page, each open until the next is asked for."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), most)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            yield annotation
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def note_box(note: pdfium.FPDF_ANNOTATION, shown: Matrix) -> Box:
    """Where an annotation lies."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(note, ctypes.byref(rect))
    return shown_box(shown, rect.left, rect.bottom, rect.right, rect.top)


def _matrix(handle: Address) -> Matrix:
    if not calls.object_matrix(handle, _MATRIX_AT[0]):
        return IDENTITY
    a, b, c, d, e, f = _numbers()
    return a, b, c, d, e, f
