"""What a section's questions refer to outside it, as the web forms want it."""

from collections.abc import Iterator, Mapping
from typing import Any

from formsvc.answers import View
from formsvc.answers.deviations import compare
from formsvc.answers.view import SERVICES
from formsvc.schemes.definition import Field
from formsvc.webforms import Around, SourceRows, services_in


def around_of(view: View, typed: Mapping[str, Mapping[str, Any]]) -> Around:
    """The services of a form and the rows of other questions that its own rows follow.

    `typed`: section id -> what was typed, where services have a name before the rest of their row makes sense.
    """
    some = {field.id: _services(view, typed, field) for field in view.fields.values() if field.of_services}
    return Around(_services(view, typed), dict(_sources(view)), some, dict(_units(view)))


def _services(view: View, typed: Mapping[str, Mapping[str, Any]], asked: Field | None = None) -> Mapping[str, str]:
    """All services, or those that a question is about."""
    if SERVICES not in view.fields:
        return (view.services_of(asked) if asked else view.services) or {}
    rows = next((section[SERVICES] for section in typed.values() if SERVICES in section), None)
    wanted = asked.of_services if asked else None
    return services_in(
        view.fields[SERVICES], [row for row in rows or () if not wanted or row.get(wanted.field) in wanted.values]
    )


def _units(view: View) -> Iterator[tuple[str, str]]:
    """The unit of each target that is a length of time: the result has the same."""
    for row in compare(view) if view.base else ():
        if isinstance(row.target, dict) and "unit" in row.target:
            name, unit = f"result.{row.indicator.id}", str(row.target["unit"])
            yield name, unit
            yield f"{name}.per_service.{row.service}", unit


def _sources(view: View) -> Iterator[tuple[str, SourceRows]]:
    for name in {field.rows_from for field in view.fields.values() if field.rows_from}:
        room, _, rest = name.partition(".")
        owner, field = (view.below(rest), rest) if room == "application" else (view, name)
        if owner is not None:
            year = view.year if owner is not view else None
            rows = [{**row, "key": key} for key, row in owner.rows_of_year(field, year).items()]
            yield name, SourceRows(owner.fields[field], rows)
