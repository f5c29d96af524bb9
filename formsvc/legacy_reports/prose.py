"""Values in running text: `89,5 prosent følte seg hjulpet`, `Vi har ikke et system for debrief`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from formsvc.legacy_reports.answers import amount_answer, answer, fits, is_value
from formsvc.legacy_reports.catalogue import Catalogue, IndicatorEntry
from formsvc.legacy_reports.nearby import Claim
from formsvc.legacy_reports.normal import blank, folded, stem, stems
from formsvc.legacy_reports.numbers import Amount
from formsvc.legacy_reports.occurrences import Finder, measures_else
from formsvc.legacy_reports.paragraphs import Paragraph
from formsvc.legacy_reports.reading import Finding, Role, Value
from formsvc.legacy_reports.sentences import Said, Stretch, numbers_in, says, sentences, statements, without_asides
from formsvc.legacy_reports.vocabulary import vocabulary

_CONTRAST = re.compile(r"\b(?:men|mens|medan|den|det|de|dei|som)\b")
_REPORTING = re.compile(r"\bsvar(?:te|a|er|ar)\s+(?:at|ja|nei)\b", re.IGNORECASE)
"""`svarte at` reports; it says nothing about what was answered."""
_WHO_ANSWERED = re.compile(
    r"\bav (?:dem|dei|de|alle|brukerne|brukarane|deltakerne) som (?:svarte|svara|har svart),?", re.IGNORECASE
)
"""`97 prosent av dem som svarte, følte …`: all who were asked."""
_WE_ANSWERED = re.compile(r"\b(?:vi (?:har )?svar(?:t|te|a)|svar(?:te|a) vi)\b", re.IGNORECASE)
"""What the service does, not what its users say."""
_MOST_WORDS_TOLD = 4
_NEEDS_UNIT = ("percent", "minutes", "duration", "fte", "nok")
_ENOUGH, _MORE_THAN_ENOUGH, _MARGIN = 0.5, 0.7, 0.09
_MOSTLY, _FAR_MORE = 0.7, 1.4
_WORD_ENOUGH = 0.5
_TRUST = 0.72
_TRUST_BEFORE = 0.6
_MOST_WORDS_ON = 10
_IMPLIED = {"percent": "andel", "count": "antall", "fte": "årsverk", "minutes": "minutter"}


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

    def claims(self, paragraphs: Iterable[Paragraph]) -> Iterator[Claim]:
        """Proposals from the paragraphs of a page. A question answers nothing; what follows it may answer it."""
        asked = ""
        for paragraph in paragraphs:
            before = asked
            for sentence in sentences(paragraph.text):
                yield from self._sentence(paragraph, sentence, before)
                before = sentence.text
            asked = before if before.rstrip().endswith("?") else ""

    def _sentence(self, paragraph: Paragraph, sentence: Stretch, before: str) -> Iterator[Claim]:
        told = list(self._listed(paragraph, sentence))
        if told:
            yield from told
            return
        words = without_asides(sentence.text)
        for pattern in (_WHO_ANSWERED, _REPORTING):
            words = pattern.sub(blank, words)
        words = _WE_ANSWERED.sub(_answered, words)
        shown = Stretch(words, sentence.start)
        yield from self._numbers(paragraph, shown, before)
        if shown.text.rstrip().endswith("."):
            clauses = statements(shown)
            for clause, following in zip(clauses, [*clauses[1:], None], strict=True):
                if not _taken_back(paragraph.text, clause, following):
                    yield from self._statements(paragraph, clause)

    def _listed(self, paragraph: Paragraph, sentence: Stretch) -> Iterator[Claim]:
        """A label and its answer: `Bedre samhandling: delvis.`, one of a list in running text."""
        head, _, tail = sentence.text.partition(":")
        short = 0 < len(tail.split()) <= _MOST_WORDS_TOLD and not re.search(r"[\d(]", head)
        named = self._finder.named(head) if short else None
        value = answer(tail.strip(" ."), named[0].unit) if named else None
        if named and value:
            place = (sentence.start, sentence.start + len(sentence.text))
            yield _claim(paragraph, named[0], value.value, place, sentence.text, _TRUST, "result")

    def _numbers(self, paragraph: Paragraph, sentence: Stretch, before: str) -> Iterator[Claim]:
        if not (before or self._is_promising(sentence.text)):
            return
        for said in numbers_in(sentence.text):
            role = self._role(said.before, said.after, sentence.text[: said.amount.start])
            if role is None:
                continue
            entry, trust = self._meant(said), _TRUST
            if entry is None and self._goes_on_from(before, sentence.text, said.amount):
                entry, trust = self._meant(replace(said, clause=f"{before} {said.clause}")), _TRUST_BEFORE
            value = amount_answer(said.amount, entry.unit, sentence.text) if entry else None
            if entry and value:
                sure = trust if value.plain and said.sure else trust * 0.7
                yield _claim(paragraph, entry, value.value, _place(said, sentence), sentence.text, sure, role)

    def _is_promising(self, text: str) -> bool:
        return self._index.promising(self._index.known(stems(text)))

    def _goes_on_from(self, before: str, sentence: str, amount: Amount) -> bool:
        """A short sentence that names nothing: its subject stands in the one before, which gives no such number."""
        if not before:
            return False
        words = self._index.known(stems(sentence))
        named = any(self._index.tells(words, f"indicator {entry.id}") for entry in self._entries)
        given = any(said.amount.unit == amount.unit for said in numbers_in(before))
        return len(words) <= _MOST_WORDS_ON and not named and not given

    def _meant(self, said: Said) -> IndicatorEntry | None:
        """The one indicator whose telling words stand around a number, with a unit that fits."""
        scores = []
        whole = f"{said.lead} {said.clause}"
        words = self._index.known(stems(whole))
        for entry in self._entries:
            if not _may_be(said.amount, entry) or measures_else(whole, entry):
                continue
            if not self._index.tells(words, f"indicator {entry.id}"):
                continue
            near, wide = self._covered(said.clause, entry), self._covered(whole, entry)
            scores.append((0.65 * near + 0.35 * wide, near, entry.id, entry))
        scores.sort(key=lambda score: score[:3], reverse=True)
        if scores and self._is_about_another(whole, scores[0][3]):
            return None
        enough = _ENOUGH if said.sure else _MORE_THAN_ENOUGH
        if not scores or scores[0][0] < enough or (len(scores) > 1 and scores[0][0] - scores[1][0] < _MARGIN):
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
        return None if _plans(f"{before} {re.split('[;,]', after)[0]}") else "result"

    def _statements(self, paragraph: Paragraph, clause: Stretch) -> Iterator[Claim]:
        """JA and NEI from what a clause says there is, or is not."""
        words = self._index.known(stems(clause.text))
        if (
            not words
            or any(said.sure for said in numbers_in(clause.text))
            or _plans(clause.text)
            or not says(clause.text, "have")
        ):
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
        value = "NEI" if says(clause.text, "negation") else "JA"
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


def _place(said: Said, sentence: Stretch) -> tuple[int, int]:
    """Of a number in figures; in letters it needs its sentence to be understood."""
    start, end = said.amount.start, said.amount.end
    if not any(character.isdigit() for character in sentence.text[start:end]):
        start, end = 0, len(sentence.text)
    return sentence.start + start, sentence.start + end


def _answered(match: re.Match[str]) -> str:
    return "besvart".ljust(len(match.group()))


def _taken_back(text: str, clause: Stretch, following: Stretch | None) -> bool:
    """`Vi har rutiner, men de er ikke tatt i bruk`: what the first half says is not all."""
    if following is None or not says(following.text, "negation"):
        return False
    return _CONTRAST.search(text[clause.start + len(clause.text) : following.start]) is not None


def _plans(text: str) -> bool:
    return says(text, "survey")
