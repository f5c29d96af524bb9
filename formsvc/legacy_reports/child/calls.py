"""Functions of pdfium that a page needs by the hundred, with addresses as plain numbers.

pypdfium2's own make and check a typed pointer for every argument and result, which takes as long as the call. The child
has one thread, so nothing else waits while pdfium works.
"""

from collections.abc import Callable
from ctypes import PYFUNCTYPE, addressof, c_double, c_int, c_ulong, c_void_p, cast, create_string_buffer
from typing import Any

import pypdfium2.raw as pdfium

Address = int


def address_of(pointer: Any) -> Address:
    """Of one of pypdfium2's typed pointers; 0 for a null pointer."""
    return cast(pointer, c_void_p).value or 0


def answers(code: str, count: int) -> tuple[list[Address], Callable[[], list[Any]]]:
    """Memory for numbers that pdfium answers with: where to write each, and how to read them all.

    `code`: as the struct module has it, of four bytes. A memoryview reads them five times as fast as the array does.
    """
    memory = create_string_buffer(4 * count)
    numbers: memoryview[Any] = memoryview(memory).cast("B").cast(code)  # type: ignore[call-overload]
    return [addressof(memory) + 4 * place for place in range(count)], numbers.tolist


def _called(name: str, result: Any, *arguments: Any) -> Any:
    return PYFUNCTYPE(result, *arguments)(address_of(getattr(pdfium, name)))


page_object = _called("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
form_count = _called("FPDFFormObj_CountObjects", c_int, c_void_p)
form_object = _called("FPDFFormObj_GetObject", c_void_p, c_void_p, c_int)
object_kind = _called("FPDFPageObj_GetType", c_int, c_void_p)
object_matrix = _called("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
object_colour = _called("FPDFPageObj_GetFillColor", c_int, *[c_void_p] * 5)
object_bounds = _called("FPDFPageObj_GetBounds", c_int, *[c_void_p] * 5)
object_pen = _called("FPDFPageObj_GetStrokeWidth", c_int, c_void_p, c_void_p)
object_blends = _called("FPDFPageObj_HasTransparency", c_int, c_void_p)
object_marks = _called("FPDFPageObj_CountMarks", c_int, c_void_p)
object_mark = _called("FPDFPageObj_GetMark", c_void_p, c_void_p, c_int)
mark_name = _called("FPDFPageObjMark_GetName", c_int, c_void_p, c_void_p, c_ulong, c_void_p)
object_active = _called("FPDFPageObj_SetIsActive", c_int, c_void_p, c_int)
object_clip = _called("FPDFPageObj_GetClipPath", c_void_p, c_void_p)
clip_paths = _called("FPDFClipPath_CountPaths", c_int, c_void_p)
clip_count = _called("FPDFClipPath_CountPathSegments", c_int, c_void_p, c_int)
clip_segment = _called("FPDFClipPath_GetPathSegment", c_void_p, c_void_p, c_int, c_int)
text_mode = _called("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
path_draw_mode = _called("FPDFPath_GetDrawMode", c_int, *[c_void_p] * 3)
path_count = _called("FPDFPath_CountSegments", c_int, c_void_p)
path_segment = _called("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
segment_kind = _called("FPDFPathSegment_GetType", c_int, c_void_p)
segment_point = _called("FPDFPathSegment_GetPoint", c_int, *[c_void_p] * 3)
segment_closes = _called("FPDFPathSegment_GetClose", c_int, c_void_p)
letter_box = _called("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
letter_object = _called("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)
letter_matrix = _called("FPDFText_GetMatrix", c_int, c_void_p, c_int, c_void_p)
letter_size = _called("FPDFText_GetFontSize", c_double, c_void_p, c_int)
letter_font = _called("FPDFText_GetFontInfo", c_ulong, c_void_p, c_int, c_void_p, c_ulong, c_void_p)
