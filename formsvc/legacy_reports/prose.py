"""Values in running text: `89,5 prosent følte seg hjulpet`, `Vi har ikke et system for debrief`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from formsvc.legacy_reports.answers import amount_answer, answer, fits, is_value
from formsvc.legacy_reports.catalogue import Catalogue, IndicatorEntry
from formsvc.legacy_reports.nearby import Claim
from formsvc.legacy_reports.normal import blank, folded, stem, stems
from formsvc.legacy_reports.numbers import Amount, amounts
from formsvc.legacy_reports.occurrences import Finder, measures_else
from formsvc.legacy_reports.paragraphs import Paragraph
from formsvc.legacy_reports.reading import Finding, Role, Value
from formsvc.legacy_reports.vocabulary import vocabulary

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ0-9«\"•▪◦*–-])")
_CLAUSE_END = re.compile(r",\s+(?:og|men|mens|samt|medan)\s|;\s|\s[–—]\s")
_CONTRAST = re.compile(r"\b(?:men|mens|medan)\b")
_BETWEEN_COMMAS = re.compile(r"^\s*,\s+(?!og|men|mens|samt|medan|mot)")
"""`95 prosent, følte at …`: the comma closes an aside that is only the number."""
_REPORTING = re.compile(r"\bsvar(?:te|a|er|ar)\s+(?:at|ja|nei)\b", re.IGNORECASE)
"""`svarte at` reports; it says nothing about what was answered."""
_SHARE = re.compile(r"%|prosent")
_MOST_WORDS_TOLD = 4
_BRACKETS = re.compile(r"\([^()]*\)")
_NEEDS_UNIT = ("percent", "minutes", "duration", "fte", "nok")
_ENOUGH, _MARGIN = 0.5, 0.09
_MOSTLY, _FAR_MORE = 0.7, 1.4
_MOST_NUMBERS = 12
"""A sentence with more numbers is a list or a table, not prose."""
_WORD_ENOUGH = 0.5
_TRUST = 0.72
_IMPLIED = {"percent": "andel", "count": "antall", "fte": "årsverk", "minutes": "minutter"}


@dataclass(frozen=True)
class _Clause:
    """A stretch of a paragraph."""

    text: str
    start: int


def with_figures(paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, a figure in type of its own joined with the sentence below that goes on from it."""
    figure: Paragraph | None = None
    for paragraph in paragraphs:
        if figure and _goes_on_below(figure, paragraph):
            yield Paragraph((*figure.blocks, *paragraph.blocks))
            figure = None
            continue
        if figure:
            yield figure
        figure = paragraph if is_value(paragraph.text) else None
        if figure is None:
            yield paragraph
    if figure:
        yield figure


def _goes_on_below(figure: Paragraph, text: Paragraph) -> bool:
    a, b = figure.box, text.box
    near = figure.page == text.page and -2 <= b[1] - a[3] < a[3] - a[1] and min(a[2], b[2]) > max(a[0], b[0])
    return near and text.text[:1].islower()


