"""A letter template, compiled once and rendered many times."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from types import TracebackType
from typing import Any

from jinja2.exceptions import SecurityError, TemplateRuntimeError

from formsvc.letters.archive import Archive, read_entries
from formsvc.letters.facts import LetterFacts
from formsvc.letters.faults import Place, TemplateFault
from formsvc.letters.fields import scope_of
from formsvc.letters.grids import is_steady, with_matching_grids
from formsvc.letters.parts import Blocks, Part
from formsvc.letters.slow import NeedsDocxtpl, rendered_by_docxtpl
from formsvc.letters.source import has_tags, parsed, part_source

_RENDERED_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml")
_STYLE_USED = re.compile(r'<w:(?:p|r|tbl)Style w:val="([^"]*)"')
_STYLE_DEFINED = re.compile(rb'w:styleId="([^"]*)"')
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FAULTS_OF_RENDERING = (TemplateRuntimeError, SecurityError, TypeError, ValueError, AttributeError)


class Template:
    """One .docx template with its shared blocks, checked and compiled. Raises NotADocument or TemplateFault."""

    def __init__(self, name: str, docx: bytes, facts: type[LetterFacts], blocks: Blocks) -> None:
        self.name = name
        self._names = tuple(facts.model_fields)
        self._blocks = blocks
        self._docx = docx
        entries = read_entries(docx, name)
        self.parts = dict(self._compiled(entries))
        self._unsteady = {path for path, part in self.parts.items() if not self._has_steady_tables(part)}
        self._archive = Archive({path: content for path, content in entries.items() if path not in self.parts})
        for part in self.parts.values():
            blocks.check_fields(part, scope_of(facts))
            self._check_styles(part, entries)

    @property
    def checksum(self) -> str:
        """SHA-256 over the template and the blocks it includes, in hexadecimal."""
        sources = sorted({piece.source.text for piece in self.pieces()})
        return hashlib.sha256(self._docx + "".join(sources).encode()).hexdigest()

    def pieces(self) -> Iterator[Part]:
        """The parts of the document that are rendered, and all blocks they include (one as often as it is included)."""
        for part in self.parts.values():
            yield from self._blocks.with_included(part)

    def render(self, facts: LetterFacts) -> bytes:
        """The finished .docx. Raises TemplateFault (with its place) where a field that is printed is empty."""
        context = {name: getattr(facts, name) for name in self._names}
        try:
            changed = {path: self._rendered(part, context) for path, part in self.parts.items()}
        except NeedsDocxtpl:
            return rendered_by_docxtpl(self._docx, context, self._blocks.environment, self.name)
        return self._archive.packed_with(changed)

    def _compiled(self, entries: Mapping[str, bytes]) -> Iterator[tuple[str, Part]]:
        for path in filter(_RENDERED_PARTS.fullmatch, entries):
            root = parsed(entries[path], self.name)
            if has_tags(root):
                yield path, self._blocks.compile(part_source(root, self.name, path))

    def _check_styles(self, part: Part, entries: Mapping[str, bytes]) -> None:
        """A block brings its styles' names, not the styles: the letter must have them."""
        defined = {style.decode() for style in _STYLE_DEFINED.findall(entries.get("word/styles.xml", b""))}
        for piece in self._blocks.with_included(part):
            for style in sorted(set(_STYLE_USED.findall(piece.source.text)) - defined):
                place = Place(self.name, piece.source.template, 0, style)
                raise TemplateFault(place, f"the style '{style}' is not defined in {self.name}")

    def _has_steady_tables(self, part: Part) -> bool:
        return all(is_steady(piece.source.text) for piece in self._blocks.with_included(part))

    def _rendered(self, part: Part, context: dict[str, Any]) -> bytes:
        program = part.program
        try:
            xml = "".join(chain((_DECLARATION,), program.root_render_func(program.new_context(context))))
        except _FAULTS_OF_RENDERING as error:
            raise TemplateFault(self._place_of(error.__traceback__, part), str(error)) from error
        if part.source.part in self._unsteady:
            xml = with_matching_grids(xml)
        return xml.encode()

    def _place_of(self, trace: TracebackType | None, part: Part) -> Place:
        """The innermost paragraph of the template or its blocks that a traceback went through."""
        pieces = {piece.program.filename: piece for piece in self._blocks.with_included(part)}
        place = part.source.place(1)
        while trace is not None:
            piece = pieces.get(trace.tb_frame.f_code.co_filename)
            if piece:
                place = piece.source.place(piece.program.get_corresponding_lineno(trace.tb_lineno))
            trace = trace.tb_next
        return place
