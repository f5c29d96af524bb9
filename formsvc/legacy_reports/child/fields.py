"""Filled-in form fields as words in their place: text as typed, ticks as ☒ and ☐."""

import codecs
import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from formsvc.legacy_reports.child.geometry import Box, Matrix
from formsvc.legacy_reports.child.objects import note_box

_TEXTS = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_TICKS = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_HIDDEN_FLAGS = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_UTF16 = codecs.lookup("utf-16-le")
"""Looked up now: the child cannot open files later."""
MAX_FIELDS = 2_000


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One widget. `value` is the text, or ☒/☐ for a tick box; `name` is what its maker called it."""

    name: str
    value: str
    box: Box


def read_fields(form: Any, page: pdfium.FPDF_PAGE, shown: Matrix) -> list[FieldValue]:
    """The visible widgets of a page that have a value (ticks: set or not)."""
    return list(_fields(form, page, shown)) if form else []


def _fields(form: Any, page: pdfium.FPDF_PAGE, shown: Matrix) -> Iterator[FieldValue]:
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAX_FIELDS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            value = _field(form, annotation, shown)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
        if value:
            yield value


def _field(form: Any, annotation: pdfium.FPDF_ANNOTATION, shown: Matrix) -> FieldValue | None:
    if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET:
        return None
    if pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN_FLAGS:
        return None
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    box = note_box(annotation, shown)
    name = _string(pdfium.FPDFAnnot_GetFormFieldAlternateName, form, annotation) or _string(
        pdfium.FPDFAnnot_GetFormFieldName, form, annotation
    )
    if kind in _TICKS:
        ticked = pdfium.FPDFAnnot_IsChecked(form, annotation)
        return FieldValue(name, "☒" if ticked else "☐", box)
    if kind not in _TEXTS:
        return None
    value = _string(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation).strip()
    return FieldValue(name, value, box) if value else None


def _string(getter: Callable[..., int], form: Any, annotation: pdfium.FPDF_ANNOTATION) -> str:
    length = getter(form, annotation, None, 0)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    getter(form, annotation, buffer, length)
    return str(_UTF16.decode(bytes(buffer)[: length - 2], "replace")[0])