class Prose:
    """Reads sentences for the indicators that no table, card or line has answered."""

    def __init__(self, catalogue: Catalogue, finder: Finder, year: int | None) -> None:
        self._entries = catalogue.indicators
        self._finder = finder
        self._index = finder.index
        self._year = year

    def claims(self, paragraph: Paragraph) -> Iterator[Claim]:
        """Proposals from one paragraph."""
        for sentence in _pieces(paragraph.text, 0, _SENTENCE_END):
            told = list(self._listed(paragraph, sentence))
            if told:
                yield from told
                continue
            shown = _Clause(_REPORTING.sub(blank, _without_asides(sentence.text)), sentence.start)
            yield from self._numbers(paragraph, shown)
            if shown.text.rstrip().endswith("."):
                clauses = _pieces(shown.text, shown.start, _CLAUSE_END)
                for clause, following in zip(clauses, [*clauses[1:], None], strict=True):
                    if not _taken_back(paragraph.text, clause, following):
                        yield from self._statements(paragraph, clause)

    def _listed(self, paragraph: Paragraph, sentence: _Clause) -> Iterator[Claim]:
        """A label and its answer: `Bedre samhandling: delvis.`, one of a list in running text."""
        head, _, tail = sentence.text.partition(":")
        short = 0 < len(tail.split()) <= _MOST_WORDS_TOLD and not re.search(r"[\d(]", head)
        named = self._finder.named(head) if short else None
        value = answer(tail.strip(" ."), named[0].unit) if named else None
        if named and value:
            place = (sentence.start, sentence.start + len(sentence.text))
            yield _claim(paragraph, named[0], value.value, place, sentence.text, _TRUST, "result")

    def _numbers(self, paragraph: Paragraph, sentence: _Clause) -> Iterator[Claim]:
        if not self._index.promising(self._index.known(stems(sentence.text))):
            return
        found = [amount for amount in amounts(sentence.text) if not _is_year(amount, sentence.text)]
        if len(found) > _MOST_NUMBERS:
            return
        for position, amount in enumerate(found):
            before = sentence.text[found[position - 1].end if position else 0 : amount.start]
            after = sentence.text[amount.end : found[position + 1].start if position + 1 < len(found) else None]
            role = self._role(before, after, sentence.text[: amount.start])
            if role is None:
                continue
            shown = sentence.text[amount.start : amount.end]
            following = re.split(r",|;|[–—]", _BETWEEN_COMMAS.sub(" ", after))[0]
            clause = f"{_CLAUSE_END.split(before)[-1]} {shown} {following}"
            entry = self._meant(amount, clause, sentence.text[: amount.start] + clause)
            value = amount_answer(amount, entry.unit, sentence.text) if entry else None
            if entry and value:
                trust = _TRUST if value.plain else _TRUST * 0.7
                place = (sentence.start + amount.start, sentence.start + amount.end)
                yield _claim(paragraph, entry, value.value, place, sentence.text, trust, role)

    def _meant(self, amount: Amount, clause: str, sentence: str) -> IndicatorEntry | None:
        """The one indicator whose telling words stand around a number, with a unit that fits."""
        scores = []
        words = self._index.known(stems(sentence))
        for entry in self._entries:
            if not _may_be(amount, entry) or measures_else(sentence, entry):
                continue
            if not self._index.tells(words, f"indicator {entry.id}"):
                continue
            near, wide = self._covered(clause, entry), self._covered(sentence, entry)
            scores.append((0.65 * near + 0.35 * wide, near, entry.id, entry))
        scores.sort(key=lambda score: score[:3], reverse=True)
        if scores and self._is_about_another(sentence, scores[0][3]):
            return None
        if not scores or scores[0][0] < _ENOUGH or (len(scores) > 1 and scores[0][0] - scores[1][0] < _MARGIN):
            return None
        return scores[0][3]

    def _is_about_another(self, sentence: str, chosen: IndicatorEntry) -> bool:
        """The words say far more about another indicator, whatever its unit."""
        words = self._index.known(stems(sentence))
        mine = self._index.said(words, f"indicator {chosen.id}")
        others = (f"indicator {entry.id}" for entry in self._entries if entry is not chosen)
        return any(
            self._index.covered(words, other) >= _MOSTLY and self._index.said(words, other) > _FAR_MORE * mine
            for other in others
        )

    def _covered(self, text: str, entry: IndicatorEntry) -> float:
        words = [*stems(text), stem(_IMPLIED.get(entry.unit, ""))]
        return self._index.covered(self._index.known(words), f"indicator {entry.id}")

    def _role(self, before: str, after: str, sentence: str) -> Role | None:
        """Result, target or last year's; None where the sentence is a plan or about another year."""
        words = f" {folded(before)} "
        if any(f" {word} " in words for word in vocabulary()["words"]["target"]):
            return "target"
        nearby = f" {folded(before[-30:])} {folded(re.split(',|;', after)[0])} "
        if any(f" {word} " in nearby for word in vocabulary()["words"]["last_year"]):
            return "last_year"
        years = {int(year) for year in re.findall(r"\b20\d\d\b", sentence + re.split(",|;", after)[0])}
        if years and self._year and self._year not in years:
            return "last_year" if max(years) < self._year else "target"
        return None if _plans(f"{before} {after}") else "result"

    def _statements(self, paragraph: Paragraph, clause: _Clause) -> Iterator[Claim]:
        """JA and NEI from what a clause says there is, or is not."""
        words = self._index.known(stems(clause.text))
        if not words or amounts(clause.text) or _plans(clause.text) or not _says(clause.text, "have"):
            return
        owners = [entry for entry in self._entries if entry.unit == "boolean"]
        scores = sorted(
            ((self._index.covered(words, f"indicator {e.id}"), e.id, e) for e in owners),
            key=lambda s: s[:2],
            reverse=True,
        )
        if not scores or scores[0][0] < _WORD_ENOUGH or (len(scores) > 1 and scores[0][0] - scores[1][0] < _MARGIN):
            return
        if clause.text.rstrip().endswith("?"):
            return
        value = "NEI" if _says(clause.text, "negation") else "JA"
        place = (clause.start, clause.start + len(clause.text))
        yield _claim(paragraph, scores[0][2], value, place, clause.text, _TRUST * 0.9, "result")


