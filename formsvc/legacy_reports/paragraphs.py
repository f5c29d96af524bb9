"""Running text: lines of one column put together, with the place of every word kept."""

from dataclasses import dataclass
from functools import cached_property

from formsvc.legacy_reports.document import Box, Word, union
from formsvc.legacy_reports.layout import Block, lines_of
from formsvc.legacy_reports.normal import plain

_LINE_GAP = 0.75
_SAME_SIZE = 0.1


@dataclass(frozen=True)
class Paragraph:
    """Blocks that read as one text."""

    blocks: tuple[Block, ...]

    @property
    def page(self) -> int:
        """1-based."""
        return self.blocks[0].page

    @cached_property
    def box(self) -> Box:
        """Around all of it."""
        return union([block.box for block in self.blocks])

    @property
    def bold(self) -> bool:
        """Begins bold and stays so."""
        return all(block.bold for block in self.blocks)

    @property
    def height(self) -> float:
        """The height of its type."""
        return self.blocks[0].height

    @cached_property
    def _placed(self) -> tuple[str, list[tuple[int, int, Word]]]:
        text, places = "", []
        for block in self.blocks:
            for line in lines_of(block.words):
                text = _line_break(text, plain(line[0].text))
                for word in line:
                    text += " " if text and not text.endswith((" ", "\u0000")) else ""
                    text = text.removesuffix("\u0000")
                    start = len(text)
                    text += plain(word.text)
                    places.append((start, len(text), word))
        return text, places

    @property
    def text(self) -> str:
        """Plain text on one line."""
        return self._placed[0]

    def box_of(self, start: int, end: int) -> Box:
        """Around the words of a stretch of `text`."""
        return union([word.box for a, b, word in self._placed[1] if a < end and start < b])


def _line_break(text: str, following: str) -> str:
    """Mends a word that was divided at the end of a line; a null character marks that no space follows."""
    divided = text.endswith("-") and len(text) > 1 and text[-2].isalpha() and following[:1].islower()
    if divided and following not in ("og", "eller", "samt"):
        return text[:-1] + "\u0000"
    return text


def paragraphs_of(blocks: list[Block]) -> list[Paragraph]:
    """Paragraphs of a page: lines close together in a column and alike; a table cell is one of its own."""
    grown: list[list[Block]] = []
    for block in blocks:
        home = None if block.cell else next((run for run in reversed(grown) if _continues(run[-1], block)), None)
        if home:
            home.append(block)
        else:
            grown.append([block])
    return [Paragraph(tuple(run)) for run in grown]


def _continues(last: Block, block: Block) -> bool:
    if (
        last.cell
        or last.words[0].field
        or block.words[0].field
        or block.box[1] - last.box[3] > _LINE_GAP * last.height
        or block.box[1] < (last.box[1] + last.box[3]) / 2
    ):
        return False
    same_weight = last.bold == block.bold or _reads_on(last.text, block.text)
    same_type = abs(last.height - block.height) < _SAME_SIZE * last.height and same_weight
    return same_type and abs(last.box[0] - block.box[0]) < 24 and block.box[0] < last.box[2]


def _reads_on(text: str, following: str) -> bool:
    """A sentence that goes on in another weight of type."""
    return text[-1:].isalpha() and following[:1].islower()
