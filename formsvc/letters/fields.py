"""Which merge fields a template uses, held against the types of the facts: a misspelt field is found before any letter.

Also the list of merge fields for people, made from the same types.
"""

from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from jinja2 import nodes
from pydantic import BaseModel

from formsvc.letters.facts.rich import Rich
from formsvc.texts import Text

Scope = Mapping[str, Any]
_LOOP = frozenset({"first", "last", "index", "index0", "length"})


class WrongField(NamedTuple):
    """A field that no facts of this kind have, or that is printed in the wrong way: a flaw's code and parameters."""

    line: int
    code: str
    params: dict[str, str]


def scope_of(facts: type[BaseModel]) -> Scope:
    """The names a template starts with, and their types."""
    return {name: field.annotation for name, field in facts.model_fields.items()}


def wrong_fields(body: list[nodes.Node], scope: Scope) -> Iterator[WrongField]:
    """Every field that the facts do not have or that is printed in the wrong way, in the order of the template."""
    for node in body:
        if isinstance(node, nodes.For):
            yield from _unknown_in(node.iter, scope)
            yield from wrong_fields(node.body, {**scope, **_loop_variables(node, scope)})
            yield from wrong_fields(node.else_, scope)
        elif isinstance(node, nodes.If):
            yield from _unknown_in(node.test, scope)
            yield from wrong_fields([*node.body, *node.elif_, *node.else_], scope)
        elif isinstance(node, nodes.Output):
            for piece in node.nodes:
                yield from _unknown_in(piece, scope)
                if _type_of(piece, scope) is Rich:
                    yield WrongField(piece.lineno, "needs_r", {"field": _dotted(piece)})


def used_fields(body: list[nodes.Node]) -> set[str]:
    """The dotted names a template uses, loop variables included: for comparing two languages."""
    paths = set()
    for node in body:
        for found in node.find_all((nodes.Getattr, nodes.Name)):
            paths.add(_dotted(found))
    return paths


def _dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_dotted(node.node)}[]"
    return node.name if isinstance(node, nodes.Name) else "?"


def _loop_variables(node: nodes.For, scope: Scope) -> dict[str, Any]:
    item = item_type(_type_of(node.iter, scope))
    names = [found.name for found in (node.target, *node.target.find_all(nodes.Name)) if isinstance(found, nodes.Name)]
    return dict.fromkeys(names, item) | {"loop": _LOOP}


def _unknown_in(expression: nodes.Node, scope: Scope) -> Iterator[WrongField]:
    if isinstance(expression, nodes.Name):
        if expression.name not in scope:
            yield WrongField(expression.lineno, "unknown_field", {"field": expression.name})
        return
    if isinstance(expression, nodes.Getattr) and _is_missing(expression, scope):
        owner = _dotted(expression.node)
        params = {"field": f"{owner}.{expression.attr}", "owner": owner, "name": expression.attr}
        yield WrongField(expression.lineno, "unknown_in", params)
        return
    for child in expression.iter_child_nodes():
        yield from _unknown_in(child, scope)


def _is_missing(expression: nodes.Getattr, scope: Scope) -> bool:
    owner = _type_of(expression.node, scope)
    return owner is not None and not _has(owner, expression.attr)


def _has(owner: Any, name: str) -> bool:
    if isinstance(owner, frozenset):
        return name in owner
    if isinstance(owner, type) and issubclass(owner, BaseModel) and owner is not Text:
        return name in owner.model_fields or isinstance(getattr(owner, name, None), property)
    return False


def _type_of(expression: nodes.Node, scope: Scope) -> Any:
    """The type of an expression, None where it cannot be told (its own parts are checked anyway)."""
    if isinstance(expression, nodes.Name):
        return plain_type(scope.get(expression.name))
    if isinstance(expression, nodes.Getattr):
        owner = _type_of(expression.node, scope)
        return plain_type(_field_type(owner, expression.attr))
    if isinstance(expression, nodes.Getitem):
        return item_type(_type_of(expression.node, scope))
    return None


def _field_type(owner: Any, name: str) -> Any:
    if isinstance(owner, type) and issubclass(owner, BaseModel) and name in owner.model_fields:
        return owner.model_fields[name].annotation
    return None


def item_type(sequence: Any) -> Any:
    """The type of a tuple's items; None for anything else."""
    return plain_type(get_args(sequence)[0]) if get_origin(sequence) is tuple else None


def plain_type(annotation: Any) -> Any:
    """Without Annotated and `| None`; `Text` for words, which may be a plain string too."""
    if get_origin(annotation) is Annotated:
        return plain_type(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        present = [plain_type(option) for option in get_args(annotation) if option is not NoneType]
        return Text if Text in present else present[0]
    return annotation
