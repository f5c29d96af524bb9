"""Numbers, amounts, dates and lists as Norwegians write them (Babel's CLDR data, both languages)."""

from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime as DateTime
from decimal import Decimal
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from formsvc.kernel.clock import in_oslo
from formsvc.texts.catalogue import Language, text

Number = int | float | Decimal
DurationUnit = Literal["minutes", "days", "weeks"]
_NBSP = "\u00a0"


def locale(language: Language) -> Locale:
    """Babel's locale for a written language."""
    return Locale(language, "NO")


def number(value: Number, language: Language) -> str:
    """`1234.5` -> `1 234,5`, with no-break spaces between thousands and an ordinary minus sign."""
    written = format_decimal(value, format="#,##0.######", locale=locale(language))
    return written.replace("\u202f", _NBSP).replace("\u2212", "-")


def amount(kroner: int, language: Language) -> str:
    """`1250000` -> `kr 1 250 000`, no-break spaces throughout."""
    return f"kr{_NBSP}{number(kroner, language)}"


def signed_amount(kroner: int, language: Language) -> str:
    """A difference: `5000` -> `+5 000`, `-5000` -> `-5 000`, `0` -> `0`; no-break spaces between thousands."""
    return ("+" if kroner > 0 else "") + number(kroner, language)


def percent(value: Number, language: Language) -> str:
    """`87.5` -> `87,5 %`."""
    return f"{number(value, language)}{_NBSP}%"


def date(value: Date, language: Language) -> str:
    """`2026-11-22` -> `22. november 2026`."""
    return format_date(value, format="d. MMMM y", locale=locale(language))


def moment(value: DateTime, language: Language) -> str:
    """A moment on a Norwegian clock: `22. november 2026 kl. 14.05`."""
    there = in_oslo(value)
    return f"{date(there.date(), language)} kl. {format_time(there, 'HH.mm', locale=locale(language))}"


def joined(items: Sequence[str], language: Language) -> str:
    """`["a", "b", "c"]` -> `a, b og c`."""
    return format_list(list(items), locale=locale(language))


def duration(value: Number, unit: DurationUnit, language: Language) -> str:
    """`3.5, "minutes"` -> `3,5 minutter`; one is singular."""
    form = "one" if value == 1 else "other"
    return f"{number(value, language)} {text(f'units.duration.{unit}.{form}', language)}"
