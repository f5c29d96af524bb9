"""Headings and what stands under them, whatever they look like: big or bold, plain lines, the first words of a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from formsvc.legacy_reports.document import in_line, union
from formsvc.legacy_reports.layout import Block
from formsvc.legacy_reports.normal import plain, without_unit
from formsvc.legacy_reports.paragraphs import Paragraph, paragraphs_of

_LONGEST_HEADING = 260
_LONGEST_LINE, _MOST_WORDS, _MOST_LEADING_WORDS = 70, 12, 8
_BIGGER = 1.12
_SMALL = 0.88
_FOOTNOTE = re.compile(r"(?:\d{1,2}|\*{1,3})(?= [A-ZÆØÅ]|$)")
_CLOSE = 2.5
"""A plain heading has its text at most so many line heights below it."""
_NARROWER = 0.8
_FEWEST_IN_TEXT = 5
_RUN_IN = re.compile(r"^([^.:()0-9]{3,90}):\s+(\S.{8,})$")
_FIRST_WORDS = re.compile(r"^([A-ZÆØÅ][^\s.:;,()0-9]+(?: [^\s.:;,()0-9]+){0,4})(?<! kl)(?<! ca)(?<! nr)\.\s+(\S.{8,})$")
_LEAD_ENDS = (".", ":", "–", "-")
_NO_HEADING = re.compile(r"@|%|\d{4,}|\d \d{3}|[.,;☐☒]$")
_SIGNED = re.compile(
    r"^(?:sted og dato|stad og dato|dato og (?:signatur|underskrift)|underskrift|signatur|hilsen|helsing"
    r"|(?:med )?(?:vennlig|venleg|beste) h[ei]ls)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20\d\d")
_STARTS_A_SENTENCE = re.compile(r"^[\W_]*[A-ZÆØÅ0-9]")
_SENTENCE_ENDS = (".", ":", "!", "?", ")", "*")


@dataclass(frozen=True)
class Stretch:
    """A heading (maybe empty) and the paragraphs under it."""

    heading: str
    body: tuple[Paragraph, ...]
    body_text: str | None = None

    @property
    def text(self) -> str:
        """The body on one line."""
        return self.body_text or " ".join(paragraph.text for paragraph in self.body)


@dataclass(frozen=True)
class _Piece:
    """A paragraph or a part of one. `lead` is the heading on its own first line."""

    paragraph: Paragraph
    heads: bool = False
    lead: str = ""


def stretches_of(pages: list[list[Block]]) -> list[Stretch]:
    """Headings with what stands under them in their column, `Heading: text` in one, and table rows of two cells."""
    paragraphs = [paragraphs_of(blocks) for blocks in pages]
    heights = [p.height for page in paragraphs for p in page if not p.blocks[0].words[0].field for _ in p.text]
    usual = median(heights) if heights else 0.0
    pieces = [_pieces(page, usual) for page in paragraphs]
    found = [stretch for page in paragraphs for stretch in _rows(page)]
    for number, page in enumerate(pieces):
        following = pieces[number + 1] if number + 1 < len(pieces) else []
        found += [_under(piece.paragraph, page, following) for piece in page if piece.heads]
        found += [Stretch(piece.lead, (piece.paragraph,)) for piece in page if piece.lead]
        found += [stretch for piece in page if not piece.heads and not piece.lead for stretch in _alone(piece)]
    under = {id(paragraph) for stretch in found for paragraph in stretch.body}
    found += [
        Stretch("", (p.paragraph,)) for page in pieces for p in page if not p.heads and id(p.paragraph) not in under
    ]
    return [stretch for stretch in found if stretch.body]


def _pieces(page: list[Paragraph], usual: float) -> list[_Piece]:
    """The paragraphs of a page without its footnotes, parted where a line inside one is a heading."""
    written = [p for p in page if not (p.height < _SMALL * usual and _FOOTNOTE.match(p.text))]
    parts = [part for paragraph in written for part in _parted(paragraph)]
    return [
        _Piece(
            part,
            heads=not lead and (_looks_so(part, usual) or _ends_all(part) or _stands_alone(part, parts)),
            lead=lead,
        )
        for part, lead in parts
    ]


def _parted(paragraph: Paragraph) -> Iterator[tuple[Paragraph, str]]:
    """The parts of a paragraph, each with the bold words that it begins with."""
    lines = paragraph.blocks
    if lines[0].cell or paragraph.bold:
        yield paragraph, ""
        return
    starts = {0} | {at for at, line in enumerate(lines) if _leading(line)}
    for at in range(len(lines) - 1):
        if _heads_the_next(paragraph, at):
            starts |= {at, at + 1}
    for start, end in pairwise([*sorted(starts), len(lines)]):
        lead = _leading(lines[start])
        first = _without(lines[start], lead) if lead else lines[start]
        yield Paragraph((first, *lines[start + 1 : end])), _joined(lines[start], 0, lead).rstrip(".: –-")


def _without(line: Block, lead: int) -> Block:
    rest = line.words[lead:]
    return replace(line, words=rest, box=union([word.box for word in rest]), text=_joined(line, lead, None))


def _joined(line: Block, start: int, end: int | None) -> str:
    return plain(" ".join(word.text for word in line.words[start:end]))


def _leading(block: Block) -> int:
    """How many bold words a line of ordinary type begins with, where they end like a heading."""
    count = next((at for at, word in enumerate(block.words) if not word.bold), 0)
    ends = 0 < count <= _MOST_LEADING_WORDS and block.words[count - 1].text.endswith(_LEAD_ENDS)
    return count if ends else 0


def _heads_the_next(paragraph: Paragraph, at: int) -> bool:
    """A short line between the end of a sentence and the beginning of another."""
    lines = paragraph.blocks
    line, below = lines[at], lines[at + 1]
    left, _, right, _ = paragraph.box
    return (
        _could_head(line.text)
        and (at == 0 or lines[at - 1].text.endswith(_SENTENCE_ENDS))
        and line.box[2] - left < _NARROWER * (right - left)
        and _is_text(below.text)
    )


def _could_head(text: str) -> bool:
    text = _YEAR.sub("", text).strip()
    letters = sum(character.isalpha() for character in text)
    return (
        len(text) <= _LONGEST_LINE
        and len(text.split()) <= _MOST_WORDS
        and letters > 0.7 * len(text.strip("*-–— ").replace(" ", ""))
        and letters > 3
        and _STARTS_A_SENTENCE.match(text) is not None
        and not _NO_HEADING.search(text)
    )


def _is_text(text: str) -> bool:
    return _STARTS_A_SENTENCE.match(text) is not None and len(text.split()) >= _FEWEST_IN_TEXT


def _looks_so(paragraph: Paragraph, usual: float) -> bool:
    """Bold, bigger than the rest, or a question."""
    text, first = paragraph.text, paragraph.blocks[0]
    if without_unit(text) != text or first.cell or first.words[0].field or len(text) > _LONGEST_HEADING:
        return False
    if not re.search(r"[a-zæøå]{3}", text, re.IGNORECASE) or (text.endswith(".") and not paragraph.bold):
        return False
    return paragraph.bold or paragraph.height > _BIGGER * usual or (text.endswith("?") and len(paragraph.blocks) < 4)


def _ends_all(paragraph: Paragraph) -> bool:
    """Greetings and signatures."""
    return _SIGNED.match(paragraph.text) is not None and len(paragraph.text.split()) < _MOST_WORDS


def _stands_alone(paragraph: Paragraph, parts: list[tuple[Paragraph, str]]) -> bool:
    """One plain line with text right below."""
    first = paragraph.blocks[0]
    if len(paragraph.blocks) > 1 or first.cell or first.words[0].field or not _could_head(paragraph.text):
        return False
    limit = paragraph.box[3] + _CLOSE * paragraph.height
    below = [p for p, _ in parts if paragraph.box[3] - 2 < p.box[1] < limit and abs(p.box[0] - paragraph.box[0]) < 24]
    nearest = min(below, key=lambda p: p.box[1], default=None)
    return nearest is not None and not nearest.blocks[0].cell and _is_text(nearest.text)


def _under(heading: Paragraph, page: list[_Piece], following: list[_Piece]) -> Stretch:
    below = [p for p in page if p.paragraph.box[1] > heading.box[1] and in_line(heading.box, p.paragraph.box)]
    end = min((p.paragraph.box[1] for p in below if p.heads), default=float("inf"))
    body = [p.paragraph for p in below if not p.heads and not p.lead and p.paragraph.box[1] < end]
    if end == float("inf"):
        far = not body or min(p.box[1] for p in body) > heading.box[3] + _CLOSE * heading.height
        beside = _next_column(heading, page) if far else []
        body = beside or body + _carried_over(heading, following)
    return Stretch(heading.text, tuple(sorted(body, key=lambda p: (p.page, p.box[1]))))


def _next_column(heading: Paragraph, page: list[_Piece]) -> list[Paragraph]:
    """Under a heading at the foot of a column: the top of the next one, down to its first heading."""
    right = [p for p in page if p.paragraph.box[0] >= heading.box[2] and not p.paragraph.blocks[0].cell]
    left = min((p.paragraph.box[0] for p in right), default=0.0)
    column = [p for p in right if p.paragraph.box[0] < left + 24]
    end = min((p.paragraph.box[1] for p in column if p.heads or p.lead), default=0.0)
    return [p.paragraph for p in column if p.paragraph.box[1] < min(end, heading.box[1])]


def _carried_over(heading: Paragraph, following: list[_Piece]) -> list[Paragraph]:
    """The top of the next page, down to its first heading."""
    column = [p for p in following if abs(p.paragraph.box[0] - heading.box[0]) < 40]
    end = min((p.paragraph.box[1] for p in column if p.heads or p.lead), default=float("inf"))
    return [p.paragraph for p in column if p.paragraph.box[1] < end]


def _alone(piece: _Piece) -> Iterator[Stretch]:
    """`Heading: text` on one line, and paragraphs that are read by their own words."""
    paragraph = piece.paragraph
    if paragraph.blocks[0].cell or len(paragraph.text) < 30:
        return
    if run_in := _RUN_IN.match(paragraph.text):
        yield Stretch(run_in.group(1), (paragraph,), run_in.group(2))
    elif first := _FIRST_WORDS.match(paragraph.text):
        yield Stretch(first.group(1), (paragraph,))


def _rows(page: list[Paragraph]) -> Iterator[Stretch]:
    """A table's cell beside another with running text."""
    cells = [p for p in page if p.blocks[0].cell]
    for left in cells:
        table, mine = left.blocks[0].cell or (0, left.box)
        for right in cells:
            other, theirs = right.blocks[0].cell or (0, right.box)
            if (
                other == table
                and abs(theirs[0] - mine[2]) < 4
                and abs(theirs[1] - mine[1]) < 2
                and len(right.text.split()) > 3
            ):
                yield Stretch(left.text, (right,))
