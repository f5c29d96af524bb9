"""The light marks that a caseworker writes free text with: `**bold**`, and `- ` before an item of a list.

Empty lines divide paragraphs. Marks that make no sense stand as they were written: nothing is ever left out.
"""

import re
from collections.abc import Iterator

from formsvc.letters.facts.rich import Rich, Run

BOLD = "**"
ITEM = "- "
_BOLD = re.compile(r"\*\*(?=[^\s*])((?:(?!\*\*).)*[^\s*])\*\*", re.DOTALL)
_ITEM = re.compile(r"[ \t]*[-•][ \t]+(?=\S)")


def paragraphs_of(words: str) -> tuple[Rich, ...]:
    """Paragraphs and items of lists, in order. A line break inside a paragraph stays one."""
    return tuple(rich for part in _parts(words) for rich in _paragraphs(part))


def items_of(words: str) -> tuple[Rich, ...]:
    """An item for each line that is not empty, whether it is marked as one or not."""
    lines = (line.strip() for line in _lines(words))
    return tuple(_rich(_ITEM.sub("", line, count=1), item=True) for line in lines if line)


def _lines(words: str) -> list[str]:
    return words.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _parts(words: str) -> Iterator[list[str]]:
    """The lines between empty lines."""
    part: list[str] = []
    for line in [*_lines(words), ""]:
        if line.strip():
            part.append(line.strip())
        elif part:
            yield part
            part = []


def _paragraphs(lines: list[str]) -> Iterator[Rich]:
    """Lines that are no items belong together; each item is a paragraph of its own."""
    together: list[str] = []
    for line in lines:
        marked = _ITEM.match(line)
        if marked and together:
            yield _rich("\n".join(together))
            together = []
        if marked:
            yield _rich(line[marked.end() :], item=True)
        else:
            together.append(line)
    if together:
        yield _rich("\n".join(together))


def _rich(words: str, *, item: bool = False) -> Rich:
    return Rich(runs=tuple(_runs(words)), item=item)


def _runs(words: str) -> Iterator[Run]:
    end = 0
    for bold in _BOLD.finditer(words):
        if bold.start() > end:
            yield Run(text=words[end : bold.start()])
        yield Run(text=bold[1], bold=True)
        end = bold.end()
    if end < len(words):
        yield Run(text=words[end:])
