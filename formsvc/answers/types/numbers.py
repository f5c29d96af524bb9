"""Numbers, typed the Norwegian way: `1 234,50`, `87,5`, `87.5`, `87 %`, `kr 1 234,-`, `-3`.

Spaces (also no-break and thin ones) stand between thousands, a comma or a point before decimals. A point before exactly
three digits could be either: between thousands where only whole numbers make sense, otherwise asked about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from formsvc.answers.findings import Problem
from formsvc.answers.types.base import AnswerType, Json, Raw, Schema, typed, wrong_type
from formsvc.schemes.conditions import as_number
from formsvc.schemes.definition import Field, FieldType
from formsvc.texts import Language, formats

LARGEST = Decimal(999_999_999_999)
"""No grant, count or duration is larger; it keeps every number exact in JSON and in the database."""

_SPACES = re.compile(r"[ \t\u00a0\u2007\u2009\u202f]")
_PLAIN = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,6})?")
_SPACED = re.compile(r"-?[0-9]{1,3}(?: [0-9]{3}){1,3}(?:[.,][0-9]{1,6})?")
_POINTED = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3}){1,3}(?:,[0-9]{1,6})?")
_ONE_POINT = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")


@dataclass(frozen=True)
class NumberType(AnswerType):
    """A number with bounds and perhaps a unit that people write beside it."""

    name: FieldType
    whole: bool = False
    lowest: Decimal = Decimal(0)
    highest: Decimal = LARGEST
    before: str = ""
    """Pattern of a unit that may stand before the number."""
    after: str = ""
    """Pattern of a unit that may stand behind it."""

    def parse(self, raw: Raw, field: Field) -> Json | Problem:  # noqa: ARG002
        """`1 234,50` -> 1234.5; a JSON number as it is. Problems: not_a_number, ambiguous_number, not_whole."""
        if not isinstance(raw, str):
            return raw
        written = typed(raw)
        if written is None:
            return None
        number = read_number(self._without_unit(written), whole=self.whole)
        if isinstance(number, Problem):
            return number
        return as_json_number(number)

    def check(self, value: Json, field: Field) -> Iterator[Problem]:
        """A finite number, whole where it must be, within the bounds of type and field."""
        number = as_number(value)
        if number is None or number.is_nan():
            yield wrong_type("number")
            return
        lowest, highest = self.bounds(field)
        if number < lowest:
            yield Problem("too_small", {"minimum": lowest})
        elif number > highest:
            yield Problem("too_large", {"maximum": highest})
        elif self.whole and number != number.to_integral_value():
            yield wrong_type("whole_number")

    def bounds(self, field: Field) -> tuple[Decimal, Decimal]:
        """The least and the greatest value allowed."""
        lowest = self.lowest if field.minimum is None else field.minimum
        return lowest, self.highest if field.maximum is None else field.maximum

    def format(self, value: Json, field: Field, language: Language) -> str:
        """`1234.5` -> `1 234,5`, with its unit where the type has one: `kr 1 234`, `87,5 %`."""
        if self.name == "nok":
            return formats.amount(int(value), language)
        if self.name == "percent" or field.unit == "percent":
            return formats.percent(value, language)
        if self.name == "minutes":
            return formats.duration(value, "minutes", language)
        return formats.number(value, language)

    def json_schema(self, field: Field) -> Schema:
        """A number between its bounds."""
        lowest, highest = self.bounds(field)
        return {
            "type": "integer" if self.whole else "number",
            "minimum": as_json_number(lowest),
            "maximum": as_json_number(highest),
        }

    def _without_unit(self, written: str) -> str:
        inside = re.fullmatch(rf"(?:{self.before})?(.*?)(?:{self.after})?", written, re.IGNORECASE | re.DOTALL)
        return inside.group(1).strip() if inside else written


def read_number(written: str, *, whole: bool = False) -> Decimal | Problem:
    """A number as Norwegians write it. Problems: not_a_number, ambiguous_number, not_whole."""
    tidy = _SPACES.sub(" ", written).replace("\u2212", "-")
    if _ONE_POINT.fullmatch(tidy) and not whole:
        return Problem("ambiguous_number", {"written": written})
    if _POINTED.fullmatch(tidy) and (whole or tidy.count(".") > 1 or "," in tidy):
        number = Decimal(tidy.replace(".", "").replace(",", "."))
    elif _PLAIN.fullmatch(tidy) or _SPACED.fullmatch(tidy):
        number = Decimal(tidy.replace(" ", "").replace(",", "."))
    else:
        return Problem("not_a_number", {"written": written[:40]})
    if whole and number != number.to_integral_value():
        return Problem("not_whole", {"written": written})
    return number


def as_json_number(number: Decimal) -> int | float:
    """An integer where the number is whole, otherwise a float."""
    return int(number) if number == number.to_integral_value() else float(number)


ANY_SIGN = -LARGEST
NUMBERS = (
    NumberType("integer", whole=True, lowest=ANY_SIGN),
    NumberType("decimal", lowest=ANY_SIGN),
    NumberType("nok", whole=True, before=r"(?:kr\.?|nok)\s*", after=r"\s*(?:kr\.?|nok|kroner)|,-"),
    NumberType("percent", highest=Decimal(100), after=r"\s*(?:%|prosent)"),
    NumberType("count", whole=True, after=r"\s*stk\.?"),
    NumberType("minutes", after=r"\s*min(?:utt(?:er|ar)?|\.)?"),
    NumberType("fte", after=r"\s*årsverk"),
)
