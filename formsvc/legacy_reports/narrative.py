"""Narrative points: stretches of a report under a heading, matched by the point's wording or its topic."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from formsvc.legacy_reports.catalogue import Catalogue, SectionEntry
from formsvc.legacy_reports.document import Box, union
from formsvc.legacy_reports.headings import Stretch, stretches_of
from formsvc.legacy_reports.labels import LabelIndex
from formsvc.legacy_reports.layout import Block
from formsvc.legacy_reports.normal import folded, stems, without_unit
from formsvc.legacy_reports.paragraphs import Paragraph
from formsvc.legacy_reports.reading import FoundSection
from formsvc.legacy_reports.topics import cues, matters, other_matters, topic_of

_ENOUGH = 0.55
_HELD, _HELD_MARGIN = 0.75, 0.2
_HEAD_CUE, _MORE_HEAD_CUES, _FIRST_CUE = 0.55, 0.12, 0.1
_ALIKE, _SAME = 0.4, 0.7
_TEXT_CUE, _MOST_TEXT_CUES = 0.22, 3
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.):]?|[a-zæøå][.)])\s+", re.IGNORECASE)
_WORD = re.compile(r"[a-zæøå]{2,}", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<!\bkl\.)(?<!\bca\.)(?<!\bnr\.)(?<!\d\.)(?<=[.!?])\s+(?=[A-ZÆØÅ0-9])")
_PARTS = re.compile(r"\s+(?:og|samt)\s+|\s*[,/&]\s*")
_FEWEST_WORDS = 3
_MOST_MATTERS = 4
_NO_TEXT = ("ikke aktuelt", "ikkje aktuelt", "ingen", "nei", "")
_SENTENCE_TRUST = 0.6


@dataclass(frozen=True)
class _Match:
    """A stretch that may answer a point. `named`: the cues of its heading; none where only the text tells."""

    score: float
    place: int
    entry: SectionEntry
    stretch: Stretch
    named: frozenset[str]
    by_heading: bool
    says: bool


def read_sections(pages: list[list[Block]], catalogue: Catalogue) -> tuple[FoundSection, ...]:
    """The narrative points that are answered, each point once.

    First stretches whose heading names the point, then those whose text does; a stretch is for one point, unless its
    heading names several. What is open after that may be answered by a sentence among other things.
    """
    stretches = stretches_of(pages)
    matches = sorted(_matches(stretches, catalogue), key=lambda match: (-match.score, match.place))
    chosen: dict[str, _Match] = {}
    used: dict[int, frozenset[str]] = {}
    for match in [m for m in matches if m.by_heading]:
        if match.entry.id not in chosen and not _overlaps(match.stretch, used):
            chosen[match.entry.id] = match
            used |= {id(paragraph): match.named for paragraph in match.stretch.body}
    for match in matches:
        if match.entry.id not in chosen and (_shares(match, used) or not _overlaps(match.stretch, used)):
            chosen[match.entry.id] = match
            named = match.named.union(*(used.get(id(p), frozenset()) for p in match.stretch.body))
            used |= {id(paragraph): named for paragraph in match.stretch.body}
    found = [_found(match) for match in chosen.values()]
    open_points = [entry for entry in catalogue.sections if entry.id not in chosen]
    found += _in_sentences(stretches, open_points)
    return tuple(sorted(found, key=lambda section: (section.page, section.box[1])))


def _overlaps(stretch: Stretch, used: dict[int, frozenset[str]]) -> bool:
    """Whether more than half of it is taken."""
    taken = sum(len(paragraph.text) for paragraph in stretch.body if id(paragraph) in used)
    return 2 * taken > sum(len(paragraph.text) for paragraph in stretch.body)


def _shares(match: _Match, used: dict[int, frozenset[str]]) -> bool:
    """`Henvendelser og åpningstider` answers both; `Opplæring av frivillige` only one."""
    parts = [folded(part) for part in _PARTS.split(_NUMBERING.sub("", match.stretch.heading))]
    begins = any(part.startswith(cue) for part in parts for cue in match.named)
    theirs = [used.get(id(paragraph)) for paragraph in match.stretch.body]
    return match.says and len(parts) > 1 and begins and all(named and not named & match.named for named in theirs)


def _matches(stretches: list[Stretch], catalogue: Catalogue) -> Iterator[_Match]:
    wordings = tuple(
        (entry.id, wording) for entry in catalogue.sections for wording in entry.wordings or (entry.label,)
    )
    index = LabelIndex(wordings)
    for place, stretch in enumerate(stretches):
        if not _says_something(stretch.text):
            continue
        heading = _NUMBERING.sub("", stretch.heading)
        words = index.known(stems(heading))
        likeness = {owner: score for score, owner in index.ranked(words)} if words else {}
        held = index.holding(words) if words else None
        if held and held.margin >= _HELD_MARGIN:
            likeness[held.id] = max(likeness.get(held.id, 0.0), _HELD * held.score)
        for entry in catalogue.sections:
            topic = topic_of(entry.label)
            named = _named(heading, topic) if topic else frozenset[str]()
            score, by_heading = _score(stretch, heading, topic, named, likeness.get(entry.id, 0.0))
            if score >= _ENOUGH:
                says = topic is not None and bool(cues(stretch.text, topic, "says"))
                yield _Match(score, place, entry, stretch, named, by_heading, says)


def _score(
    stretch: Stretch, heading: str, topic: str | None, named: frozenset[str], likeness: float
) -> tuple[float, bool]:
    """By the heading's likeness to the wording, and by what heading and text are about; and is it the heading?"""
    if topic is None:
        return likeness, True
    says = _TEXT_CUE * min(_MOST_TEXT_CUES, len(cues(stretch.text, topic, "says")))
    if named:
        first = _FIRST_CUE if any(folded(heading).startswith(cue) for cue in named) else 0.0
        heads = _HEAD_CUE + _MORE_HEAD_CUES * (len(named) - 1) + first
        return max(likeness, heads + 0.35 * likeness) + 0.6 * says, True
    if likeness > (_ALIKE if says else _SAME):
        return likeness + 0.6 * says, True
    return (0.0 if other_matters(heading) else 0.9 * says), False


