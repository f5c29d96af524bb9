"""What a simplified application begins with: what was answered before, rows with the amounts of its own year."""

from collections.abc import Mapping

from formsvc.answers.types import Json
from formsvc.answers.view import View
from formsvc.schemes.definition import Field

_YEAR = "report_year"
_FIRST_YEAR = "grant_year"


def year_of_grant(view: View) -> int:
    """The year that a form is about, counted from the grant's first; 1 where the years are not known."""
    case = view.context.case or {}
    return 1 + int(case.get(_YEAR, 0)) - int(case.get(_FIRST_YEAR, 0))


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
    home = {column.id: column_of_year(plan.fields[name], column.id, year_of_grant(view)) for column in field.columns}
    return [_row(key, row, home) for key, row in plan.rows(name).items()] or None


def _row(key: str, row: Mapping[str, Json], home: Mapping[str, str]) -> dict[str, Json]:
    """A row with its key, so that values per row follow it."""
    return {"key": key, **{own: row[theirs] for own, theirs in home.items() if theirs in row}}
