"""What a made report consists of, before anybody has drawn it; and its answer key."""

import random
from dataclasses import dataclass, field
from typing import Any, Literal

PairStyle = Literal[
    "colon", "leaders", "list", "cards_above", "cards_below", "sidebar", "questions", "bullets", "form", "definitions"
]


@dataclass
class Title:
    """The big line at the top."""

    text: str


@dataclass
class Heading:
    """A heading of the narrative."""

    text: str


@dataclass
class Text:
    """A paragraph."""

    text: str


@dataclass
class Hidden:
    """Text in the page that nobody sees."""

    text: str


@dataclass
class Table:
    """Rows under heads; a row of one cell is a group's name over the whole width."""

    heads: list[str]
    rows: list[list[str]]
    ruled: bool = True
    repeat_heads: bool = True
    align: Literal["left", "right", "center"] = "left"
    roomy: bool = False


@dataclass
class Pairs:
    """Labels and their values, without heads."""

    pairs: list[tuple[str, str]]
    style: PairStyle
    across: int = 1


@dataclass
class Columns:
    """Paragraphs and headings in two columns."""

    blocks: list["Heading | Text"]


Block = Title | Heading | Text | Hidden | Table | Pairs | Columns


@dataclass
class Look:
    """How the whole is drawn."""

    font: str = "sans"
    size: int = 11
    header: str | None = None
    footer: str | None = None
    page_numbers: bool = False
    line_numbers: bool = False
    landscape: bool = False


@dataclass
class Made:
    """A report and its key in the shape that scores are counted from (see `keys.py`)."""

    blocks: list[Block]
    look: Look
    key: dict[str, Any]
    traps: list[str] = field(default_factory=list)


def seeded(seed: str) -> random.Random:
    """The same report every time."""
    return random.Random(seed)  # noqa: S311  shapes, not secrets
