"""What a section refers to outside itself: the services, and rows of another form that its own rows follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from formsvc.schemes.definition import Field

Row = Mapping[str, Any]


@dataclass(frozen=True)
class SourceRows:
    """The rows that another rows field follows: their definition and their answers, each with a `key`."""

    field: Field
    rows: Sequence[Row]


@dataclass(frozen=True)
class Around:
    """The neighbours of a section.

    `services`: row key -> name of each service (tilbud); `some_services`: the same by the id of a field that is about
    some of them only. `rows_from`: by the name that a field's `rows_from` has. `units`: the unit that a length of time
    must have, by the question's path.
    """

    services: Mapping[str, str] = field(default_factory=dict)
    rows_from: Mapping[str, SourceRows] = field(default_factory=dict)
    some_services: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def services_of(self, field_id: str) -> Mapping[str, str]:
        """The services that a question is about."""
        return self.some_services.get(field_id, self.services)


NOTHING_AROUND = Around()


def services_in(services: Field, rows: Sequence[Row] | None) -> dict[str, str]:
    """Row key -> name from the rows typed so far, also where other columns make no sense yet.

    A row's name is its first cell of text; one without key or name is not yet a service.
    """
    columns = [column.id for column in services.columns if column.type == "text"]
    named = ((row.get("key"), next((row[name] for name in columns if row.get(name)), None)) for row in rows or ())
    return {key: name.strip() for key, name in named if isinstance(key, str) and isinstance(name, str) and name.strip()}