def _named(heading: str, topic: str) -> frozenset[str]:
    """The cues of a topic in a heading, without those that are part of something else: `Om organisasjonen`."""
    others = other_matters(heading)
    return frozenset(cue for cue in cues(heading, topic, "heads") if not any(cue in other for other in others))


def _says_something(text: str) -> bool:
    """Words, not only values and numbers, and no list of what is asked for."""
    return folded(text) not in _NO_TEXT and without_unit(text) == text and len(_WORD.findall(text)) >= _FEWEST_WORDS


def _found(match: _Match) -> FoundSection:
    body, entry = match.stretch.body, match.entry
    page = body[0].page
    box = union([paragraph.box for paragraph in body if paragraph.page == page])
    return FoundSection(entry.id, entry.label, page, box, match.stretch.text, min(0.95, match.score))


def _in_sentences(stretches: list[Stretch], entries: list[SectionEntry]) -> Iterator[FoundSection]:
    """Points that a sentence among other things answers: as `Seks av de 15 er likepersoner` does."""
    topics = {entry.id: topic for entry in entries if (topic := topic_of(entry.label))}
    running = _running(stretches)
    for entry in (entry for entry in entries if entry.id in topics):
        told = next((one for one in running if _tells(one[2], topics[entry.id])), None)
        if told:
            page, box, sentence = told
            yield FoundSection(entry.id, entry.label, page, box, sentence, _SENTENCE_TRUST)


def _tells(sentence: str, topic: str) -> bool:
    return bool(cues(sentence, topic, "tells")) and matters(sentence) < _MOST_MATTERS


def _running(stretches: list[Stretch]) -> list[tuple[int, Box, str]]:
    """The sentences of running text, each once, with its page and box."""
    paragraphs: Iterable[Paragraph] = {
        id(p): p for stretch in stretches for p in stretch.body if not p.blocks[0].cell
    }.values()
    found: list[tuple[int, Box, str]] = []
    for paragraph in paragraphs:
        start = 0
        for sentence in _SENTENCE.split(paragraph.text):
            start = paragraph.text.index(sentence, start)
            if sentence.endswith(".") and len(sentence.split()) >= _FEWEST_WORDS:
                found.append((paragraph.page, paragraph.box_of(start, start + len(sentence)), sentence))
            start += len(sentence)
    return found
