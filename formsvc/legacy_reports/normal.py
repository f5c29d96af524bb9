"""Normal forms: the same word written in different ways becomes the same stem."""

import re
import unicodedata
from functools import cache, lru_cache

from formsvc.legacy_reports.vocabulary import vocabulary

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u205f\u3000]+")
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2212": "-", "\u00ad": None, "\ufeff": None})
_UNIT_IN_BRACKETS = re.compile(
    r"\(\s*(?:i\s*)?(?:%|prosent|tall|antall|ja\s*/\s*nei|minutter|min\.?|oppgi kun tall|kroner|kr)\s*\)", re.IGNORECASE
)
_WORD = re.compile(r"[a-zæøåäöüéèêóòô]+")
_ENDINGS = (
    "enes", "anes", "ende", "ene", "ane", "ers", "ens", "ets", "est",
    "ar", "er", "en", "et", "te", "de", "es", "a", "e", "t", "s", "r", "n",
)  # fmt: skip
_SHORTEST_STEM = 4
_REMEMBERED = 20_000
"""Texts whose normal form is kept: one report's worth, never more, whatever a file holds."""


_FRACTION = re.compile(r"(\d?) ?([½¼¾])")
_FRACTIONS = {"½": ",5", "¼": ",25", "¾": ",75"}


@lru_cache(maxsize=_REMEMBERED)
def plain(text: str) -> str:
    """Compatibility characters, soft hyphens and odd spaces made ordinary; case and signs kept."""
    if text.isascii() and "\t" not in text and "\n" not in text and "  " not in text:
        return text.strip()
    text = _FRACTION.sub(_decimal, text.translate(_DASHES))
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text).translate(_DASHES)).strip()


def _decimal(match: re.Match[str]) -> str:
    """`7½` is 7,5; as compatibility characters it would be 71/2."""
    return (match.group(1) or "0") + _FRACTIONS[match.group(2)]


@lru_cache(maxsize=_REMEMBERED)
def folded(text: str) -> str:
    """Lower case, without a unit in brackets, words and digits only."""
    text = without_unit(plain(text)).lower()
    return _SPACES.sub(" ", re.sub(r"[^0-9a-zæøåäöüéèêóòô+%/]+", " ", text).replace("/", " ")).strip()


def without_unit(text: str) -> str:
    """Without `(%)`, `(JA/NEI)`, `(minutter)` and the like."""
    return _UNIT_IN_BRACKETS.sub(" ", text)


def joined(lines: list[str]) -> str:
    """Lines of one text as one line; a word divided at a line's end is put together again."""
    text = ""
    for line in lines:
        if text.endswith("-") and len(text) > 1 and text[-2].isalpha() and line[:1].islower() and not _suspended(line):
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return text


def _suspended(line: str) -> bool:
    """`snus- og røykeslutt`: the hyphen stands for a word part, not for a division."""
    return line.split(" ", 1)[0] in ("og", "eller", "samt")


@lru_cache(maxsize=_REMEMBERED)
def stem(word: str) -> str:
    """A word without its inflection, and in one spelling (nynorsk and abbreviations made bokmål)."""
    word = vocabulary()["same"].get(word, word)
    for _ in range(2):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
                word = word[: -len(ending)]
                break
    return word


@cache
def small_stems() -> frozenset[str]:
    """Stems that say little."""
    return frozenset(stem(word) for word in vocabulary()["small"])


def stems(text: str) -> list[str]:
    """The stems of a text in order, digits left out."""
    return [stem(word) for word in _WORD.findall(folded(text))]


def blank(match: re.Match[str]) -> str:
    """For a pattern's `sub`: spaces, so that what follows keeps its place."""
    return " " * len(match.group())
