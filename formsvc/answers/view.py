"""A form's answers seen through its definition: what is sound, what is visible, what a condition's name refers to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from formsvc.answers.findings import Finding, Param, Problem
from formsvc.answers.types import TYPES, Json, row_key
from formsvc.answers.values import instead_of, per_service, value_problems
from formsvc.schemes.conditions import UNKNOWN, Lookup, holds
from formsvc.schemes.definition import ApplicantKind, Field, Form, Indicator, Scheme, Section

Answers = Mapping[str, Json]
SERVICES = "services"
"""The rows field whose keys answers per service refer to (the command-line contract)."""


@dataclass(frozen=True)
class Context:
    """What is known beside the answers. None is "not known", which is not "nothing"."""

    application: Answers | None = None
    """The answers of the form that this one is based on."""
    renewal: Answers | None = None
    """The answers of the simplified application that stands in for it in the year in question, where there is one."""
    case: Mapping[str, Any] | None = None
    """Facts named as in conditions: `granted_amount` (whole kroner), `grant_years`, `report_year`."""
    applicant_kind: ApplicantKind | None = None


class View:
    """Answers of one form of one edition.

    An answer to a hidden question is held to its type, as the JSON Schema does, and otherwise ignored. An answer of
    the wrong type counts as unanswered wherever another rule refers to it.
    """

    def __init__(self, scheme: Scheme, form: Form, answers: Answers, context: Context | None = None) -> None:
        self.scheme = scheme
        self.form = form
        self.answers = answers
        self.context = context or Context()
        self.fields: dict[str, Field] = {field.id: field for section in form.sections for field in section.fields}
        self._visible: dict[str, bool | None] = {}

    @cached_property
    def problems(self) -> dict[str, list[Problem]]:
        """The faults of each answer taken alone."""
        found = {name: list(value_problems(self.answers[name], self.fields[name])) for name in self._known()}
        return {name: problems for name, problems in found.items() if problems}

    @cached_property
    def base(self) -> "View | None":
        """The application that this form is based on, where its answers are at hand.

        Where the grant has been renewed, the renewal, and below that the application.
        """
        if self.form.based_on is None:
            return None
        renewal, given = self.scheme.renewal_of(self.form.based_on), self.context
        if renewal is not None and given.renewal is not None:
            return View(self.scheme, renewal, given.renewal, replace(given, renewal=None))
        if given.application is None:
            return None
        below = replace(given, application=None, renewal=None)
        return View(self.scheme, self.scheme.form(self.form.based_on), given.application, below)

    def below(self, name: str) -> "View | None":
        """The nearest application below that asks a question (or has a column); None where none at hand does."""
        view = self.base
        while view is not None and name not in view.fields and _column(view.fields, name) is None:
            view = view.base
        return view

    @cached_property
    def services(self) -> dict[str, str] | None:
        """Key and name of each service; None where they are not known."""
        if SERVICES in self.fields:
            return self.lookup_rows(SERVICES)
        return self.base.services if self.base else None

    def services_of(self, asked: Field | Indicator) -> dict[str, str] | None:
        """Key and name of each service that a question is about; None where the services are not known."""
        home = self if SERVICES in self.fields else self.below(SERVICES)
        if asked.of_services is None or self.services is None or home is None:
            return self.services
        column, values = asked.of_services.field, asked.of_services.values
        wanted = {key for key, row in home.rows(SERVICES).items() if row.get(column) in values}
        return {key: name for key, name in self.services.items() if key in wanted}

    def visible_fields(self, section: Section | None = None) -> list[Field]:
        """The questions that are asked, given the answers; of one section or of all."""
        fields = section.fields if section else self.fields.values()
        return [field for field in fields if self.is_visible(field.id) is not False]

    def is_visible(self, name: str) -> bool | None:
        """Whether a question is asked; None (then it may be) where that depends on a fact not known."""
        if name not in self._visible:
            self._visible[name] = holds(self.fields[name].visible_when, self.lookup)
        return self._visible[name]

    def value(self, name: str) -> Json | None:
        """A sound answer to a question that is asked; None where there is none."""
        if name not in self.answers or name in self.problems or self.is_visible(name) is False:
            return None
        return self.answers[name]

    def is_answered(self, name: str) -> bool:
        """Whether there is a sound answer, or something in place of one."""
        return has_answer(self.value(name), self.fields[name])

    def row_list(self, name: str) -> list[Mapping[str, Json]]:
        """The rows of a rows field in their order; none where something else stands in their place."""
        value = self.value(name)
        return value if isinstance(value, list) and self.fields[name].type == "rows" else []

    def rows(self, name: str) -> dict[str, Mapping[str, Json]]:
        """The rows of a rows field by their keys."""
        return {row_key(row, number): row for number, row in enumerate(self.row_list(name))}

    @property
    def year(self) -> int | None:
        """The year that the form is about, counted from the grant's first; None where the years are not known."""
        case = self.context.case or {}
        known = "report_year" in case and "grant_year" in case
        return 1 + int(case["report_year"]) - int(case["grant_year"]) if known else None

    def rows_of_year(self, name: str, year: int | None) -> dict[str, Mapping[str, Json]]:
        """The rows of a field that are for a year of the grant (None: not known), or that do not say for which."""
        return {key: row for key, row in self.rows(name).items() if year is None or self._is_for(name, row, year)}

    def _is_for(self, name: str, row: Mapping[str, Json], year: int) -> bool:
        said = [row[column.id] for column in self.fields[name].columns if column.row_years and column.id in row]
        return all(str(year) in years for years in said if isinstance(years, list))

    def lookup_rows(self, name: str) -> dict[str, str] | None:
        """Key and name of the rows of `application.<field>` or a field here; None where they are not known."""
        home = self.below(name.removeprefix("application.")) if name.startswith("application.") else self
        name = name.removeprefix("application.")
        if home is None or name not in home.fields:
            return None
        rows = home.rows(name) if home is self else home.rows_of_year(name, self.year)
        return {key: _name_of(home.fields[name], row, key) for key, row in rows.items()}

    def lookup(self, name: str) -> Any:
        """The meaning of a name in a condition."""
        room, _, rest = name.partition(".")
        if name in self.fields:
            return self.value(name)
        column = _column(self.fields, name)
        if column is not None:
            return [row[column] for row in self.rows(name.removesuffix(f".{column}")).values() if column in row]
        if room == "case":
            return UNKNOWN if self.context.case is None else self.context.case.get(rest, UNKNOWN)
        if name == "applicant.kind":
            return UNKNOWN if self.context.applicant_kind is None else self.context.applicant_kind
        home = self.below(rest)
        return UNKNOWN if home is None else home.lookup(rest)

    def row_lookup(self, row: Mapping[str, Json]) -> Lookup:
        """As `lookup`, for a condition on a column: `row.<column>` is another cell of the same row."""
        return lambda name: row.get(name.removeprefix("row.")) if name.startswith("row.") else self.lookup(name)

    def visible_columns(self, field: Field, row: Mapping[str, Json]) -> list[Field]:
        """The columns that are asked in a row."""
        look = self.row_lookup(row)
        return [column for column in field.columns if holds(column.visible_when, look) is not False]

    def finding(self, name: str, code: str, at: str = "", *, of: Field | None = None, **params: Param) -> Finding:
        """A finding at a field, or at a place inside its answer, with the label of `of` or the field."""
        return Finding(f"{name}{at}", code, {"label": (of or self.fields[name]).label, **params})

    def _known(self) -> Iterator[str]:
        return (name for name in self.fields if name in self.answers)


def has_answer(value: Json | None, field: Field) -> bool:
    """Whether a value, what stands in its place, or any service's value is an answer."""
    if value is None:
        return False
    if instead_of(value) or per_service(value):
        return True
    return TYPES[field.type].answered(value)


def _name_of(field: Field, row: Mapping[str, Json], key: str) -> str:
    """A row's name is its first cell of text."""
    names = (row[column.id] for column in field.columns if column.type == "text" and row.get(column.id))
    return next(names, key)


def _column(fields: Mapping[str, Field], name: str) -> str | None:
    """The column in a name such as `services.kind`."""
    rows, _, column = name.rpartition(".")
    columns = fields[rows].columns if rows in fields else ()
    return column if any(one.id == column for one in columns) else None
