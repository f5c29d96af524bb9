"""What was filled in, as words in its place: form fields, ticks as ☒ and ☐, and text written with a PDF editor."""

import codecs
import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium_helpers
import pypdfium2.raw as pdfium

from formsvc.legacy_reports.child.difference import without_difference
from formsvc.legacy_reports.child.geometry import Box, Matrix
from formsvc.legacy_reports.child.objects import annotations, note_box

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


def read_fields(form: Any, page: pdfium_helpers.PdfPage, shown: Matrix) -> list[FieldValue]:
    """The visible widgets of a page that have a value (ticks: set or not), and the text written on it besides."""
    found: list[FieldValue] = []
    written: dict[Box, FieldValue] = {}
    for note in _shown(page):
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if kind == pdfium.FPDF_ANNOT_WIDGET and form and (value := _field(form, note, shown)):
            found.append(value)
        elif kind == pdfium.FPDF_ANNOT_FREETEXT and (value := _text(note, shown)):
            written[value.box] = value
    unseen = without_difference(page, list(written), lambda: _hide_texts(page)) if written else []
    return [*found, *(value for box, value in written.items() if box not in unseen)]


def _shown(page: pdfium_helpers.PdfPage) -> Iterator[pdfium.FPDF_ANNOTATION]:
    """Those that are shown."""
    for annotation in annotations(page.raw, MAX_FIELDS):
        if not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN_FLAGS:
            yield annotation


def _hide_texts(page: pdfium_helpers.PdfPage) -> None:
    for note in _shown(page):
        if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_FREETEXT:
            pdfium.FPDFAnnot_SetFlags(note, pdfium.FPDF_ANNOT_FLAG_HIDDEN)


def _text(note: pdfium.FPDF_ANNOTATION, shown: Matrix) -> FieldValue | None:
    value = _string(pdfium.FPDFAnnot_GetStringValue, note, b"Contents").strip()
    return FieldValue("", value, note_box(note, shown)) if value else None


def _field(form: Any, annotation: pdfium.FPDF_ANNOTATION, shown: Matrix) -> FieldValue | None:
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


def _string(getter: Callable[..., int], *of: Any) -> str:
    length = getter(*of, None, 0)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    getter(*of, buffer, length)
    return str(_UTF16.decode(bytes(buffer)[: length - 2], "replace")[0])
