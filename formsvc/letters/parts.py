"""Compiled parts of templates, and the shared blocks (`{%p include "appeal" %}`) that are compiled into them."""

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any, NamedTuple

from jinja2 import BaseLoader, TemplateNotFound, nodes
from jinja2 import Environment as JinjaEnvironment
from jinja2 import Template as JinjaTemplate
from jinja2.exceptions import TemplateSyntaxError

from formsvc.letters.archive import read_entries
from formsvc.letters.faults import TemplateFault
from formsvc.letters.fields import Scope, unknown_fields
from formsvc.letters.language import environment
from formsvc.letters.proof import Unbalanced
from formsvc.letters.source import MARK, Source, block_source, parsed
from formsvc.texts import Language

ReadBlock = Callable[[str], bytes | None]
_ESCAPED_BRACES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


class Part(NamedTuple):
    """A part of a document: where its lines stand, its syntax tree and the program that renders it."""

    source: Source
    tree: nodes.Template
    program: JinjaTemplate


class Blocks(BaseLoader):
    """The shared blocks of one written language, each compiled when a template first includes it."""

    def __init__(self, language: Language, read: ReadBlock) -> None:
        self.environment = environment(language, self)
        self._language = language
        self._read = read
        self._compiled: dict[str, Part] = {}
        self._being_compiled: list[str] = []

    def load(
        self,
        environment: JinjaEnvironment,  # noqa: ARG002 - the signature is Jinja's
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002, ARG002
    ) -> JinjaTemplate:
        """Jinja's door to a block. Raises TemplateNotFound, NotADocument or TemplateFault."""
        return self.block(name).program

    def block(self, name: str) -> Part:
        """A compiled block. Raises TemplateNotFound, NotADocument or TemplateFault."""
        if name not in self._compiled:
            self._compiled[name] = self._compile_block(name)
        return self._compiled[name]

    def compile(self, source: Source) -> Part:
        """Compile a part of a letter, with the blocks it includes. Raises TemplateFault."""
        environment = self.environment
        try:
            tree = environment.parse(source.text)
            self._load_included(source, tree)
            _clean(tree)
            code = environment.compile(tree, filename=f"{source.template}/{source.part}")
        except (TemplateSyntaxError, Unbalanced) as error:
            line = error.line if isinstance(error, Unbalanced) else error.lineno
            raise TemplateFault(source.place(line), str(error)) from error
        return Part(source, tree, JinjaTemplate.from_code(environment, code, {}))

    def with_included(self, part: Part) -> Iterator[Part]:
        """A part and all blocks it includes, directly or through other blocks."""
        yield part
        for name in _included(part.tree):
            yield from self.with_included(self.block(name))

    def check_fields(self, part: Part, scope: Scope) -> None:
        """Raises TemplateFault for a merge field that the facts do not have."""
        for piece in self.with_included(part):
            for unknown in unknown_fields(piece.tree.body, scope):
                raise TemplateFault(piece.source.place(unknown.line), unknown.reason)

    def _compile_block(self, name: str) -> Part:
        docx = None if name in self._being_compiled else self._read(name)
        if docx is None:
            raise TemplateNotFound(name)
        self._being_compiled.append(name)
        try:
            file = f"{self._language}/blocks/{name}.docx"
            return self.compile(block_source(parsed(read_entries(docx, file)["word/document.xml"], file), file))
        finally:
            self._being_compiled.remove(name)

    def _load_included(self, source: Source, tree: nodes.Template) -> None:
        for include in tree.find_all(nodes.Include):
            name = include.template.value if isinstance(include.template, nodes.Const) else None
            try:
                self.block(str(name))
            except TemplateNotFound as error:
                place = source.place(include.lineno)
                raise TemplateFault(place, f"there is no shared block '{name}' (or it includes itself)") from error


def _included(tree: nodes.Template) -> list[str]:
    names = [include.template for include in tree.find_all(nodes.Include)]
    return [name.value for name in names if isinstance(name, nodes.Const)]


def _clean(tree: nodes.Template) -> None:
    """Remove the marks of paragraphs; let `{_{` in the template (never in a value) stand for `{{`, as docxtpl does."""
    for data in tree.find_all(nodes.TemplateData):
        data.data = data.data.replace(MARK, "")
        for written, meant in _ESCAPED_BRACES:
            data.data = data.data.replace(written, meant)
