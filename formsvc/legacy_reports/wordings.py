"""What a report calls an indicator: the text that a value was read from, without the value."""

from formsvc.legacy_reports.answers import is_value
from formsvc.legacy_reports.normal import plain
from formsvc.legacy_reports.numbers import amounts

_LONGEST, _FEWEST_WORDS = 160, 2
_AROUND = " \t:;,.–—-=|•·*"


def wording_in(text: str) -> str | None:
    """`Delen som fekk hjelp (%)` of `Delen som fekk hjelp (%): 88 %`; None where no value stands at its end.

    Of running text, and of texts too short or too long to be a label, nothing is taken.
    """
    whole = plain(text)
    place = _value_at(whole)
    wording = " ".join(whole[:place].split()).strip(_AROUND) if place is not None else ""
    return wording if len(wording.split()) >= _FEWEST_WORDS and len(wording) <= _LONGEST else None


def _value_at(text: str) -> int | None:
    """Where the value begins: at the last amount, else at the last word, if nothing else follows."""
    last = [amount.start for amount in amounts(text)[-1:]]
    starts = [*last, text.rstrip().rfind(" ") + 1]
    return next((start for start in starts if start and is_value(text[start:])), None)
