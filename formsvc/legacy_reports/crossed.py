"""Tables whose rows and columns name a value together: a service in one, what was counted in the other."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from formsvc.legacy_reports.answers import is_value
from formsvc.legacy_reports.columns import Columns
from formsvc.legacy_reports.layout import Block
from formsvc.legacy_reports.normal import folded, plain
from formsvc.legacy_reports.occurrences import Finder, Occurrence
from formsvc.legacy_reports.vocabulary import vocabulary

_BRACKET = re.compile(r"\(([^()]+)\)")
_TOLD = re.compile(r"([^:]{2,60}):\s+(\S.*)")
_LONGEST_SERVICE, _LONGEST_ROW = 6, 80
"""Words; letters."""
_INDENT, _FAR_BELOW = 30.0, 12.0


class Row(NamedTuple):
    """A text that names no indicator by itself, the values beside it, and the text that it stands under."""

    text: Block
    name: str
    values: Sequence[tuple[Block, str]]
    parent: str


class Crossing(NamedTuple):
    """A value with the indicator that its row and its head name together, or its head alone for the row's service."""

    label: Occurrence
    block: Block
    value: str


def rows_of(blocks: Sequence[Block], values: Mapping[int, list[Block]]) -> Iterator[Row]:
    """The rows among a page's blocks; `values` are those to the right of a block, by its identity."""
    parent: Block | None = None
    for block in blocks:
        told = _TOLD.fullmatch(plain(block.text))
        inside = [(block, told.group(2))] if told and is_value(told.group(2)) else []
        found = [(value, value.text) for value in values.get(id(block), [])] or inside
        if found and len(block.text) <= _LONGEST_ROW:
            name = told.group(1) if told and inside and not values.get(id(block)) else block.text
            yield Row(block, name, found, parent.text if parent and _under(parent, block) else "")
        elif not is_value(block.text):
            parent = block


def crossings(rows: Iterable[Row], columns: Columns, finder: Finder) -> Iterator[Crossing]:
    """What rows say where the heads over them, or the text they stand under, have names of their own."""
    for row in rows:
        blocks = [block for block, _ in row.values]
        heads = columns.names_over(blocks) or columns.names_above(blocks)
        name = _summed if _is_sum(row.name) else _named
        named = [name(row, head, finder) if head else None for head in heads]
        if not any(named) and len(row.values) == 1 and _is_short(row.parent) and not finder.named(row.name):
            named = [_named(row, row.parent, finder)]
        for label, (block, value) in zip(named, row.values, strict=False):
            if label:
                yield Crossing(label, block, value)


def _named(row: Row, head: str, finder: Finder) -> Occurrence | None:
    alone = finder.named(head)
    if alone and alone[0].per_service and not finder.named(row.name):
        name = plain(row.name).strip(" :•-–")
        return Occurrence(alone[0], alone[1], (row.text,), service=name) if _is_short(name) else None
    if alone is None:
        for wording in _wordings(row.name):
            together = finder.named(f"{wording} {head}")
            if together:
                return Occurrence(together[0], together[1], (row.text,))
    return None


def _summed(row: Row, head: str, finder: Finder) -> Occurrence | None:
    """What is counted may be added up, unless it is asked for by service: `I alt` under `Henvendelser`."""
    found = finder.named(head) or finder.named(f"{row.name} {head}")
    if found is None or found[0].unit != "count" or (found[0].per_service and not _asks_for_sum(found[0].label)):
        return None
    return Occurrence(found[0], found[1], (row.text,))


def _asks_for_sum(label: str) -> bool:
    """`Antall henvendelser per år totalt, fordelt på kommunikasjonskanal`."""
    return not set(folded(label).split()).isdisjoint(vocabulary()["words"]["sum"])


def _under(parent: Block, block: Block) -> bool:
    """In the same column, not far below."""
    near = parent.page == block.page and 0 <= block.box[1] - parent.box[3] < _FAR_BELOW * block.height
    return near and parent.box[0] - _INDENT <= block.box[0] <= parent.box[0] + 2 * _INDENT


def _wordings(text: str) -> tuple[str, ...]:
    """`Rustelefonen (telefontjeneste)`: the whole, without the bracket, and the bracket."""
    inside = _BRACKET.search(text)
    return (text, _BRACKET.sub(" ", text), inside.group(1)) if inside else (text,)


def _is_short(name: str) -> bool:
    return 0 < len(name.split()) <= _LONGEST_SERVICE


def _is_sum(text: str) -> bool:
    return folded(text) in vocabulary()["words"]["sum"]
