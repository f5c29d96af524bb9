"""From the coordinates of a PDF page to the page as shown: after rotation, points, origin top left."""

import ctypes
from collections.abc import Sequence

import pypdfium2.raw as pdfium

_GRID = 1000
_STEP = 1000.0

Box = tuple[float, float, float, float]
Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f, as PDF writes it: x' = a x + c y + e, y' = b x + d y + f."""
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def shown_transform(page: pdfium.FPDF_PAGE) -> Matrix:
    """The way from page space (origin bottom left, before /Rotate) to the page as shown.

    Measured on pdfium's own mapping to a fine grid of pixels, which knows rotation, crop box and inheritance.
    """
    width = round(pdfium.FPDF_GetPageWidthF(page) * _GRID)
    height = round(pdfium.FPDF_GetPageHeightF(page) * _GRID)

    def on_grid(x: float, y: float) -> tuple[float, float]:
        column, row = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, ctypes.byref(column), ctypes.byref(row))
        return column.value / _GRID, row.value / _GRID

    (e, f), (right_x, right_y), (up_x, up_y) = on_grid(0, 0), on_grid(_STEP, 0), on_grid(0, _STEP)
    a, b = (right_x - e) / _STEP, (right_y - f) / _STEP
    c, d = (up_x - e) / _STEP, (up_y - f) / _STEP
    return a, b, c, d, e, f


def applied(matrix: Matrix, x: float, y: float) -> Point:
    """A point after the matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def product(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    return (
        *(outer[0] * a + outer[2] * b, outer[1] * a + outer[3] * b),
        *(outer[0] * c + outer[2] * d, outer[1] * c + outer[3] * d),
        *applied(outer, e, f),
    )


def around(points: Sequence[Point]) -> Box:
    """The smallest box around these points (at least one)."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def shown_box(shown: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    """A rectangle of page space as (x0, top, x1, bottom) on the page as shown."""
    x0, y0 = applied(shown, left, bottom)
    x1, y1 = applied(shown, right, top)
    if x0 > x1:
        x0, x1 = x1, x0
    return (x0, y1, x1, y0) if y1 < y0 else (x0, y0, x1, y1)
