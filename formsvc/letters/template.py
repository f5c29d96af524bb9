"""A letter template, compiled once and rendered many times."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import PurePosixPath
from types import TracebackType
from typing import Any

from jinja2.exceptions import SecurityError, TemplateRuntimeError
from pydantic import BaseModel

from formsvc.letters.archive import Archive, read_entries
from formsvc.letters.faults import Flaw, Place, TemplateFault, flaw
from formsvc.letters.fields import scope_of, used_fields
from formsvc.letters.grids import is_steady, with_matching_grids
from formsvc.letters.parts import Blocks, Part
from formsvc.letters.slow import NeedsDocxtpl, rendered_by_docxtpl
from formsvc.letters.source import Source, has_tags, parsed, part_source

_RENDERED_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml")
_STYLE_USED = re.compile(r'<w:(?:p|r|tbl)Style w:val="([^"]*)"')
_STYLE_DEFINED = re.compile(rb'w:styleId="([^"]*)"')
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FAULTS_OF_RENDERING = (TemplateRuntimeError, SecurityError, TypeError, ValueError, AttributeError)


class Template:
    """One .docx template with its shared blocks, checked and compiled.

    Raises NotADocument, or TemplateFault with every flaw that was found.
    """

    def __init__(self, name: str, docx: bytes, facts: type[BaseModel], blocks: Blocks) -> None:
        self.name = name
        self._names = tuple(facts.model_fields)
        self._blocks = blocks
        self._docx = docx
        entries = read_entries(docx, name)
        self.parts = self._compiled(entries, facts)
        used = {place.template for part in self.parts.values() for place in part.source.places}
        self._included = sorted(PurePosixPath(file).stem for file in used - {name})
        self._unsteady = {path for path, part in self.parts.items() if not is_steady("".join(part.source.lines))}
        self._archive = Archive({path: content for path, content in entries.items() if path not in self.parts})

    @property
    def checksum(self) -> str:
        """SHA-256 over the template and the blocks it includes, in hexadecimal."""
        sources = "".join(part.source.text for part in self.parts.values())
        return hashlib.sha256(self._docx + sources.encode()).hexdigest()

    @property
    def fields(self) -> frozenset[str]:
        """The dotted names of all fields that the template and its blocks use, loop variables included."""
        return frozenset[str]().union(*(used_fields(part.tree.body) for part in self.parts.values()))

    @property
    def files(self) -> dict[str, bytes]:
        """The Word files it is made of: its own by its kind (`award`), those of its blocks as `blocks/appeal`."""
        blocks = {f"blocks/{name}": self._blocks.file(name) or b"" for name in self._included}
        return {PurePosixPath(self.name).stem: self._docx, **blocks}

    def is_made_with(self, blocks: Blocks) -> bool:
        """Whether the blocks that it includes are these."""
        return all(self._blocks.file(name) == blocks.file(name) for name in self._included)

    def render(self, facts: BaseModel) -> bytes:
        """The finished .docx. Raises TemplateFault (with its place) where a field that is printed is empty."""
        context = {name: getattr(facts, name) for name in self._names}
        try:
            changed = {path: self._rendered(part, context) for path, part in self.parts.items()}
        except NeedsDocxtpl:
            return rendered_by_docxtpl(self._docx, context, self._blocks.environment, self.name)
        return self._archive.packed_with(changed)

    def _compiled(self, entries: Mapping[str, bytes], facts: type[BaseModel]) -> dict[str, Part]:
        """The parts with tags. Raises TemplateFault with the flaws of all parts."""
        parts, flaws, scope = dict[str, Part](), list[Flaw](), scope_of(facts)
        for path in filter(_RENDERED_PARTS.fullmatch, entries):
            root = parsed(entries[path], self.name)
            if has_tags(root):
                source = self._blocks.complete(part_source(root, self.name, path))
                flaws += _unknown_styles(source, self.name, entries)
                try:
                    parts[path] = self._blocks.compile(source, scope)
                except TemplateFault as fault:
                    flaws += fault.flaws
        if flaws:
            raise TemplateFault(*flaws)
        return parts

    def _rendered(self, part: Part, context: dict[str, Any]) -> bytes:
        program = part.program
        try:
            xml = "".join(chain((_DECLARATION,), program.root_render_func(program.new_context(context))))
        except _FAULTS_OF_RENDERING as error:
            raise TemplateFault(flaw("rendering", _place_of(error, part), detail=str(error))) from error
        if part.source.places[0].part in self._unsteady:
            xml = with_matching_grids(xml)
        return xml.encode()


def _unknown_styles(source: Source, template: str, entries: Mapping[str, bytes]) -> Iterator[Flaw]:
    """A block brings its styles' names, not the styles: the letter must have them."""
    defined = {style.decode() for style in _STYLE_DEFINED.findall(entries.get("word/styles.xml", b""))}
    for line, place in zip(source.lines[1:], source.places, strict=False):
        for style in dict.fromkeys(_STYLE_USED.findall(line)):
            if style not in defined:
                yield flaw("unknown_style", place, style=style, template=template)


def _place_of(error: BaseException, part: Part) -> Place:
    """The innermost paragraph of the template that a fault went through."""
    trace: TracebackType | None = error.__traceback__
    line = 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == part.program.filename:
            line = part.program.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return part.source.place(line)
