"""Where a report says an indicator's name, wrapped over lines or not, and what stands in the same text beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from formsvc.legacy_reports.answers import answer, first_tick, goes_on, is_value, says_nothing
from formsvc.legacy_reports.catalogue import Catalogue, IndicatorEntry
from formsvc.legacy_reports.columns import role_of
from formsvc.legacy_reports.document import Box, union
from formsvc.legacy_reports.labels import LabelIndex
from formsvc.legacy_reports.layout import Block, line_below, lines_of
from formsvc.legacy_reports.normal import folded, joined, plain, stems, without_unit
from formsvc.legacy_reports.numbers import amounts
from formsvc.legacy_reports.vocabulary import vocabulary

CHOICES = ("boolean", "grade")
"""Units that are answered in words."""
SURE, _LIKELY = 0.72, 0.62
_MARGIN, _ALONE = 0.06, 0.35
_NAMES, _MOST, _NEARLY_ALL = 0.5, 0.7, 0.8
_THE_SAME = 0.95
_MOST_LINES = 8
_MOST_TICK_WORDS = 8
_MOST_PARTINGS = 6
_LONGEST_SERVICE = 4
"""Words."""
_OPEN = (":", "–", "-", "=")
_NUMBERING = re.compile(
    r"^(?:(?:spørsmål|indikator|nr\.?)\s*)?"
    r"(?:\d{1,2}(?:\.\d{1,2})*(?:[.):]|(?=\s+(?-i:[A-ZÆØÅ])))|[a-zæøå]\)|[-•*–▪◦·o\uf0b7])\s+(?=\S)(?!%|prosent\b|min)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:\d{1,2}[.)]|[-•*–▪◦·\uf0b7])\s")
"""The next item of a list begins: no second line of the one before."""
_ENDS = re.compile(r"(?:^|[a-zæøå]{3})\.\s*$")
"""A sentence ends, or nothing has begun."""
_NEXT_SENTENCE = re.compile(r"[a-zæøå]{3}\.\s+[A-ZÆØÅ0-9]")
_ENDS_IN_GROUP = re.compile(r"[\s:(]\d{1,3}$")
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_PARTING = re.compile(r"\s*(?::|=|\s[–—-]\s|;|\()\s*")
_WORD_TAIL = re.compile(r"(?:^|[\s:.–-])(ja|nei|delvis|ikkje aktuelt|ikke aktuelt)\.?$", re.IGNORECASE)


@dataclass(frozen=True)
class Occurrence:
    """A label in a report. `tail` is what the same text says after (or before) it; `service` what it names besides."""

    entry: IndicatorEntry
    score: float
    blocks: tuple[Block, ...]
    tail: str | None = None
    service: str | None = None

    @property
    def page(self) -> int:
        """1-based."""
        return self.blocks[0].page

    @cached_property
    def box(self) -> Box:
        """Around all its lines."""
        return union([block.box for block in self.blocks])

    @property
    def asks(self) -> bool:
        """Ends with a colon or question mark, or is numbered: its answer follows."""
        numbered = _NUMBERING.match(self.blocks[0].text) is not None
        return numbered or any(block.text.rstrip().endswith((":", "?")) for block in self.blocks[-2:])


@dataclass(frozen=True)
class _Reading:
    """One way to read a text: a label, and what else it says."""

    label: str
    tail: str | None = None
    service: str | None = None


class Finder:
    """Finds the catalogue's labels among blocks."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._entries = {f"indicator {entry.id}": entry for entry in catalogue.indicators}
        wordings = [(f"indicator {e.id}", w) for e in catalogue.indicators for w in e.wordings]
        wordings += [(f"section {e.id}", w) for e in catalogue.sections for w in e.wordings or (e.label,)]
        self.index = LabelIndex(tuple(wordings))

    def named(self, text: str) -> tuple[IndicatorEntry, float] | None:
        """The one indicator that a text names, and how surely."""
        found = self._meant(text)
        return found[0] if len(found) == 1 else None

    def _meant(self, text: str) -> list[tuple[IndicatorEntry, float]]:
        """The indicator whose wordings a text has, where no other comes near and its words are not shared by many.

        Two where one asks for words and the other for a number: the value tells which.
        """
        words = self.index.known(stems(text))
        ranked = self.index.ranked(words)
        near = [(owner, score) for score, owner in ranked if ranked[0][0] - score < _MARGIN]
        if not near or any(owner not in self._entries for owner, _ in near):
            return []
        others = ranked[len(near)][0] if len(ranked) > len(near) else 0.0
        is_sentence = text.rstrip().endswith(".")
        if not self._is_sure(words, *near[0], near[0][1] - others, is_sentence=is_sentence):
            return []
        found = [(self._entries[owner], score) for owner, score in near]
        asked = {entry.unit in CHOICES for entry, _ in found}
        return found if len(asked) == len(found) and not any(measures_else(text, entry) for entry, _ in found) else []

    def _is_sure(self, words: frozenset[str], owner: str, score: float, margin: float, *, is_sentence: bool) -> bool:
        """Whether a text has its best wording's words and few others; more others where no other wording is near."""
        if score < _THE_SAME and self.index.shared(words):
            return False
        if score >= SURE:
            return True
        likely = score >= _LIKELY and margin >= _ALONE and not is_sentence
        return likely and self.index.covered(words, owner) >= _MOST

    def says_another(self, text: str, entry: IndicatorEntry) -> bool:
        """Whether a text has nearly all telling words of another indicator, and fewer of this one's."""
        words = self.index.known(stems(text))
        mine = self.index.covered(words, f"indicator {entry.id}")
        others = (self.index.covered(words, owner) for owner in self._entries if owner != f"indicator {entry.id}")
        return max(others, default=0.0) >= max(_NEARLY_ALL, mine)

    def find(self, blocks: list[Block]) -> list[Occurrence]:
        """The labels on a page, each block used once, the surest first."""
        candidates = [found for run in self._runs(blocks) for found in self._read(run)]
        candidates.sort(key=lambda c: (-round(c.score, 3), len(c.blocks) if c.tail else -len(c.blocks)))
        used: set[int] = set()
        runs: set[tuple[int, ...]] = set()
        kept: list[Occurrence] = []
        for candidate in candidates:
            run = tuple(map(id, candidate.blocks))
            if run in runs or used.isdisjoint(run):
                used.update(run)
                runs.add(run)
                kept.append(candidate)
        return sorted(kept, key=lambda c: (c.box[1], c.box[0]))

    def _runs(self, blocks: list[Block]) -> Iterator[tuple[Block, ...]]:
        """Every block that may begin a label, alone and with the lines below it in its column."""
        telling = {id(b): self.index.promising(self.index.known(stems(b.text))) for b in blocks}
        broken = {id(_next_line(b, blocks[i + 1 :])) for i, b in enumerate(blocks) if _ENDS_IN_GROUP.search(b.text)}
        for index, block in enumerate(blocks):
            if not telling[id(block)] or (id(block) in broken and _THOUSANDS.match(block.text)):
                continue
            run = [block, *_lines_below(block, blocks[index + 1 :])]
            for end in range(1, len(run) + 1):
                if end == len(run) or not _breaks_a_number(run[end - 1], run[end]):
                    yield tuple(run[:end])

    def _read(self, run: tuple[Block, ...]) -> Iterator[Occurrence]:
        text = _NUMBERING.sub("", joined([block.text for block in run]), count=1)
        best: list[Occurrence] = []
        for reading in _readings(text):
            found = self._match(reading, run)
            if found and (not best or found[0].score > best[0].score + 0.001):
                best = found
        yield from best

    def _match(self, reading: _Reading, run: tuple[Block, ...]) -> list[Occurrence]:
        if any(not 1900 < amount.low < 2100 for amount in amounts(reading.label)):
            return []
        if any(text and _NEXT_SENTENCE.search(text) for text in (reading.label, reading.tail)):
            return []
        found = self._meant(reading.label)
        return [
            Occurrence(entry, score, run, reading.tail, reading.service)
            for entry, score in found
            if self._may_name(reading.service, entry) and self._goes_with(reading.tail, entry)
        ]

    def _may_name(self, service: str | None, entry: IndicatorEntry) -> bool:
        """No service, or one of an indicator that has them, and not words of its label (`fordelt på kanal`)."""
        if not service:
            return True
        return entry.per_service and not self.index.tells_any(self.index.known(stems(service)), f"indicator {entry.id}")

    def _goes_with(self, tail: str | None, entry: IndicatorEntry) -> bool:
        """Nothing follows a label, or what follows answers it."""
        return tail is None or (_is_result(tail) and _answers(tail, entry) and self._is_of_one(tail, entry))

    def _is_of_one(self, tail: str, entry: IndicatorEntry) -> bool:
        """What follows a label names no other indicator besides; the services of a list may be those of others too."""
        if entry.per_service and services_in(tail):
            return True
        other = self.index.best(self.index.known(stems(tail)))
        return other is None or other.score < _NAMES or other.id == f"indicator {entry.id}"


