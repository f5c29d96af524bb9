"""Rows of a report beside the rows of the application that they follow: accounts beside the budget, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass

from formsvc.answers.carried_over import column_of_year
from formsvc.answers.view import View
from formsvc.schemes.conditions import as_number
from formsvc.schemes.definition import Field


@dataclass(frozen=True)
class Line:
    """One line: what was planned and what it became, whole kroner. None: not planned, or not answered yet."""

    key: str
    name: str
    planned: int | None
    actual: int | None
    explanation: str | None

    @property
    def difference(self) -> int | None:
        """What it became beyond the plan; negative where it became less."""
        return None if self.actual is None else self.actual - (self.planned or 0)

    @property
    def unexplained(self) -> bool:
        """Whether it differs and nobody has said why."""
        return bool(self.difference) and not self.explanation


@dataclass(frozen=True)
class Account:
    """A table of lines; those that nobody planned come last."""

    field: Field
    column: Field
    lines: tuple[Line, ...]

    @property
    def planned(self) -> int:
        """The sum of what was planned."""
        return sum(line.planned or 0 for line in self.lines)

    @property
    def actual(self) -> int:
        """The sum of what has been answered so far."""
        return sum(line.actual or 0 for line in self.lines)

    @property
    def complete(self) -> bool:
        """Whether every line is answered."""
        return all(line.actual is not None for line in self.lines)


def accounts(report: View) -> list[Account]:
    """Every table of amounts that follows rows of the application, with what the report has besides.

    `report.base` has the plan; without it there is nothing.
    """
    return [found for field in report.fields.values() if (found := _account(report, field)) is not None]


def _account(report: View, field: Field) -> Account | None:
    source = _source(field)
    plan = report.below(source) if source else None
    column = next((column for column in field.columns if column.type == "nok"), None)
    if source is None or plan is None or column is None:
        return None
    planned_in = column_of_year(plan.fields[source], column.id, report.year or 1)
    actual = report.rows(field.id)
    names = plan.lookup_rows(source) or {}
    lines = [
        _line(key, names[key], row.get(planned_in), actual.get(key, {}), column.id)
        for key, row in plan.rows_of_year(source, report.year).items()
    ]
    return Account(field, column, (*lines, *_unplanned(report, field, column)))


def _source(field: Field) -> str | None:
    room, _, name = (field.rows_from or "").partition(".")
    return name if room == "application" else None


def _unplanned(report: View, account: Field, column: Field) -> Iterator[Line]:
    """Lines of the other tables that a check adds to this one."""
    term = f"{account.id}.{column.id}"
    for check in report.form.checks:
        others = [other for side in (check.left, check.right) if term in side for other in side if other != term]
        for name, _, amount in (other.rpartition(".") for other in others if "." in other):
            for key, row in report.rows(name).items():
                label = (report.lookup_rows(name) or {}).get(key, key)
                yield _line(key, label, None, row, amount)


def _line(key: str, name: str, planned: object, row: object, column: str) -> Line:
    cells = row if isinstance(row, dict) else {}
    explanation = cells.get("explanation")
    return Line(key, name, _kroner(planned), _kroner(cells.get(column)), explanation or None)


def _kroner(value: object) -> int | None:
    number = as_number(value)
    return None if number is None else int(number)
