"""Numbers, shares and durations as Norwegians write them: `1 234,50`, `87,5 prosent`, `ca. 70 %`, `3 min 30 sek`."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from formsvc.legacy_reports.normal import plain
from formsvc.legacy_reports.vocabulary import vocabulary

Bound = Literal["at_least", "at_most"]
_BOUNDS: tuple[Bound, Bound] = ("at_least", "at_most")

_NUMBER = r"(?:\d{1,3}(?:[ .']\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?![\d])"
_DIGIT = re.compile(r"\d")
_REMEMBERED = 5_000
_MINUTES = {"sek": 1 / 60, "s": 1 / 60, "min": 1.0, "m": 1.0, "t": 60.0, "h": 60.0}
_UNITS = (
    ("percent", r"%|prosent\b|pst\b\.?|pct\b\.?"),
    ("minutes", r"(?:sek(?:und(?:er?|ar)?)?|min(?:utt(?:er|ar)?)?|time(?:r|ar)?|t)\b\.?"),
    ("days", r"(?:virkedag(?:er)?|dag(?:er|ar)?|døgn)\b"),
    ("weeks", r"(?:uke(?:r)?|veke(?:r)?)\b"),
    ("nok", r"(?:kr(?:oner)?|nok)\b\.?|,-"),
    ("fte", r"(?:ulønnede |lønnede |lønna |ulønna )?årsverk\b"),
)
_UNIT = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _UNITS)
_CLOCK_OR_DATE = re.compile(
    r"\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?|kl\.?\s*\d+(?:[.:]\d\d)?(?:\s*[-–]\s*\d+(?:[.:]\d\d)?)?"
    r"|\b\d{1,2}[.:]\d{2}(?::\d{2})?\b(?!\s*%)"
)
_AMOUNT = re.compile(
    rf"(?P<before>\b(?:kr|nok)\.?\s?)?(?P<sign>(?<![\w)])(?:[-+]\s?|–(?=\d)))?(?P<low>(?<![\w.,]){_NUMBER})"
    rf"(?:\s?(?:%|prosent)?\s?(?:-|–|—|\btil\b)\s?(?P<high>{_NUMBER}))?\s?(?:{_UNIT})?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"mellom\s+(?P<low>{_NUMBER})\s*(?:%|prosent)?\s+og\s+(?P<high>{_NUMBER})\s?(?P<percent>%|prosent)?", re.IGNORECASE
)
_EXAMPLE = re.compile(r"\b(?:f\.?\s?eks\.?|for eksempel|t\.?\s?d\.?|til dømes)\s*:?\s*$", re.IGNORECASE)
"""What a form gives as an example is nobody's value."""
_LONGEST_EXAMPLE = 20
_PART = re.compile(rf"\s?(?:,|og)?\s?({_NUMBER})\s?(sek(?:und(?:er?|ar)?)?|min(?:utt(?:er|ar)?)?)\b\.?", re.IGNORECASE)


_WORDS = {
    "null": 0, "én": 1, "éin": 1, "éi": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7,
    "åtte": 8, "ni": 9, "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16,
    "sytten": 17, "atten": 18, "nitten": 19, "tjue": 20,
}  # fmt: skip
_IN_WORDS = re.compile(
    rf"(?<![\w-])(?P<low>{'|'.join(_WORDS)})(?![\w-])(?!\s+av\s+(?:\d|alle|{'|'.join(_WORDS)}))(?:\s(?:{_UNIT}))?",
    re.IGNORECASE,
)
"""Not `tre av fire`: a share."""


@dataclass(frozen=True)
class Amount:
    """A number in a text. `high` makes it a range; `minutes` are already converted; `start` and `end` are its place."""

    low: float
    start: int
    end: int
    high: float | None = None
    unit: str | None = None
    about: bool = False
    bound: Bound | None = None
    signed: bool = False

    @property
    def exact(self) -> bool:
        """A single number, not a range or a bound."""
        return self.high is None and self.bound is None