def measures_else(text: str, entry: IndicatorEntry) -> bool:
    """`Lengste ventetid` is not the mean one."""
    words = set(folded(text).split()) & set(vocabulary()["words"]["other_measure"])
    return bool(words) and not any(words & set(folded(wording).split()) for wording in entry.wordings)


def _lines_below(block: Block, later: list[Block]) -> Iterator[Block]:
    """The lines that may go on with a label: not the next item, nor a value that may be the next card's."""
    for _ in range(_MOST_LINES - 1 if block.cell is None else 0):
        following = _next_line(block, later)
        if following is None or _ITEM.match(following.text):
            return
        if is_value(following.text) and not (block.text.endswith(_OPEN) or _breaks_a_number(block, following)):
            return
        yield following
        block = following


def _next_line(block: Block, later: list[Block]) -> Block | None:
    """The next line of the same text; also in another weight of type where a number goes on there."""
    following = line_below(block, later)
    if following or block.cell or not _ENDS_IN_GROUP.search(block.text):
        return following
    rest = (other for other in later if other.cell is None and _THOUSANDS.match(other.text))
    return next((other for other in rest if _is_right_below(block, other)), None)


def _is_right_below(block: Block, other: Block) -> bool:
    alike = abs(other.height - block.height) < 0.15 * block.height and abs(other.box[0] - block.box[0]) < 6
    return alike and -2 <= other.box[1] - block.box[3] < 0.75 * block.height


