"""Values and the ways people write them."""

import random
from dataclasses import dataclass
from typing import Any

from formsvc.legacy_reports.catalogue import IndicatorEntry

NOTHING = ["Ikke registrert", "–", "Ikke målt", "Vet ikke", "Ikkje registrert", "-", "Ikke kartlagt", ""]
_THOUSANDS = [" ", "\u00a0", "\u202f", "\u2009", ""]


@dataclass(frozen=True)
class Value:
    """What the key says and what the page says. `accepted` are values that count neither way."""

    key: Any
    shown: str
    accepted: tuple[Any, ...] = ()


def value_of(entry: IndicatorEntry, rng: random.Random, *, plain: bool = False) -> Value:
    """A value for an indicator; `plain` has no ranges, bounds or words around the number."""
    makers = {
        "percent": _share,
        "count": _count,
        "minutes": _minutes,
        "boolean": _yes_or_no,
        "grade": _grade,
        "fte": _fte,
        "duration": _duration,
        "nok": _count,
        "text": _hours,
    }
    return makers[entry.unit](rng, plain)


def norwegian(number: float) -> str:
    """Decimal comma, no needless decimals."""
    return str(int(number)) if float(number).is_integer() else str(round(number, 2)).replace(".", ",")


def _share(rng: random.Random, plain: bool) -> Value:
    number = rng.choice([rng.randint(3, 100), rng.randint(3, 100), rng.randint(30, 98) + rng.choice([0.5, 0.3, 0.8])])
    number = min(number, 100)
    unit = rng.choice([" %", " %", "%", " prosent", "\u00a0%", ""])
    if plain or rng.random() < 0.85:
        return Value(number, norwegian(number) + unit)
    low = rng.randint(30, 85)
    return rng.choice(
        [
            Value(low, f"ca. {low}{unit}"),
            Value(low, f"om lag {low} prosent"),
            Value({"range": [low, low + 5]}, f"{low}–{low + 5} %"),
            Value({"range": [low, low + 10]}, f"mellom {low} og {low + 10} prosent"),
            Value(None, f"over {low} %", (low, {"min": low})),
            Value(None, f"minst {low} prosent", (low, {"min": low})),
        ]
    )


def _count(rng: random.Random, plain: bool) -> Value:
    number = rng.choice(
        [rng.randint(2, 90), rng.randint(100, 999), rng.randint(1_000, 9_999), rng.randint(10_000, 990_000)]
    )
    shown = f"{number:,}".replace(",", rng.choice(_THOUSANDS))
    if plain or rng.random() < 0.9:
        return Value(number, shown)
    return rng.choice(
        [
            Value(number, f"ca. {shown}"),
            Value(number, f"{shown} stk."),
            Value(None, f"over {shown}", (number, {"min": number})),
        ]
    )


def _minutes(rng: random.Random, plain: bool) -> Value:
    whole = rng.randint(1, 25)
    word = rng.choice([" min", " minutter", " min.", ""])
    if plain or rng.random() < 0.5:
        number = rng.choice([whole, whole + 0.5])
        return Value(number, norwegian(number) + word)
    return rng.choice(
        [
            Value(whole + 0.5, f"{whole} min 30 sek"),
            Value(whole + 0.25, f"{whole} minutter og 15 sekunder"),
            Value(60 + whole, f"1 t {whole} min"),
            Value(whole, f"ca. {whole} minutter"),
            Value(0.5, "30 sekunder"),
        ]
    )


def _yes_or_no(rng: random.Random, plain: bool) -> Value:
    word = rng.choice(["JA", "JA", "NEI"])
    if plain or rng.random() < 0.8:
        return Value(word, rng.choice([word, word.title(), word.title()]))
    ticks = rng.choice([("☒", "☐"), ("[x]", "[ ]"), ("☑", "☐")])
    yes, no = ticks if word == "JA" else reversed(ticks)
    return Value(word, rng.choice([f"{yes} Ja {no} Nei", f"{word.title()}, på plass", f"{yes} Ja   {no} Nei"]))


def _grade(rng: random.Random, _plain: bool) -> Value:
    word = rng.choice(["JA", "JA", "DELVIS", "NEI", "IKKE AKTUELT"])
    return Value(word, rng.choice([word.capitalize(), word.capitalize(), word]))


def _fte(rng: random.Random, _plain: bool) -> Value:
    number = rng.choice([rng.randint(1, 12), rng.randint(2, 190) / 10])
    return Value(number, norwegian(number) + rng.choice(["", "", " årsverk"]))


def _duration(rng: random.Random, _plain: bool) -> Value:
    shown = f"{rng.randint(2, 20)} {rng.choice(['dager', 'uker', 'virkedager'])}"
    return Value(shown, shown)


def _hours(rng: random.Random, _plain: bool) -> Value:
    shown = f"kl. {rng.randint(8, 12)}–{rng.randint(15, 22)} alle hverdager"
    return Value(shown, shown)
