"""A calendar date."""

import re
from collections.abc import Iterator
from datetime import date

from formsvc.answers.findings import Problem
from formsvc.answers.types.base import AnswerType, Json, Raw, Schema, typed, wrong_type
from formsvc.schemes.definition import Field
from formsvc.texts import Language, formats

_STORED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TYPED = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


class DateType(AnswerType):
    """Stored as `2026-11-22`; typed so, or as `22.11.2026`."""

    def parse(self, raw: Raw, field: Field) -> Json | Problem:  # noqa: ARG002
        """Problem: invalid_date."""
        written = typed(raw)
        if written is None:
            return None if isinstance(raw, str) else raw
        parts = _TYPED.fullmatch(written)
        stored = f"{parts[3]}-{parts[2]:0>2}-{parts[1]:0>2}" if parts else written
        return stored if _is_date(stored) else Problem("invalid_date", {"written": written[:40]})

    def check(self, value: Json, field: Field) -> Iterator[Problem]:  # noqa: ARG002
        """A day that exists, from 1900 to 2199."""
        if not isinstance(value, str):
            yield wrong_type("text")
        elif not _is_date(value):
            yield Problem("invalid_date", {"written": value[:40]})

    def format(self, value: Json, field: Field, language: Language) -> str:  # noqa: ARG002
        """`22. november 2026`."""
        return formats.date(date.fromisoformat(value), language)

    def json_schema(self, field: Field) -> Schema:  # noqa: ARG002
        """Text in the form of a date."""
        return {"type": "string", "format": "date", "maxLength": 10, "pattern": f"^{_STORED.pattern}$"}


def _is_date(value: str) -> bool:
    if not _STORED.fullmatch(value):
        return False
    try:
        return _FIRST_YEAR <= date.fromisoformat(value).year <= _LAST_YEAR
    except ValueError:
        return False
