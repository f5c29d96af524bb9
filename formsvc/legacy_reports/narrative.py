"""Narrative points: stretches of a report under a heading, matched by the point's wording or its topic."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from statistics import median
from typing import Any

from formsvc.legacy_reports.catalogue import Catalogue, SectionEntry
from formsvc.legacy_reports.document import union
from formsvc.legacy_reports.labels import LabelIndex
from formsvc.legacy_reports.layout import Block
from formsvc.legacy_reports.normal import folded, stems
from formsvc.legacy_reports.paragraphs import Paragraph, paragraphs_of
from formsvc.legacy_reports.reading import FoundSection
from formsvc.legacy_reports.vocabulary import topics

_ENOUGH = 0.55
_LONGEST_HEADING = 260
_HELD, _HELD_MARGIN = 0.75, 0.2
_HEAD_CUE, _TEXT_CUE, _MOST_TEXT_CUES = 0.55, 0.22, 3
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.):]?|[a-z]\))\s+")
_RUN_IN = re.compile(r"^([^.:()0-9]{3,90}):\s+(\S.{8,})$")
_WORD = re.compile(r"[a-zæøå]{2,}", re.IGNORECASE)
_FEWEST_WORDS = 3
_NO_TEXT = ("ikke aktuelt", "ikkje aktuelt", "ingen", "nei", "")


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


def read_sections(pages: list[list[Block]], catalogue: Catalogue) -> tuple[FoundSection, ...]:
    """The narrative points that are answered, each stretch for one point and each point once."""
    wordings = tuple(
        (entry.id, wording) for entry in catalogue.sections for wording in entry.wordings or (entry.label,)
    )
    index = LabelIndex(wordings)
    scored = [
        (score, number, entry, stretch)
        for number, stretch in enumerate(_stretches(pages))
        for entry in catalogue.sections
        if (score := _score(stretch, entry, index)) >= _ENOUGH
    ]
    taken: set[object] = set()
    found: list[FoundSection] = []
    for score, number, entry, stretch in sorted(scored, key=lambda item: (-item[0], item[1])):
        if number not in taken and entry.id not in taken and _says_something(stretch.text):
            taken |= {number, entry.id}
            found.append(_found(entry, stretch, score))
    return tuple(sorted(found, key=lambda section: (section.page, section.box[1])))


def _says_something(text: str) -> bool:
    """Words, not only values and numbers."""
    return folded(text) not in _NO_TEXT and len(_WORD.findall(text)) >= _FEWEST_WORDS


def _found(entry: SectionEntry, stretch: Stretch, score: float) -> FoundSection:
    page = stretch.body[0].page
    box = union([paragraph.box for paragraph in stretch.body if paragraph.page == page])
    return FoundSection(entry.id, entry.label, page, box, stretch.text, min(0.95, score))


def _score(stretch: Stretch, entry: SectionEntry, index: LabelIndex) -> float:
    """By the heading's likeness to the wording, and by what heading and text are about."""
    words = index.known(stems(_NUMBERING.sub("", stretch.heading)))
    likeness = next((score for score, owner in index.ranked(words) if owner == entry.id), 0.0) if words else 0.0
    topic = topic_of(entry.label)
    if topic is None:
        held = index.holding(words) if words else None
        is_held = held and held.id == entry.id and held.margin >= _HELD_MARGIN
        return max(likeness, _HELD * held.score) if held and is_held else likeness
    heads = _HEAD_CUE if _hits(stretch.heading, topic, "heads") else 0.0
    says = _TEXT_CUE * min(_MOST_TEXT_CUES, _hits(stretch.text, topic, "says"))
    return max(likeness, heads + 0.35 * likeness) + 0.6 * says if heads or likeness > 0.4 else 0.9 * says


@cache
def topic_of(label: str) -> str | None:
    """The topic of a point of a form, by its wording."""
    return next((topic["id"] for topic in topics() if _pattern(topic["id"], "asks").search(_spaced(label))), None)


def _hits(text: str, topic: str, kind: str) -> int:
    return len({match.group() for match in _pattern(topic, kind).finditer(_spaced(text))})


@cache
def _pattern(topic: str, kind: str) -> re.Pattern[str]:
    cues: Any = next(item[kind] for item in topics() if item["id"] == topic)
    start = "" if kind == "asks" else "(?<= )"
    return re.compile(rf"{start}(?:{'|'.join(re.escape(folded(cue)) for cue in cues)})")


@lru_cache(maxsize=2_000)
def _spaced(text: str) -> str:
    return f" {folded(text)} "


def _stretches(pages: list[list[Block]]) -> list[Stretch]:
    """Headings with what stands under them in their column, `Heading: text` in one, and table rows of two cells."""
    paragraphs = [paragraphs_of(blocks) for blocks in pages]
    heights = [p.height for page in paragraphs for p in page for _ in range(len(p.text))]
    usual = median(heights) if heights else 0.0
    found = [stretch for page in paragraphs for stretch in _rows(page)]
    for number, page in enumerate(paragraphs):
        headings = [p for p in page if _is_heading(p, usual)]
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else []
        found += [_under(heading, page, headings, following, usual) for heading in headings]
        found += _alone(page, headings)
    return [stretch for stretch in found if stretch.body]


def _is_heading(paragraph: Paragraph, usual: float) -> bool:
    text = paragraph.text
    if paragraph.blocks[0].cell or len(text) > _LONGEST_HEADING or not re.search(r"[a-zæøå]{3}", text, re.IGNORECASE):
        return False
    if text.endswith(".") and not paragraph.bold:
        return False
    return paragraph.bold or paragraph.height > 1.12 * usual or (text.endswith("?") and len(paragraph.blocks) < 4)


def _under(
    heading: Paragraph, page: list[Paragraph], headings: list[Paragraph], following: list[Paragraph], usual: float
) -> Stretch:
    ends = [h.box[1] for h in headings if h is not heading and h.box[1] > heading.box[1] and _same_column(heading, h)]
    end = min(ends, default=float("inf"))
    body = [p for p in page if p not in headings and heading.box[1] < p.box[1] < end and _same_column(heading, p)]
    if not ends:
        body += _carried_over(heading, following, usual)
    return Stretch(heading.text, tuple(sorted(body, key=lambda p: (p.page, p.box[1]))))


def _carried_over(heading: Paragraph, following: list[Paragraph], usual: float) -> list[Paragraph]:
    """The top of the next page, down to its first heading."""
    column = [p for p in following if abs(p.box[0] - heading.box[0]) < 40]
    end = min((p.box[1] for p in column if _is_heading(p, usual)), default=float("inf"))
    return [p for p in column if p.box[1] < end]


def _same_column(one: Paragraph, other: Paragraph) -> bool:
    a, b = one.box, other.box
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.5 * min(a[2] - a[0], b[2] - b[0])


def _alone(page: list[Paragraph], headings: list[Paragraph]) -> Iterator[Stretch]:
    """`Heading: text` on one line, and paragraphs that are read by their own words."""
    for paragraph in page:
        if paragraph in headings or paragraph.blocks[0].cell or len(paragraph.text) < 30:
            continue
        run_in = _RUN_IN.match(paragraph.text)
        if run_in:
            yield Stretch(run_in.group(1), (paragraph,), run_in.group(2))


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
