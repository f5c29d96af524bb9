"""Parts of templates compiled, with the shared blocks (`{%p include "appeal" %}`) put into them first."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from jinja2 import BaseLoader, TemplateNotFound, nodes
from jinja2 import Environment as JinjaEnvironment
from jinja2 import Template as JinjaTemplate
from jinja2.exceptions import TemplateSyntaxError

from formsvc.letters.archive import read_entries
from formsvc.letters.faults import Flaw, Place, TemplateFault, flaw
from formsvc.letters.fields import Scope, wrong_fields
from formsvc.letters.language import environment
from formsvc.letters.proof import Unbalanced
from formsvc.letters.source import INCLUDE, Source, block_source, parsed
from formsvc.texts import Language

ReadBlock = Callable[[str], bytes | None]
_ESCAPED_BRACES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


class Part(NamedTuple):
    """A part of a document: where its lines stand, its syntax tree and the program that renders it."""

    source: Source
    tree: nodes.Template
    program: JinjaTemplate


class Blocks(BaseLoader):
    """The shared blocks of one written language, each read when a template first includes it."""

    def __init__(self, language: Language, read: ReadBlock) -> None:
        self.environment = environment(language, self)
        self._language = language
        self._read = read
        self._files: dict[str, bytes | None] = {}
        self._sources: dict[str, Source | None] = {}

    def get_source(
        self,
        environment: JinjaEnvironment,  # noqa: ARG002 - the signature is Jinja's
        template: str,
    ) -> tuple[str, str | None, None]:
        """A block for docxtpl's own render, which includes at run time. Raises TemplateNotFound or NotADocument."""
        source = self._source(template)
        if source is None:
            raise TemplateNotFound(template)
        return "".join(source.lines), template, None

    def file(self, name: str) -> bytes | None:
        """The Word file of a block, as it was when first asked for; None where there is none."""
        if name not in self._files:
            self._files[name] = self._read(name)
        return self._files[name]

    def complete(self, source: Source, within: tuple[str, ...] = ()) -> Source:
        """A source with its blocks put in, where each paragraph of a block keeps its own place. Raises NotADocument."""
        lines, places, flaws = [source.lines[0]], list[Place](), list(source.flaws)
        for line, place in zip(source.lines[1:], source.places, strict=False):
            before, *rest = INCLUDE.split(line)
            for block, after in zip(rest[::2], rest[1::2], strict=True):
                inner = self._included(block, place, within)
                lines += [before + inner.lines[0], *inner.lines[1:]]
                places += [place, *inner.places]
                flaws += inner.flaws
                before = after
            lines.append(before)
            places.append(place)
        return Source(tuple(lines), tuple(places) or source.places, tuple(flaws))

    def _included(self, name: str, place: Place, within: tuple[str, ...]) -> Source:
        source = None if name in within else self._source(name)
        if source is None:
            return Source(("",), (), (flaw("unknown_block", place, block=name),))
        return self.complete(source, (*within, name))

    def compile(self, source: Source, scope: Scope) -> Part:
        """Compile a complete source. Raises TemplateFault with every flaw that can be told."""
        flaws = list(source.flaws)
        try:
            tree = self.environment.parse(source.text)
            flaws += [*_of_fields(tree, source, scope), *self._of_filters(tree, source)]
            _clean(tree)
            code = self.environment.compile(tree, filename=source.places[0].part)
        except TemplateSyntaxError as error:
            flaws += [] if flaws else [flaw("nesting", source.place(error.lineno), detail=str(error.message))]
        except Unbalanced as error:
            flaws += [] if flaws else [flaw(error.code, source.place(error.line), **error.params)]
        if flaws:
            raise TemplateFault(*flaws)
        return Part(source, tree, JinjaTemplate.from_code(self.environment, code, {}))

    def _of_filters(self, tree: nodes.Template, source: Source) -> Iterator[Flaw]:
        for node in tree.find_all(nodes.Filter):
            if node.name not in self.environment.filters:
                yield flaw("unknown_filter", source.place(node.lineno), filter=node.name)

    def _source(self, name: str) -> Source | None:
        if name not in self._sources:
            docx, file = self.file(name), f"{self._language}/blocks/{name}.docx"
            content = read_entries(docx, file)["word/document.xml"] if docx is not None else None
            self._sources[name] = block_source(parsed(content, file), file) if content is not None else None
        return self._sources[name]


def _of_fields(tree: nodes.Template, source: Source, scope: Scope) -> Iterator[Flaw]:
    for wrong in wrong_fields(tree.body, scope):
        yield flaw(wrong.code, source.place(wrong.line), **wrong.params)


def _clean(tree: nodes.Template) -> None:
    """Join the lines; let `{_{` in the template (never in a value) stand for `{{`, as docxtpl does."""
    for data in tree.find_all(nodes.TemplateData):
        data.data = data.data.replace("\n", "")
        for written, meant in _ESCAPED_BRACES:
            data.data = data.data.replace(written, meant)
