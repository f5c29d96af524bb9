"""What people typed, as drafts keep it -> answers, and findings for what made no sense.

Typed is plain JSON: field id -> text, list of option keys, list of rows (each with its `key`), or a mapping such as
`{"not_relevant": true}` and `{"per_service": {...}}`. A value that cannot be read is left out of the answers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from formsvc.answers.findings import Finding, Problem
from formsvc.answers.types import TYPES, Json
from formsvc.answers.types.rows import KEY
from formsvc.answers.values import PER_SERVICE, instead_of, per_service
from formsvc.schemes.definition import Field, Form, Section

Typed = Mapping[str, Any]
WRITTEN = "written"
"""In a draft, beside what stands in place of a value: what the person wrote as well, kept until they choose."""
_Read = tuple[Json, list[tuple[Problem, Field]]]


@dataclass(frozen=True)
class Reading:
    """Answers, and what could not be read."""

    answers: dict[str, Json]
    problems: tuple[Finding, ...]


def read_typed(part: Form | Section, typed: Typed) -> Reading:
    """Everything typed in a form or one of its sections. What belongs to no field of it passes unchanged."""
    answers = dict(typed)
    findings: list[Finding] = []
    for field in _fields(part):
        if field.id in typed:
            answers[field.id], problems = _read(typed[field.id], field)
            findings += [_finding(field, problem, asked) for problem, asked in problems]
    return Reading({name: value for name, value in answers.items() if value is not None}, tuple(findings))


def _fields(part: Form | Section) -> Iterator[Field]:
    sections = part.sections if isinstance(part, Form) else (part,)
    return (field for section in sections for field in section.fields)


def _finding(field: Field, problem: Problem, asked: Field) -> Finding:
    return Finding(f"{field.id}{problem.at}", problem.code, {"label": asked.label, **problem.params})


def _read(raw: Any, field: Field) -> _Read:
    services = per_service(raw)
    if services is not None:
        return _read_services(services, field)
    if field.type == "rows" and isinstance(raw, list):
        return _read_rows(raw, field)
    return _read_single(raw, field)


def _read_single(raw: Any, field: Field, at: str = "") -> _Read:
    if instead_of(raw):
        return raw, []
    if isinstance(raw, Mapping) and WRITTEN in raw:
        return None, [(Problem("value_and_instead", at=at), field)]
    value = TYPES[field.type].parse(raw, field)
    return (None, [(value.inside(at), field)]) if isinstance(value, Problem) else (value, [])


def _read_services(services: Mapping[str, Any], field: Field) -> _Read:
    parts = {key: _read_single(raw, field, f".{PER_SERVICE}.{key}") for key, raw in services.items()}
    values = {key: value for key, (value, _) in parts.items() if value is not None}
    problems = [problem for _, found in parts.values() for problem in found]
    return ({PER_SERVICE: values} if values else None), problems


def _read_rows(raw: list[Any], field: Field) -> _Read:
    """Rows in which nothing was typed are left out, so places count only the others."""
    rows: list[Json] = []
    problems: list[tuple[Problem, Field]] = []
    for row in raw:
        cells, found = _read_row(row, field, f"[{len(rows)}]") if isinstance(row, Mapping) else (row, [])
        if found or not isinstance(cells, Mapping) or set(cells) - {KEY}:
            rows.append(cells)
            problems += found
    return rows or None, problems


def _read_row(row: Mapping[str, Any], field: Field, place: str) -> _Read:
    columns = {column.id: column for column in field.columns}
    known = {name: _read_single(raw, columns[name], f"{place}.{name}") for name, raw in row.items() if name in columns}
    cells = {**row, **{name: value for name, (value, _) in known.items()}}
    problems = [problem for _, found in known.values() for problem in found]
    return {name: value for name, value in cells.items() if value is not None}, problems
