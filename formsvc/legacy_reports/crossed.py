"""Tables whose rows and columns name a value together: a service in one, what was counted in the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from formsvc.legacy_reports.columns import Columns
from formsvc.legacy_reports.layout import Block
from formsvc.legacy_reports.normal import folded, plain
from formsvc.legacy_reports.occurrences import Finder, Occurrence
from formsvc.legacy_reports.vocabulary import vocabulary

_BRACKET = re.compile(r"\(([^()]+)\)")
_LONGEST_SERVICE = 6
"""Words."""


@dataclass(frozen=True)
class Crossing:
    """A value with the indicator that its row and its head name together, or its head alone for the row's service."""

    label: Occurrence
    value: Block


def crossings(rows: Sequence[tuple[Block, list[Block]]], columns: Columns, finder: Finder) -> Iterator[Crossing]:
    """What rows (the text before their values, and these) say where the heads over them have names of their own."""
    for text, values in rows:
        heads = columns.names_over(values) if not _is_sum(text.text) else []
        for head, value in zip(heads, values, strict=False):
            label = _named(text, head, finder) if head else None
            if label:
                yield Crossing(label, value)


def _named(text: Block, head: str, finder: Finder) -> Occurrence | None:
    alone = finder.named(head)
    if alone and alone[0].per_service and not finder.named(text.text):
        name = plain(text.text).strip(" :•-–")
        return Occurrence(alone[0], alone[1], (text,), service=name) if _is_short(name) else None
    if alone is None:
        for wording in _wordings(text.text):
            together = finder.named(f"{wording} {head}")
            if together:
                return Occurrence(together[0], together[1], (text,))
    return None


def _wordings(text: str) -> tuple[str, ...]:
    """`Rustelefonen (telefontjeneste)`: the whole, without the bracket, and the bracket."""
    inside = _BRACKET.search(text)
    return (text, _BRACKET.sub(" ", text), inside.group(1)) if inside else (text,)


def _is_short(name: str) -> bool:
    return 0 < len(name.split()) <= _LONGEST_SERVICE


def _is_sum(text: str) -> bool:
    return folded(text) in vocabulary()["words"]["sum"]
