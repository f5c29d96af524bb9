"""A stored value as a person would type it: what stands in an input that is opened again."""

from datetime import date
from decimal import Decimal
from typing import Any

from formsvc.kernel.identifiers import format_account, format_orgnr
from formsvc.schemes.definition import Field
from formsvc.texts import formats

_GROUPED = {"orgnr": format_orgnr, "account": format_account}


def as_typed(value: Any, field: Field) -> str:
    """`1234.5` -> `1 234,5`, `true` -> `true`, `2026-11-22` -> `22.11.2026`; typed text comes back as it was."""
    if value is None or isinstance(value, list | dict):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return formats.number(value, "nb").replace("\u00a0", " ")
    return _stored_text(str(value), field)


def _stored_text(value: str, field: Field) -> str:
    if field.type == "date":
        return _as_norwegian_date(value)
    if field.type in _GROUPED and value.isascii() and value.isdigit():
        return _GROUPED[field.type](value).replace("\u00a0", " ")
    return value


def _as_norwegian_date(value: str) -> str:
    try:
        stored = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{stored.day:02}.{stored.month:02}.{stored.year}"
