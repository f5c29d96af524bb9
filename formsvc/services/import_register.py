"""Import a register from a file: the register of voluntary organisations as CSV or JSON.

Whoever is in the file is found; whoever is not is unknown, since a file may hold only a part.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from formsvc.kernel.failures import Invalid, Unreadable
from formsvc.kernel.identifiers import InvalidOrgnr, parse_orgnr
from formsvc.services.registers import Register
from formsvc.storage.registers import keep_answers

_NUMBER, _SINCE = "organisasjonsnummer", ("innfoertDato", "registreringsdatoFrivillighetsregisteret")


class RegisterFileUnreadable(Unreadable):
    """Neither CSV nor JSON with the register's columns. Parameter: `file`."""

    code = "register_file_unreadable"


class RegisterRowWrong(Invalid):
    """A row with a wrong organisation number or date; nothing was imported. Parameters: `file`, `row`, `value`."""

    code = "register_row_wrong"


@dataclass(frozen=True)
class RegisterFile:
    """A file as it came: `name` is kept as the source of each answer."""

    name: str
    content: bytes


def import_register(session: Session, file: RegisterFile, register: Register, at: datetime) -> int:
    """Keep an answer for each organisation in the file, all or none. Gives how many.

    Columns (CSV, comma or semicolon) or keys (JSON list): `organisasjonsnummer` and `innfoertDato`. Raises
    RegisterFileUnreadable or RegisterRowWrong.
    """
    common = {"register": register, "found": True, "source": file.name[:200], "asked_at": at}
    rows = [{**common, **row} for row in _read(file)]
    keep_answers(session, rows)
    session.commit()
    return len(rows)


def _read(file: RegisterFile) -> Iterator[dict[str, Any]]:
    for number, entry in enumerate(_entries(file), start=1):
        since = next((entry[key] for key in _SINCE if entry.get(key)), None)
        try:
            day = date.fromisoformat(str(since)[:10]).isoformat() if since else None
            yield {"orgnr": parse_orgnr(str(entry[_NUMBER])), "registered_on": day}
        except (InvalidOrgnr, ValueError) as error:
            value = f"{entry[_NUMBER]} {since or ''}".strip()[:60]
            raise RegisterRowWrong(file=file.name, row=number, value=value) from error


def _entries(file: RegisterFile) -> list[Mapping[str, Any]]:
    try:
        text = file.content.decode("utf-8-sig")
        entries: list[Any] = list(_json_entries(text) if text.lstrip().startswith(("[", "{")) else _csv_entries(text))
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise RegisterFileUnreadable(file=file.name) from error
    if not entries or not all(isinstance(entry, dict) and _NUMBER in entry for entry in entries):
        raise RegisterFileUnreadable(file=file.name)
    return entries


def _json_entries(text: str) -> Iterable[Any]:
    content = json.loads(text)
    return content if isinstance(content, list) else [content]


def _csv_entries(text: str) -> Iterable[Any]:
    first_line = text.partition("\n")[0]
    return csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first_line else ",")
