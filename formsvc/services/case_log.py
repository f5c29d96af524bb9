"""The event log of a case as people read it: who, when, what, and what it was before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from formsvc.storage.cases import stored_events
from formsvc.storage.models import Case, StoredEvent

_SAME_THING = ("decision_id", "finding", "document_id", "field", "report_year")
"""What an event is about: only events of one type about one thing are held against each other."""
_PLAIN = frozenset({"number", "reference", "document_ids", "decision_id", "document_id", "call_id", "organisation_id"})
"""Facts that differ each time and tell a reader nothing."""


@dataclass(frozen=True)
class Changed:
    """A fact of an event. `what` is its name, `scores.risk` inside a mapping; `old` is None the first time."""

    what: str
    old: Any
    new: Any


@dataclass(frozen=True)
class LogEntry:
    """One event. `name` is its type; `actor` None: the service itself."""

    number: int
    at: datetime
    actor: str | None
    actor_id: int | None
    name: str
    data: Mapping[str, Any]
    changes: Sequence[Changed]


def case_log(session: Session, case: Case) -> list[LogEntry]:
    """Every event of a case, oldest first. Access is the caller's."""
    before: dict[Any, Mapping[str, Any]] = {}
    entries = []
    for row in stored_events(session, case):
        thing = (row.name, *(row.data.get(key) for key in _SAME_THING), *_whose(row))
        former = before.get(thing)
        entries.append(_entry(row, former or {}))
        before[thing] = row.data
    return entries


def _whose(row: StoredEvent) -> tuple[int | None, ...]:
    """A declaration of impartiality is each person's own."""
    return (row.actor_id,) if row.name == "ImpartialityDeclared" else ()


def _entry(row: StoredEvent, former: Mapping[str, Any]) -> LogEntry:
    actor = row.actor.name if row.actor else None
    changes = tuple(_changes(dict(_flat(former)), dict(_flat(row.data))))
    return LogEntry(row.number, row.at, actor, row.actor_id, row.name, row.data, changes)


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Changed]:
    for what in dict.fromkeys((*new, *old)):
        if what not in _PLAIN and old.get(what) != new.get(what):
            yield Changed(what, old.get(what), new.get(what))


def _flat(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Facts by name, a mapping's under `name.key`; empty words are no fact."""
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{key}", inner) for key, inner in value.items())
        elif value not in ("", [], None):
            yield name, value
