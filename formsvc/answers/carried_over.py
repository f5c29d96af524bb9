"""What a simplified application begins with: what was answered before, rows with the amounts of its own year."""

from collections.abc import Mapping

from formsvc.answers.types import Json
from formsvc.answers.view import View
from formsvc.schemes.definition import Field


def column_of_year(source: Field, column: str, year: int) -> str:
    """The column of a plan that holds an amount for a year of the grant, counted from 1.

    The column itself where the plan has none of that year's own: its first year, or a plan for one year.
    """
    found = (own.id for own in source.columns if own.later and (own.later.of, own.later.year) == (column, year))
    return next(found, column)


def carried_over(view: View, name: str, field: Field) -> Json | None:
    """The answer to `name` in the nearest application below that asks it, as an answer to `field`."""
    plan = view.below(name)
    if plan is None or field.type != "rows":
        return plan.value(name) if plan else None
    year = view.year or 1
    carried = {**_from(plan, name, field, year), **_from_further_below(plan, name, field, year)}
    return list(carried.values()) or None


def _from(plan: View, name: str, field: Field, year: int) -> dict[str, dict[str, Json]]:
    home = {column.id: column_of_year(plan.fields[name], column.id, year) for column in field.columns}
    kept = plan.rows_of_year(name, year)
    ended = _ended(plan.below(name), name, year)
    return {key: _row(key, row, home) for key, row in kept.items() if key not in ended}


def _from_further_below(plan: View, name: str, field: Field, year: int) -> dict[str, dict[str, Json]]:
    """What the first plan has for this year and had not for the year before, which the plan between is about."""
    first = plan.below(name)
    if first is None:
        return {}
    known = plan.rows(name).keys() | first.rows_of_year(name, year - 1).keys()
    return {key: row for key, row in _from(first, name, field, year).items() if key not in known}


def _ended(first: View | None, name: str, year: int) -> set[str]:
    """Rows that the first plan has for other years only."""
    return set(first.rows(name)) - set(first.rows_of_year(name, year)) if first else set()


def _row(key: str, row: Mapping[str, Json], home: Mapping[str, str]) -> dict[str, Json]:
    """A row with its key, so that values per row follow it."""
    return {"key": key, **{own: row[theirs] for own, theirs in home.items() if theirs in row}}