def _breaks_a_number(block: Block, following: Block) -> bool:
    """`chat: 2` / `610`: a line ends between the groups of a number."""
    return bool(_ENDS_IN_GROUP.search(block.text) and _THOUSANDS.match(following.text))


def _readings(text: str) -> Iterator[_Reading]:
    """The whole as a label; and, unless it breaks off inside a bracket, as a label with an answer beside it."""
    text = plain(without_unit(plain(text)))
    yield _Reading(text)
    if text.count("(") > text.count(")"):
        return
    yield from _parted(text)
    yield from _after_comma(text)
    ticks = first_tick(text)
    if ticks is None:
        yield from _ends(text)
    elif len(text[ticks:].split()) <= _MOST_TICK_WORDS:
        head = re.sub(r"\s+(?:ja|nei)\s*$", "", text[:ticks], flags=re.IGNORECASE)
        yield _Reading(head, tail=text[len(head) :])


def _parted(text: str) -> Iterator[_Reading]:
    """A label and what follows a colon, dash or bracket."""
    for parting in list(_PARTING.finditer(text))[:_MOST_PARTINGS]:
        head, tail = text[: parting.start()], _closed(text[parting.end() :])
        if head and tail and head.count("(") <= head.count(")"):
            yield from _services(head, tail)
            yield _Reading(head, tail=tail)
            yield from _after_comma(head, tail)


