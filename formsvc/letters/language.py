"""The language of templates: docxtpl's Jinja, made safe and strict.

A template is written by many people, so it runs in Jinja's sandbox: fields and filters, nothing callable, no globals.
Each printed value is told where it stands, so that it is written in the way that is right there.
"""

import re
from keyword import iskeyword
from typing import Any, Final

from jinja2 import BaseLoader, StrictUndefined, nodes, sandbox
from jinja2.compiler import CodeGenerator, Frame

from formsvc.letters.proof import Printed, prove_well_formed
from formsvc.letters.writing import Writer, filters
from formsvc.texts import Language

_PROPERTIES = r"<w:r(?: [^>]*)?>(?P<properties>(?:<w:rPr>(?:(?!</?w:r[ >]).)*?</w:rPr>)?)(?:(?!<w:r[ >]).)*</w:r>"
_LAST_RUN = re.compile(_PROPERTIES + r"\s*\Z", re.DOTALL)
_RUN_TAG = re.compile(_PROPERTIES + r'{[{%](?:(?![}%]}).)*[}%]}<w:r>(?=<w:t xml:space="preserve">)', re.DOTALL)
# Filters that the language itself puts in: no template can spell their names.
_PLAIN: Final = "(plain)"
_RUNS: Final = "(runs)"
_BLOCK: Final = "(block)"


_INTERNAL: Final = frozenset().union(*(value for name, value in vars(sandbox).items() if name.startswith("UNSAFE_")))
"""Attributes of functions, generators and frames that Jinja's sandbox keeps from templates."""


class _Generator(CodeGenerator):
    """Half the time of a letter is looking up fields and printing them, so both become plain Python."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - the name is Jinja's
        """`facts.name` as Python writes it, where the sandbox has nothing to say about the name."""
        if node.attr.startswith("_") or node.attr in _INTERNAL or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, *_: Any) -> None:
        """The writer gives text, so Jinja's `str(…)` around it is left out."""
        self.write("environment.finalize(")

    def _output_child_post(self, *_: Any) -> None:
        self.write(")")


class SafeEnvironment(sandbox.SandboxedEnvironment):
    """Fields and filters of one written language. Nothing can be called, and nothing may be absent."""

    code_generator_class = _Generator

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ARG002 - the signature is Jinja's
        """Never: a letter needs fields and filters only."""
        return False


class Environment(SafeEnvironment):
    """The template language: `SafeEnvironment` in a Word document."""

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """Keep the look of the text that follows a `{{r` or `{%r` tag in its run: `patch_xml` drops it."""
        source = super().preprocess(source, name, filename)
        found = _RUN_TAG.search(source)
        while found:
            source = source[: found.end()] + found["properties"] + source[found.end() :]
            found = _RUN_TAG.search(source, found.end() - len("<w:r>"))
        return source

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The syntax tree, proved and with every printed value placed. Raises Unbalanced."""
        tree = super()._parse(source, name, filename)
        for printed in prove_well_formed(tree):
            _place(printed)
        tree.set_environment(self)  # wrapping made new nodes
        return tree


def safe_environment(language: Language) -> SafeEnvironment:
    """An environment for expressions; its `finalize` must be set."""
    made = SafeEnvironment(undefined=StrictUndefined, auto_reload=False)
    _furnish(made, language)
    return made


def environment(language: Language, loader: BaseLoader | None = None) -> Environment:
    """An environment for Word documents."""
    writer = Writer(language)
    made = Environment(
        loader=loader,
        autoescape=False,  # the writer escapes every value, at half the cost
        undefined=StrictUndefined,
        finalize=writer.text,
        auto_reload=False,
        cache_size=-1,
    )
    _furnish(made, language)
    made.filters |= {_PLAIN: writer.plain, _RUNS: writer.runs, _BLOCK: writer.block}
    return made


def _furnish(made: SafeEnvironment, language: Language) -> None:
    made.globals.clear()
    made.filters = filters(language)


def _place(printed: Printed) -> None:
    """Wrap a printed value in the way of writing for its place; inside a run's text that is the default."""
    before = _LAST_RUN.search(printed.before) if printed.container != "w:t" else None
    if before:
        printed.wrap(_RUNS, before["properties"])
    elif printed.container in ("w:body", "w:tc", "w:tbl", "w:tr", "w:hdr", "w:ftr", "w:footnote", "w:endnote"):
        printed.wrap(_BLOCK)
    elif printed.container != "w:t":
        printed.wrap(_PLAIN)