def parse_number(text: str) -> float:
    """`1 234,50` -> 1234.5; `1.234` -> 1234 (thousands); `87.5` -> 87.5. Raises ValueError."""
    digits = plain(text).replace(" ", "").replace("'", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", digits):
        digits = digits.replace(".", "")
    return float(digits.replace(",", "."))


def amounts(text: str) -> list[Amount]:
    """Every number in a plain text (see `normal.plain`), left to right. Clock times and dates are left out."""
    return list(_amounts(text)) if _DIGIT.search(text) else []


def amounts_in_words(text: str) -> list[Amount]:
    """Small numbers in letters, as running text has them: `tolv deltakere`, `to minutter`."""
    return [_in_words(text, match) for match in _IN_WORDS.finditer(text)]


def _in_words(text: str, match: re.Match[str]) -> Amount:
    unit = next((name for name, _ in _UNITS if match[name]), None)
    low = _WORDS[match["low"].lower()] * (_factor(match["minutes"]) if unit == "minutes" else 1.0)
    about, bound = _before(text[: match.start()])
    return Amount(low, match.start(), match.end(), None, unit, about, bound)


@lru_cache(maxsize=_REMEMBERED)
def _amounts(text: str) -> tuple[Amount, ...]:
    taken = [match.span() for match in _CLOCK_OR_DATE.finditer(text) if not _is_decimal(match.group())]
    found: list[Amount] = []
    for match in sorted([*_BETWEEN.finditer(text), *_AMOUNT.finditer(text)], key=lambda m: (m.start(), -m.end())):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            amount = _amount(text, match)
            found.append(amount)
            taken.append((amount.start, amount.end))
    return tuple(amount for amount in found if not _follows_example(text, amount.start))


def _follows_example(text: str, place: int) -> bool:
    return _EXAMPLE.search(text, max(0, place - _LONGEST_EXAMPLE), place) is not None


def _is_decimal(text: str) -> bool:
    return re.fullmatch(r"\d{1,2}\.\d{2}", text) is not None


def _amount(text: str, match: re.Match[str]) -> Amount:
    groups = match.groupdict()
    unit = next((name for name, _ in _UNITS if groups.get(name)), None)
    if groups.get("before"):
        unit = "nok"
    low, end = parse_number(groups["low"]), match.end()
    high = parse_number(groups["high"]) if groups["high"] else None
    if unit == "minutes":
        low, high, end = _in_minutes(text, groups["minutes"], low, high, end)
    while end > match.start() and text[end - 1] == " ":
        end -= 1
    about, bound = _before(text[: match.start()])
    signed = bool(groups.get("sign"))
    return Amount(low, match.start(), end, high, unit, about, bound, signed)


def _in_minutes(text: str, word: str, low: float, high: float | None, end: int) -> tuple[float, float | None, int]:
    """`3 min 30 sek` is one duration of 3.5 minutes."""
    factor = _factor(word)
    low, high = low * factor, high * factor if high is not None else None
    while high is None and factor > _MINUTES["sek"] and (part := _PART.match(text, end)):
        smaller = _factor(part.group(2))
        if smaller >= factor:
            break
        low, end, factor = low + parse_number(part.group(1)) * smaller, part.end(), smaller
    return round(low, 4), round(high, 4) if high is not None else None, end


def _factor(word: str) -> float:
    word = word.lower()
    return next(_MINUTES[key] for key in ("sek", "min", "t") if word.startswith(key))


def _before(text: str) -> tuple[bool, Bound | None]:
    """Whether the words just before a number make it approximate, or a bound."""
    text = text.rstrip().lower()
    for kind in _BOUNDS:
        if _ends_with(kind, text):
            return False, kind
    return _ends_with("about", text), None


def _ends_with(kind: str, text: str) -> bool:
    return _endings(kind).search(text) is not None


@cache
def _endings(kind: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in vocabulary()["words"][kind])
    return re.compile(rf"(?:^|[\s(:])(?:{words})$")