def _after_comma(text: str, tail: str | None = None) -> Iterator[_Reading]:
    """`Antall deltakere, dagsenter`."""
    head, comma, service = text.rpartition(", ")
    if comma and _is_name(service) and len(service.split()) <= _LONGEST_SERVICE:
        yield _Reading(head, tail=tail, service=service)


def _ends(text: str) -> Iterator[_Reading]:
    """A value at the start or the end, with nothing between."""
    found = amounts(text)
    told = text.endswith(".")  # a sentence, or its last line
    if found and not told and found[0].start == 0 and text[found[0].end :].lstrip()[:1] not in ("", ".", ")"):
        yield _Reading(text[found[0].end :], tail=text[: found[0].end])
    if found and not re.search(r"\w", text[found[-1].end :]) and not _ENDS.search(text[: found[-1].start] or "."):
        yield _Reading(text[: found[-1].start], tail=text[found[-1].start :])
    word = _WORD_TAIL.search(text)
    if word and word.start(1) > 0:
        yield _Reading(text[: word.start(1)], tail=word.group(1))


def services_in(tail: str) -> list[tuple[str, str]]:
    """`telefon 81 %, chat 77 %` -> [("telefon", "81 %"), ("chat", "77 %")]; empty where it is not such a list."""
    found = [_service_and_value(part) for part in re.split(r"[,;](?!\d)\s*|\s+og\s+", plain(tail))]
    named = [pair for pair in found if pair]
    return named if len(named) == len(found) > 1 else []


def services_in_lines(block: Block) -> list[tuple[str, str]]:
    """The same where a text has a line for each service; lines without a number are a form's own words."""
    lines = [" ".join(word.text for word in line) for line in lines_of(block.words)]
    return services_in("; ".join(line for line in lines if amounts(plain(line))))


def _service_and_value(part: str) -> tuple[str, str] | None:
    """`telefon 81 %` or `81 % på telefon`."""
    numbers = amounts(part)
    if len(numbers) != 1:
        return None
    start, end = numbers[0].start, numbers[0].end
    name = re.sub(r"^(?:på|for|i)\s+", "", (part[:start] + part[end:]).strip(" :–-=()"))
    is_name = re.search(r"[a-zæøå]{2}", name, re.IGNORECASE) and len(name.split()) <= _LONGEST_SERVICE
    return (name, part[start:end]) if is_name else None


def _answers(tail: str, entry: IndicatorEntry) -> bool:
    if entry.per_service and services_in(tail):
        return True
    return not goes_on(tail) and (answer(tail, entry.unit) is not None or says_nothing(tail))


def _is_result(tail: str) -> bool:
    """Not `2023: 23 %`, `mål: 75` or a stretch that runs into the next sentence."""
    if tail.count(")") > tail.count("("):
        return False
    role, _ = role_of(re.split(r"[:=]|(?<=[a-zæøå])\s+(?=\d)", tail, maxsplit=1)[0])
    return role not in ("year", "target", "last_year", "deviation")


def _closed(tail: str) -> str:
    """Without the bracket that closes one opened before."""
    tail = tail.strip()
    return tail[:-1] if tail.endswith(")") and "(" not in tail else tail


def _services(head: str, tail: str) -> Iterator[_Reading]:
    """`Andel henvendelser besvart – chat: 77 %`: a service between label and value, or a service alone."""
    found = amounts(tail)
    if not found and not any(ch.isdigit() for ch in tail) and _is_name(tail):
        yield _Reading(head, service=tail.rstrip(" :"))
    elif len(found) == 1 and _is_name(tail[: found[0].start]):
        service = tail[: found[0].start].strip(" :–—-=")
        yield _Reading(head, tail=tail[found[0].start :], service=service)


def _is_name(text: str) -> bool:
    """Could be a service's name: not `ca.`, `mål`, `svar`, JA or NEI."""
    word = text.strip(" :–—-=().").lower()
    about = any(word in vocabulary()["words"][kind] for kind in ("about", "at_least", "at_most"))
    return len(word) > 2 and not about and not is_value(word) and role_of(word)[0] == "name"
