"""What differs between two texts, paragraph by paragraph and word by word: for whoever is to approve a change."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_ALIKE = 0.4
"""Paragraphs less alike than this are two paragraphs, not one that was changed."""


@dataclass(frozen=True)
class Piece:
    """Some words: in both texts, or in one of them."""

    kind: Literal["same", "added", "removed"]
    words: str


@dataclass(frozen=True)
class Pair:
    """A paragraph as it was and as it is; empty where one of the texts does not have it."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after

    @property
    def merged(self) -> tuple[Piece, ...]:
        """Both in one line: what was removed stands before what was added in its place."""
        return tuple(_merged(self.before, self.after))


def compare_texts(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """All paragraphs of both texts, each beside what it became."""
    pairs: list[Pair] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, after).get_opcodes():
        old, new = before[old_from:old_to], after[new_from:new_to]
        if tag == "equal":
            pairs += [Pair(_all("same", words), _all("same", words)) for words in new]
        else:
            pairs += [pair for words in zip_longest(old, new) for pair in _paired(*words)]
    return pairs


def changed_only(pairs: Sequence[Pair]) -> list[Pair]:
    """The paragraphs that differ."""
    return [pair for pair in pairs if pair.changed]


def _paired(old: str | None, new: str | None) -> Iterator[Pair]:
    """One changed paragraph; two, where they have little in common."""
    if old is None or new is None:
        yield Pair(_all("removed", old), _all("added", new))
        return
    if SequenceMatcher(None, old.split(), new.split()).ratio() < _ALIKE:
        yield from (Pair(_all("removed", old), ()), Pair((), _all("added", new)))
    else:
        yield _changed(_WORDS.findall(old), _WORDS.findall(new))


def _changed(old: list[str], new: list[str]) -> Pair:
    before: list[Piece] = []
    after: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        before += _all("same" if tag == "equal" else "removed", "".join(old[old_from:old_to]))
        after += _all("same" if tag == "equal" else "added", "".join(new[new_from:new_to]))
    return Pair(tuple(before), tuple(after))


def _all(kind: Literal["same", "added", "removed"], words: str | None) -> tuple[Piece, ...]:
    return (Piece(kind, words),) if words else ()


def _merged(before: Sequence[Piece], after: Sequence[Piece]) -> Iterator[Piece]:
    """Both sides hold the same pieces in common, in the same order."""
    rest = list(after)
    for piece in before:
        if piece.kind == "same":
            while rest and rest[0].kind == "added":
                yield rest.pop(0)
            rest.pop(0)
        yield piece
    yield from rest
