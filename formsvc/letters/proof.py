"""Proof, when a template is compiled, that whatever the facts are the result is well-formed XML.

The stack of open elements is followed through the template. Every branch of an `if` must leave the same stack, and the
body of a `for` must leave the stack it found; values are escaped text and change nothing. So no result needs parsing.
"""

import re
from typing import NamedTuple

from jinja2 import nodes

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[\w:.-]+)(?P<rest>[^<>]*)")


class Unbalanced(Exception):
    """The template can give broken XML. `line` is the template line where it shows."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


class _State(NamedTuple):
    """The open elements, outermost first, and whether the text stands inside a tag (`<w:tcW w:w="`)."""

    open: tuple[str, ...] = ()
    in_tag: bool = False


def prove_well_formed(template: nodes.Template) -> None:
    """Raises Unbalanced at the first place where some facts could give broken XML."""
    last = _through(template.body, _State())
    if last.open or last.in_tag:
        raise Unbalanced(1, f"<{last.open[-1]}> is never closed")


def _through(body: list[nodes.Node], state: _State) -> _State:
    for node in body:
        if isinstance(node, nodes.Output):
            for piece in node.nodes:
                state = _after_piece(piece, state)
        elif isinstance(node, nodes.If):
            state = _after_if(node, state)
        elif isinstance(node, nodes.For):
            _must_agree(node, _through(node.body, state), state)
            _must_agree(node, _through(node.else_, state), state)
        elif not isinstance(node, nodes.Include | nodes.Assign):
            raise Unbalanced(node.lineno, f"`{type(node).__name__.lower()}` is not part of the letters' language")
    return state


def _after_if(node: nodes.If, state: _State) -> _State:
    after = _through(node.body, state)
    for branch in node.elif_:
        _must_agree(branch, _through(branch.body, state), after)
    _must_agree(node, _through(node.else_, state), after)
    return after


def _must_agree(node: nodes.Node, found: _State, expected: _State) -> None:
    if found != expected:
        raise Unbalanced(node.lineno, "start and end of this tag stand at different places in the document's structure")


def _after_piece(piece: nodes.Node, state: _State) -> _State:
    if not isinstance(piece, nodes.TemplateData):
        if state.in_tag:
            raise Unbalanced(piece.lineno, "a merge field cannot stand inside a tag of the document")
        return state
    try:
        return _after_data(piece.data, state)
    except ValueError as error:
        raise Unbalanced(piece.lineno, str(error)) from error


def _after_data(data: str, state: _State) -> _State:
    elements = list(state.open)
    if state.in_tag:
        rest, end, data = data.partition(">")
        if not end:
            return state
        if rest.endswith("/"):
            elements.pop()
    for tag in _TAG.finditer(data):
        if tag["close"]:
            if not elements or elements.pop() != tag["name"]:
                raise ValueError(f"</{tag['name']}> closes what is not open")
        elif not tag["rest"].endswith("/"):
            elements.append(tag["name"])
    return _State(tuple(elements), data.rfind("<") > data.rfind(">"))
