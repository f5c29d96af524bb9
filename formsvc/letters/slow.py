"""The slower road: docxtpl's own render, for letters that hold pictures, sub-documents or docxtpl's own values.

Such a value brings files and relations into the package, which docxtpl and python-docx know how to do. The template
language, the strictness and the escaping are the same as on the quick road.
"""

import copy
import io
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from jinja2 import Environment
from markupsafe import escape

from formsvc.letters.archive import Archive, read_entries
from formsvc.letters.facts.embedded import Embedded, Picture

_OF_DOCXTPL = (InlineImage, Listing, RichText, RichTextParagraph)
_EMU_PER_MM = 36_000
_document: ContextVar[DocxTemplate | None] = ContextVar("document being rendered by docxtpl", default=None)


class NeedsDocxtpl(Exception):
    """A value that only docxtpl can place."""


def rendered_by_docxtpl(docx: bytes, context: Mapping[str, Any], environment: Environment, name: str) -> bytes:
    """A letter as docxtpl renders it. Raises what rendering raises."""
    document, file = DocxTemplate(io.BytesIO(docx)), io.BytesIO()
    token = _document.set(document)
    try:
        document.render(dict(context), environment)
    finally:
        _document.reset(token)
    document.save(file)
    # Packed again with fixed dates: the same facts give the same bytes.
    return Archive({}).packed_with(read_entries(file.getvalue(), name))


def is_placed_by_docxtpl(value: object) -> bool:
    """Whether a value brings its own XML or files."""
    return isinstance(value, (Embedded, *_OF_DOCXTPL))


def is_protected() -> bool:
    """Whether docxtpl will look through the result, so that `{_{` in a value must be hidden from it."""
    return _document.get() is not None


def placed(value: Any) -> str:
    """The XML of such a value. Raises NeedsDocxtpl on the quick road."""
    document = _document.get()
    if document is None:
        raise NeedsDocxtpl
    if isinstance(value, Picture):
        return _picture(value, document)
    if isinstance(value, Embedded):
        return str(document.new_subdoc(io.BytesIO(value.content)))
    if isinstance(value, InlineImage):
        value = copy.copy(value)
        value.tpl = document
    return str(value)


def _picture(picture: Picture, document: DocxTemplate) -> str:
    width = picture.width_mm * _EMU_PER_MM if picture.width_mm else None
    xml = str(InlineImage(document, io.BytesIO(picture.content), width=width))
    return xml.replace("<wp:docPr ", f'<wp:docPr descr="{escape(picture.description)}" ', 1)
