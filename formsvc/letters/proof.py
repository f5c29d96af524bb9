"""Proof, when a template is compiled, that whatever the facts are the result is well-formed XML.

The stack of open elements is followed through the template. Every branch of an `if` must leave the same stack, and the
body of a `for` must leave the stack it found; values are escaped text and change nothing. So no result needs parsing.
The same walk tells where each printed value stands.
"""

import re
from typing import Any, NamedTuple

from jinja2 import nodes

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[\w:.-]+)(?P<rest>[^<>]*)")


class Unbalanced(Exception):
    """The template can give broken XML. `line` is the template line where it shows; code and params are a flaw's."""

    def __init__(self, line: int, code: str = "structure", **params: str) -> None:
        super().__init__(code, params)
        self.line, self.code, self.params = line, code, params


class _State(NamedTuple):
    """The open elements, outermost first, and whether the text stands inside a tag (`<w:tcW w:w="`)."""

    open: tuple[str, ...] = ()
    in_tag: bool = False


class Printed(NamedTuple):
    """A printed value: the nth piece of an output, what stands before it, and the element it stands in."""

    output: nodes.Output
    at: int
    before: str
    container: str
    """Name of the innermost open element; empty inside a tag (an attribute's value) and where no element is open."""

    def wrap(self, filter_name: str, *arguments: Any) -> None:
        """Let the value go through a filter."""
        value = self.output.nodes[self.at]
        given: list[nodes.Expr] = [nodes.Const(argument) for argument in arguments]
        wrapped = nodes.Filter(value, filter_name, given, [], None, None)
        wrapped.set_lineno(value.lineno)
        self.output.nodes[self.at] = wrapped


class _Walk:
    """One walk through a template."""

    def __init__(self) -> None:
        self.printed: list[Printed] = []

    def through(self, body: list[nodes.Node], state: _State) -> _State:
        for node in body:
            if isinstance(node, nodes.Output):
                state = self._after_output(node, state)
            elif isinstance(node, nodes.If):
                state = self._after_if(node, state)
            elif isinstance(node, nodes.For):
                _must_agree(node, self.through(node.body, state), state)
                _must_agree(node, self.through(node.else_, state), state)
            elif not isinstance(node, nodes.Include | nodes.Assign):
                raise Unbalanced(node.lineno, "statement", statement=type(node).__name__.lower())
        return state

    def _after_if(self, node: nodes.If, state: _State) -> _State:
        after = self.through(node.body, state)
        for branch in node.elif_:
            _must_agree(branch, self.through(branch.body, state), after)
        _must_agree(node, self.through(node.else_, state), after)
        return after

    def _after_output(self, output: nodes.Output, state: _State) -> _State:
        before = ""
        for index, piece in enumerate(output.nodes):
            if isinstance(piece, nodes.TemplateData):
                before, state = piece.data, _after_data(piece, state)
            else:
                container = state.open[-1] if state.open and not state.in_tag else ""
                self.printed.append(Printed(output, index, before, container))
        return state


def prove_well_formed(template: nodes.Template) -> list[Printed]:
    """The printed values. Raises Unbalanced at the first place where some facts could give broken XML."""
    walk = _Walk()
    last = walk.through(template.body, _State())
    if last.open or last.in_tag:
        raise Unbalanced(1)
    return walk.printed


def _must_agree(node: nodes.Node, found: _State, expected: _State) -> None:
    if found != expected:
        raise Unbalanced(node.lineno)


def _after_data(piece: nodes.TemplateData, state: _State) -> _State:
    elements, data = list(state.open), piece.data
    if state.in_tag:
        rest, end, data = data.partition(">")
        if not end:
            return state
        if rest.endswith("/"):
            elements.pop()
    for tag in _TAG.finditer(data):
        if tag["close"]:
            if not elements or elements.pop() != tag["name"]:
                raise Unbalanced(piece.lineno)
        elif not tag["rest"].endswith("/"):
            elements.append(tag["name"])
    return _State(tuple(elements), data.rfind("<") > data.rfind(">"))
