"""From the coordinates of a PDF page to the page as shown: after rotation, points, origin top left."""

import ctypes
from collections.abc import Callable

import pypdfium2.raw as pdfium

Transform = Callable[[float, float], tuple[float, float]]


def shown_transform(page: pdfium.FPDF_PAGE) -> Transform:
    """The function from page space (origin bottom left, before /Rotate) to the page as shown."""
    left, bottom, right, top = _visible_box(page)
    turns = pdfium.FPDFPage_GetRotation(page)
    if turns == 1:
        return lambda x, y: (y - bottom, x - left)
    if turns == 2:
        return lambda x, y: (right - x, y - bottom)
    if turns == 3:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _visible_box(page: pdfium.FPDF_PAGE) -> tuple[float, float, float, float]:
    box = pdfium.FS_RECTF()
    if pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box)):
        return box.left, box.bottom, box.right, box.top
    return 0.0, 0.0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)


def shown_box(
    shown: Transform, left: float, bottom: float, right: float, top: float
) -> tuple[float, float, float, float]:
    """A rectangle of page space as (x0, top, x1, bottom) on the page as shown."""
    x0, y0 = shown(left, bottom)
    x1, y1 = shown(right, top)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
