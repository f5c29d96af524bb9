"""A length of time with its own unit. Units never mix: minutes are not turned into days."""

from collections.abc import Iterator, Mapping
from typing import cast, get_args

from formsvc.answers.findings import Problem
from formsvc.answers.types.base import AnswerType, Json, Raw, Schema, only, typed, wrong_type
from formsvc.answers.types.numbers import LARGEST, as_json_number, read_number
from formsvc.schemes.conditions import as_number
from formsvc.schemes.definition import Field
from formsvc.texts import LANGUAGES, Language, formats, text

UNITS: tuple[formats.DurationUnit, ...] = get_args(formats.DurationUnit)


class DurationType(AnswerType):
    """`{"value": 3.5, "unit": "days"}`, typed as two inputs or as `3,5 dager`."""

    def parse(self, raw: Raw, field: Field) -> Json | Problem:  # noqa: ARG002
        """Two typed parts, or one text with the unit behind the number.

        Problems: not_a_number, ambiguous_number, no_duration_unit.
        """
        if isinstance(raw, str):
            number, _, unit = raw.strip().rpartition(" ")
            raw = {"value": number or unit, "unit": _unit_called(unit)} if raw.strip() else None
        if not isinstance(raw, Mapping) or not isinstance(raw.get("value"), str):
            return raw
        written = typed(raw["value"])
        if written is None:
            return None
        if raw.get("unit") not in UNITS:
            return Problem("no_duration_unit")
        amount = read_number(written)
        return amount if isinstance(amount, Problem) else {"value": as_json_number(amount), "unit": raw["unit"]}

    def check(self, value: Json, field: Field) -> Iterator[Problem]:
        """Both parts and nothing else; from 0 to the field's maximum."""
        if not isinstance(value, dict) or set(value) != {"value", "unit"} or value["unit"] not in UNITS:
            yield wrong_type("duration")
            return
        number, highest = as_number(value["value"]), field.maximum or LARGEST
        if number is None or number.is_nan():
            yield wrong_type("duration")
        elif number < 0:
            yield Problem("too_small", {"minimum": 0})
        elif number > highest:
            yield Problem("too_large", {"maximum": highest})

    def format(self, value: Json, field: Field, language: Language) -> str:  # noqa: ARG002
        """`3,5 dager`."""
        return formats.duration(value["value"], cast("formats.DurationUnit", value["unit"]), language)

    def json_schema(self, field: Field) -> Schema:
        """Value and unit."""
        value = {"type": "number", "minimum": 0, "maximum": as_json_number(field.maximum or LARGEST)}
        return only({"value": value, "unit": {"enum": list(UNITS)}})


def _unit_called(word: str) -> str | None:
    """The unit that a word names in either language; None for other words."""
    for unit in UNITS:
        words = {text(f"units.duration.{unit}.{form}", lang) for form in ("one", "other") for lang in LANGUAGES}
        if word.lower() in words:
            return unit
    return None
