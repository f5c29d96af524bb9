"""What the child process saw: words with their places, table cells, field values. Frozen, no PDF library needed."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points of the page as shown, origin top left."""

TICKED, UNTICKED = "☒", "☐"


class Word(NamedTuple):
    """A word. `hidden` says why a reader of the page cannot see it; `field` is the form field it was typed into.

    A plain tuple, because a long report has a hundred thousand of them.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    bold: bool = False
    hidden: str | None = None
    field: str | None = None

    @property
    def box(self) -> Box:
        """Its four sides."""
        return self.x0, self.top, self.x1, self.bottom

    @property
    def height(self) -> float:
        """The height of its type."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half-way down."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Page:
    """A page as shown. `number` is 1-based; `bad` says why it could not be read."""

    number: int
    width: float = 0.0
    height: float = 0.0
    all_words: tuple[Word, ...] = ()
    tables: tuple[tuple[Box, ...], ...] = ()
    bad: str | None = None

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The visible words."""
        return tuple(word for word in self.all_words if not word.hidden)


@dataclass(frozen=True)
class Document:
    """A whole file, or the code of what stopped it."""

    pages: tuple[Page, ...] = ()
    error: str | None = None


def union(boxes: list[Box]) -> Box:
    """The smallest box around all of them (at least one)."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def level(one: Box, other: Box, share: float = 0.5) -> bool:
    """Whether two boxes stand side by side: more than this share of the lower one's height."""
    return min(one[3], other[3]) - max(one[1], other[1]) > share * min(one[3] - one[1], other[3] - other[1])


def in_line(one: Box, other: Box, share: float = 0.5) -> bool:
    """Whether two boxes stand one above the other: more than this share of the narrower one's width."""
    return min(one[2], other[2]) - max(one[0], other[0]) > share * min(one[2] - one[0], other[2] - other[0])
