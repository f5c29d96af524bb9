"""Functions of pdfium that a page needs by the hundred, with addresses as plain numbers.

pypdfium2's own make and check a typed pointer for every argument and result, which takes as long as the call. The child
has one thread, so nothing else waits while pdfium works.
"""

from ctypes import PYFUNCTYPE, c_int, c_void_p, cast
from typing import Any

import pypdfium2.raw as pdfium

Address = int


def address_of(pointer: Any) -> Address:
    """Of one of pypdfium2's typed pointers; 0 for a null pointer."""
    return cast(pointer, c_void_p).value or 0


def _called(name: str, result: Any, *arguments: Any) -> Any:
    return PYFUNCTYPE(result, *arguments)(address_of(getattr(pdfium, name)))


page_object = _called("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
form_count = _called("FPDFFormObj_CountObjects", c_int, c_void_p)
form_object = _called("FPDFFormObj_GetObject", c_void_p, c_void_p, c_int)
object_kind = _called("FPDFPageObj_GetType", c_int, c_void_p)
object_matrix = _called("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
object_colour = _called("FPDFPageObj_GetFillColor", c_int, *[c_void_p] * 5)
text_mode = _called("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
path_draw_mode = _called("FPDFPath_GetDrawMode", c_int, *[c_void_p] * 3)
path_count = _called("FPDFPath_CountSegments", c_int, c_void_p)
path_segment = _called("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
segment_kind = _called("FPDFPathSegment_GetType", c_int, c_void_p)
segment_point = _called("FPDFPathSegment_GetPoint", c_int, *[c_void_p] * 3)
segment_closes = _called("FPDFPathSegment_GetClose", c_int, c_void_p)
letter_box = _called("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
letter_object = _called("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)
