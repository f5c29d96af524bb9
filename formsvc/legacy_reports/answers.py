"""What a short text answers, given the unit asked for. None where it is not clear."""

import re
from dataclasses import dataclass
from functools import cache

from formsvc.legacy_reports.document import TICKED, UNTICKED
from formsvc.legacy_reports.normal import blank, folded, plain
from formsvc.legacy_reports.numbers import Amount, amounts
from formsvc.legacy_reports.reading import Value
from formsvc.legacy_reports.vocabulary import vocabulary

_WORD_VALUES = {"yes": "JA", "no": "NEI", "partly": "DELVIS", "not_applicable": "IKKE AKTUELT"}
_FITTING_UNITS: dict[str, tuple[str | None, ...]] = {
    "percent": ("percent", None),
    "count": (None,),
    "minutes": ("minutes", None),
    "duration": ("minutes", "days", "weeks"),
    "nok": ("nok", None),
    "fte": ("fte", None),
}
_TICKED = re.compile(rf"[{TICKED}☑✓✔✗✘✕■●◉⦿🗹]|\[\s*x\s*\]|\(\s*x\s*\)|(?<!\w)X(?!\w)", re.IGNORECASE)
_UNTICKED = re.compile(rf"[{UNTICKED}□○◯]|\[\s*\]|\(\s*\)")
MARK = re.compile(f"(?:{_TICKED.pattern}|{_UNTICKED.pattern})", re.IGNORECASE)
"""A box, ticked or not, or a cross."""
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_GOES_ON = re.compile(r"(?:\b(?:og|til|mellom|ca|over|under|minst|om lag|rundt|inntil)\.?|\d\s?[–-])$", re.IGNORECASE)
_HEADING = re.compile(r"(?:\d{1,2}\.)+(?:\d{1,2})?\s+[A-ZÆØÅ]")
"""`1. Måloppnåelse`, `2.1 Tilbudet`."""
_MOST_OTHER_WORDS = 3
_MOST_WORDS_AFTER_YES = 5


@dataclass(frozen=True)
class Answer:
    """A value and whether the text said it plainly."""

    value: Value
    plain: bool = True
    shown: str = ""
    """The part of the text that says it."""


def answer(text: str, unit: str) -> Answer | None:
    """The answer that a short text gives to a question with this unit, or None."""
    text = _without_lead(plain(text))
    if unit in ("boolean", "grade"):
        return _word_answer(text, unit)
    return _number_answer(text, unit)


def only_answer(text: str, unit: str) -> Answer | None:
    """What a few sentences answer to a question: how they begin, or the only number with the unit asked for."""
    text = _without_lead(plain(text))
    if unit in ("boolean", "grade"):
        return _word_answer(text, unit)
    shown = _ASIDE.sub(blank, text)
    named = [amount for amount in amounts(shown) if amount.unit and fits(amount, unit)]
    found = [amount for amount in named if not _of_another(shown, amount)]
    return amount_answer(found[0], unit, text) if len(found) == 1 else None


def _of_another(text: str, amount: Amount) -> bool:
    """`ned fra 69 prosent`, `målet var 80 %`: last year's, or what was aimed at."""
    before = f" {folded(re.split('[,.;]', text[: amount.start])[-1])} "
    return any(f" {word} " in before for kind in ("target", "last_year") for word in vocabulary()["words"][kind])


def is_value(text: str) -> bool:
    """Whether a text is nothing but a value: a number with its unit, JA, NEI, a tick, or `ikke registrert`."""
    text = _without_lead(plain(text))
    if text.count("(") != text.count(")") or _HEADING.match(text):
        return False
    if folded(text) in _all_words() or _ticks(text):
        return True
    if len(text.split()) <= _MOST_WORDS_AFTER_YES and _word_answer(text, "grade"):
        return True
    shown = _ASIDE.sub(blank, text)
    found = amounts(shown)
    return bool(found) and not _others(shown[: found[0].start], []) and len(_others(text, found)) <= 1


def goes_on(text: str) -> bool:
    """Breaks off before its end: `11 minutter og`, `mellom 61 og`."""
    return _GOES_ON.search(plain(text)) is not None


def first_tick(text: str) -> int | None:
    """Where the first tick box stands, ticked or not."""
    places = [match.start() for pattern in (_TICKED, _UNTICKED) if (match := pattern.search(text))]
    return min(places, default=None)


def is_mark(text: str) -> bool:
    """Nothing but a box, ticked or not, or a cross: what it answers stands over it."""
    return MARK.fullmatch(plain(text)) is not None


def is_ticked(mark: str) -> bool:
    """Whether a mark is a tick or a cross."""
    return _TICKED.search(mark) is not None


def has_lead(text: str) -> bool:
    """Begins with `Svar:` or the like: it answers what stands before it."""
    return _lead().match(plain(text)) is not None


