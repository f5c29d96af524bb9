"""Sentences, their clauses, and the words that belong to each number in them."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from formsvc.legacy_reports.normal import blank, folded
from formsvc.legacy_reports.numbers import Amount, amounts, amounts_in_words
from formsvc.legacy_reports.vocabulary import vocabulary

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ0-9«\"•▪◦*–-])")
_CLAUSE_END = re.compile(r",\s+(?:og|men|mens|samt|medan)\s|;\s|\s[–—]\s")
_STATEMENT_END = re.compile(rf"{_CLAUSE_END.pattern}|:\s+|,\s+(?:den|det|de|dei|som|fordi|så)\s")
_BETWEEN_COMMAS = re.compile(r"^\s*,\s+(?!og|men|mens|samt|medan|mot)")
"""`95 prosent, følte at …`: the comma closes an aside that is only the number."""
_FURTHER = re.compile(r"(?<!,)\s+og\s*$")
"""`76 % av anropene og 68 % av chattene`: what leads to the first number leads to the second too."""
_OF_THEM = re.compile(r"^\s*av (?:dem|dei|disse|desse|de|hvilke)\b", re.IGNORECASE)
_AMONG_THEM = re.compile(r"\b(?:hvorav|herav|derav)\b[^.]{0,20}$", re.IGNORECASE)
_ITEM = re.compile(r"\d{1,2}[.)]?\s+[A-ZÆØÅ]")
"""`11 Antall henvendelser`: the number of a question."""
_DIGIT = re.compile(r"\D*\d")
_SHARE = re.compile(r"%|prosent")
_BRACKETS = re.compile(r"\([^()]*\)")
_FEWEST_PARTS, _MOST_NUMBERS = 2, 12


@dataclass(frozen=True)
class Stretch:
    """A stretch of a text, and where it begins there."""

    text: str
    start: int


@dataclass(frozen=True)
class Said:
    """A number and its words: since the number before, up to the next, its clause, all that leads to it."""

    amount: Amount
    before: str
    after: str
    clause: str
    lead: str
    sure: bool
    """Neither in letters nor a part of another (`31 400 av dem`)."""


def sentences(text: str) -> list[Stretch]:
    """The sentences of a paragraph."""
    return _pieces(text, 0, _SENTENCE_END)


def statements(sentence: Stretch) -> list[Stretch]:
    """The clauses of a sentence that may state something by themselves."""
    return _pieces(sentence.text, sentence.start, _STATEMENT_END)


def numbers_in(sentence: str) -> list[Said]:
    """The numbers of a sentence: no years, nothing that was crossed out, no parts of a sum.

    None of a sentence that has very many: it is a list or a table, not prose.
    """
    if len(amounts(sentence)) > _MOST_NUMBERS:
        return []
    found = _wholes(_taken(sentence))
    return [_said(sentence, found, position) for position in range(len(found))]


def without_asides(text: str) -> str:
    """Without brackets, unless the only share stands in one: `12 av 15 (80 %) har fått opplæring`."""
    outside = _BRACKETS.sub(blank, text)
    return text if _SHARE.search(text) and not _SHARE.search(outside) and not re.search(r"20\d\d", text) else outside


def says(text: str, kind: str) -> bool:
    """Whether a text has a word of this kind (`[words]` in the vocabulary)."""
    return _pattern(kind).search(f" {folded(text)} ") is not None


def _is_year(amount: Amount, text: str) -> bool:
    """A bare number that may be a year."""
    return amount.unit is None and re.fullmatch(r"(?:19|20)\d\d", text[amount.start : amount.end]) is not None


def _said(sentence: str, found: list[Amount], position: int) -> Said:
    amount = found[position]
    before = sentence[found[position - 1].end if position else 0 : amount.start]
    after = sentence[amount.end : found[position + 1].start if position + 1 < len(found) else None]
    lead = sentence[: found[0].start] if position and _FURTHER.search(before) else _CLAUSE_END.split(before)[-1]
    goes_on = position + 1 == len(found) or after.count(",") > 1
    following = re.split(r",|;|[–—]", _BETWEEN_COMMAS.sub(" ", after) if goes_on else after)[0]
    shown = sentence[amount.start : amount.end]
    clause = f"{lead} {shown} {following}"
    sure = bool(_DIGIT.match(shown)) and not _OF_THEM.match(after) and not _AMONG_THEM.search(before)
    return Said(amount, before, after, clause, sentence[: amount.start], sure)


def _taken(sentence: str) -> list[Amount]:
    """In figures and in letters; of `91 87 prosent` the second (the first was crossed out), of `13 av 16` the first."""
    first = len(item.group()) - 1 if (item := _ITEM.match(sentence)) else 0
    figures = [amount for amount in amounts(sentence) if amount.start >= first and not _is_year(amount, sentence)]
    letters = [word for word in amounts_in_words(sentence) if not any(_overlap(word, figure) for figure in figures)]
    found = sorted([*figures, *letters], key=lambda amount: amount.start)
    between = [(one, sentence[one.end : other.start].strip(), other) for one, other in pairwise(found)]
    crossed_out = [one for one, words, _ in between if not words]
    asked = [other for _, words, other in between if words == "av"]
    return [amount for amount in found if amount not in crossed_out and amount not in asked]


def _wholes(found: list[Amount]) -> list[Amount]:
    """Without what adds up to another: `9 842 henvendelser: 7 116 på chat, 2 207 på e-post og 519 i innboks`."""
    for amount in found:
        others = [other for other in found if other is not amount]
        alike = len(others) >= _FEWEST_PARTS and all(other.exact and other.unit == amount.unit for other in others)
        if alike and sum(other.low for other in others) == amount.low:
            return [amount]
    return found


def _overlap(one: Amount, other: Amount) -> bool:
    return one.start < other.end and other.start < one.end


def _pieces(text: str, start: int, end: re.Pattern[str]) -> list[Stretch]:
    cuts = [(0, 0), *(match.span() for match in end.finditer(text)), (len(text), len(text))]
    spans = ((cuts[i][1], cuts[i + 1][0]) for i in range(len(cuts) - 1))
    return [Stretch(text[a:b], start + a) for a, b in spans if text[a:b].strip()]


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, vocabulary()['words'][kind]))}) ")