def _claim(
    paragraph: Paragraph,
    entry: IndicatorEntry,
    value: Value,
    place: tuple[int, int],
    text: str,
    trust: float,
    role: Role,
) -> Claim:
    x0, top, x1, bottom = paragraph.box_of(*place)
    finding = Finding(
        indicator=entry.id,
        label=entry.label,
        value=value,
        unit=entry.unit,
        page=paragraph.page,
        box=(x0, top, x1, bottom),
        text=text.strip(),
        confidence=trust,
        role=role,
    )
    return Claim(finding, (), entry.id)


def _may_be(amount: Amount, entry: IndicatorEntry) -> bool:
    """By their units."""
    if entry.unit in ("boolean", "grade", "text") or not fits(amount, entry.unit):
        return False
    return amount.unit is not None or entry.unit not in _NEEDS_UNIT


def _pieces(text: str, start: int, end: re.Pattern[str]) -> list[_Clause]:
    cuts = [(0, 0), *(match.span() for match in end.finditer(text)), (len(text), len(text))]
    spans = ((cuts[i][1], cuts[i + 1][0]) for i in range(len(cuts) - 1))
    return [_Clause(text[a:b], start + a) for a, b in spans if text[a:b].strip()]


def _without_asides(text: str) -> str:
    """Without brackets, unless the only share stands in one: `12 av 15 (80 %) har fått opplæring`."""
    outside = _BRACKETS.sub(blank, text)
    return text if _SHARE.search(text) and not _SHARE.search(outside) and not re.search(r"20\d\d", text) else outside


def _taken_back(text: str, clause: _Clause, following: _Clause | None) -> bool:
    """`Vi har rutiner, men de er ikke tatt i bruk`: what the first half says is not all."""
    if following is None or not _says(following.text, "negation"):
        return False
    return _CONTRAST.search(text[clause.start + len(clause.text) : following.start]) is not None


def _is_year(amount: Amount, text: str) -> bool:
    return amount.unit is None and re.fullmatch(r"(?:19|20)\d\d", text[amount.start : amount.end]) is not None


def _plans(text: str) -> bool:
    return _says(text, "survey")


def _says(text: str, kind: str) -> bool:
    return _pattern(kind).search(f" {folded(text)} ") is not None


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, vocabulary()['words'][kind]))}) ")
