"""What a section's questions refer to outside it, as the web forms want it."""

from collections.abc import Iterator, Mapping
from typing import Any

from formsvc.answers import View
from formsvc.answers.view import SERVICES
from formsvc.webforms import Around, SourceRows, services_in


def around_of(view: View, typed: Mapping[str, Mapping[str, Any]]) -> Around:
    """The services of a form and the rows of other questions that its own rows follow.

    `typed`: section id -> what was typed, where services have a name before the rest of their row makes sense.
    """
    return Around(_services(view, typed), dict(_sources(view)))


def _services(view: View, typed: Mapping[str, Mapping[str, Any]]) -> Mapping[str, str]:
    if SERVICES not in view.fields:
        return view.services or {}
    rows = (section[SERVICES] for section in typed.values() if SERVICES in section)
    return services_in(view.fields[SERVICES], next(rows, None))


def _sources(view: View) -> Iterator[tuple[str, SourceRows]]:
    for name in {field.rows_from for field in view.fields.values() if field.rows_from}:
        room, _, rest = name.partition(".")
        owner, field = (view.base, rest) if room == "application" else (view, name)
        if owner is not None:
            rows = [{**row, "key": key} for key, row in owner.rows(field).items()]
            yield name, SourceRows(owner.fields[field], rows)