def is_instruction(text: str) -> bool:
    """`Oppgi tall mellom 0 og 100`: the form's own words, nobody's answer."""
    words = folded(text)
    return any(words.startswith(f"{beginning} ") for beginning in vocabulary()["words"]["instruction"])


def says_nothing(text: str) -> bool:
    """`Ikke registrert`, `-`, `n.a.`: an answer, but no value."""
    return folded(_without_lead(plain(text))) in ("", *vocabulary()["answers"]["unknown"])


def _word_answer(text: str, unit: str) -> Answer | None:
    ticked = _ticks(text)
    if ticked is not None:
        return _as_word(ticked, unit)
    if first_tick(text) is not None:
        return None  # `☐ Nei`: not chosen
    whole = _as_word(text, unit)
    if whole:
        return whole
    first = re.match(r"(ja|nei|delvis|jau)\s*(?:[,.;:–—-]\s|\()", text.lower() + " ")
    return _as_word(first.group(1), unit) if first else None


def _as_word(text: str, unit: str) -> Answer | None:
    for kind, value in _WORD_VALUES.items():
        allowed = unit == "grade" or kind in ("yes", "no")
        if allowed and folded(text) in vocabulary()["answers"][kind]:
            return Answer(value, shown=text)
    return None


def _ticks(text: str) -> str | None:
    """The choice that is ticked, where exactly one is: `☒ Ja ☐ Nei`, `Ja [x] Nei [ ]`."""
    if not _TICKED.search(text):
        return None
    parts = re.split(f"({_TICKED.pattern}|{_UNTICKED.pattern})", text, flags=re.IGNORECASE)
    marks = [(index, _TICKED.fullmatch(part) is not None) for index, part in enumerate(parts) if index % 2]
    step = 1 if not parts[0].strip() else -1
    chosen = [parts[index + step].strip(" :.,/|") for index, ticked in marks if ticked]
    return chosen[0] if len(chosen) == 1 and chosen[0] else None


def _number_answer(text: str, unit: str) -> Answer | None:
    outside = _ASIDE.sub(blank, text)
    found = amounts(outside) or (amounts(text) if not outside.strip() else [])
    fitting = _fitting(found, unit)
    if unit in ("minutes", "duration") and len(found) > 1:
        return None
    if fitting is None or len(_others(text, found)) > _MOST_OTHER_WORDS:
        return None
    return amount_answer(fitting, unit, text)


def amount_answer(amount: Amount, unit: str, text: str) -> Answer | None:
    """A number as an answer; ranges and bounds as `{"min","max"}`, not plain. None where it does not fit the unit."""
    if amount.signed or not fits(amount, unit):
        return None
    shown = text[amount.start : amount.end]
    if unit == "duration":
        return Answer(shown, amount.exact, shown)
    if amount.high is not None:
        return Answer({"min": amount.low, "max": amount.high}, plain=False, shown=shown)
    if amount.bound:
        return Answer({"min" if amount.bound == "at_least" else "max": amount.low}, plain=False, shown=shown)
    return Answer(amount.low, not amount.about, shown)


def fits(amount: Amount, unit: str) -> bool:
    """Whether a number may answer a question with this unit: no share over 100, no half persons, no other unit."""
    if amount.unit not in _FITTING_UNITS.get(unit, ()):
        return False
    highest = amount.high if amount.high is not None else amount.low
    if unit == "percent":
        return highest <= 100
    return unit not in ("count", "nok") or float(highest).is_integer()


def _fitting(found: list[Amount], unit: str) -> Amount | None:
    """The only number that can be meant: the one with the unit, or the only one there is."""
    named = [amount for amount in found if amount.unit is not None and amount.unit in _FITTING_UNITS.get(unit, ())]
    if len(named) == 1:
        return named[0]
    return found[0] if len(found) == 1 else None


def _others(text: str, found: list[Amount]) -> list[str]:
    """The words that are neither number, unit, bracket nor `ca.`."""
    rest = _ASIDE.sub(blank, text)
    for amount in found:
        rest = rest[: amount.start] + " " * (amount.end - amount.start) + rest[amount.end :]
    known = {word for kind in ("about", "at_least", "at_most") for word in vocabulary()["words"][kind]}
    return [word for word in folded(rest).replace("%", "").split() if word not in known]


def _without_lead(text: str) -> str:
    return _lead().sub("", text).strip(" :–—=")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(vocabulary()['answers']['lead'])})\s*[:=]?\s+", re.IGNORECASE)


@cache
def _all_words() -> frozenset[str]:
    kinds = ("yes", "no", "partly", "not_applicable", "unknown")
    return frozenset(word for kind in kinds for word in vocabulary()["answers"][kind])
