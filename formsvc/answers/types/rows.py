"""Rows: a small table that grows, one answer type a column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from formsvc.answers.findings import Problem
from formsvc.answers.types.base import (
    AnswerType,
    Json,
    Raw,
    Schema,
    always_required,
    missing_code,
    needing_answer,
    wrong_type,
)
from formsvc.answers.types.words import CLEAN, is_clean
from formsvc.schemes.definition import Field, FieldType
from formsvc.texts import Language, text

LONGEST_KEY = 100
KEY = "key"


@dataclass(frozen=True)
class RowsType(AnswerType):
    """A list of objects: column id -> answer, and a `key` by which others refer to the row."""

    types: Mapping[FieldType, AnswerType]
    """The types that a column may have."""

    def parse(self, raw: Raw, field: Field) -> Json | Problem:
        """Each typed cell by its column's type; rows without any answer are left out. The first Problem wins."""
        if not isinstance(raw, list) or not all(isinstance(row, Mapping) for row in raw):
            return None if raw == "" else raw
        rows = [self._parsed_row(row, field) for row in raw]
        for number, row in enumerate(rows):
            for column, cell in row.items():
                if isinstance(cell, Problem):
                    return cell.inside(f"[{number}].{column}")
        return [row for row in rows if set(row) - {KEY}] or None

    def check(self, value: Json, field: Field) -> Iterator[Problem]:
        """Known columns with sound answers, none that is always required missing, as many rows as allowed."""
        if not isinstance(value, list):
            yield wrong_type("rows")
            return
        if len(value) > field.max_rows:
            yield Problem("too_many_rows", {"maximum": field.max_rows})
        elif 0 < len(value) < field.min_rows:
            yield Problem("too_few_rows", {"minimum": field.min_rows})
        for number, row in enumerate(value):
            yield from (problem.inside(f"[{number}]") for problem in self._row_problems(row, field))

    def format(self, value: Json, field: Field, language: Language) -> str:  # noqa: ARG002
        """How many rows; the rows themselves are shown as a table."""
        form = "one" if len(value) == 1 else "other"
        return text(f"answers.rows.{form}", language, count=len(value))

    def json_schema(self, field: Field) -> Schema:
        """A list of closed objects."""
        columns = {column.id: self._column_schema(column) for column in field.columns}
        key = {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": CLEAN}
        row = {
            "type": "object",
            "properties": {KEY: key, **columns},
            "required": [column.id for column in field.columns if always_required(column)],
            "additionalProperties": False,
        }
        schema: Schema = {"type": "array", "items": row, "maxItems": field.max_rows}
        if field.min_rows > 1 and not always_required(field):
            return {**schema, "anyOf": [{"maxItems": 0}, {"minItems": field.min_rows}]}
        return {**schema, "minItems": field.min_rows} if always_required(field) else schema

    def _parsed_row(self, row: Mapping[str, Raw], field: Field) -> dict[str, Json]:
        typed_columns = {column.id: column for column in field.columns}
        cells = {
            name: self.types[typed_columns[name].type].parse(raw, typed_columns[name]) if name in typed_columns else raw
            for name, raw in row.items()
        }
        return {name: cell for name, cell in cells.items() if cell is not None}

    def _row_problems(self, row: Json, field: Field) -> Iterator[Problem]:
        if not isinstance(row, dict):
            yield wrong_type("row")
            return
        columns = {column.id: column for column in field.columns}
        for name in row.keys() - columns.keys() - {KEY}:
            yield Problem("unknown_column", {"column": str(name)[:60]}, f".{name[:60]}")
        if KEY in row and not _is_key(row[KEY]):
            yield Problem("wrong_type", wrong_type("row_key").params, f".{KEY}")
        for column in field.columns:
            yield from (problem.inside(f".{column.id}") for problem in self._cell_problems(row, column))

    def _cell_problems(self, row: Mapping[str, Json], column: Field) -> Iterator[Problem]:
        kind = self.types[column.type]
        if column.id in row:
            yield from kind.check(row[column.id], column)
        if always_required(column) and not kind.answered(row.get(column.id)):
            yield Problem(missing_code(column))

    def _column_schema(self, column: Field) -> Schema:
        schema = self.types[column.type].json_schema(column)
        return needing_answer(schema) if always_required(column) else schema


def _is_key(value: Json) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= LONGEST_KEY and is_clean(value)


def row_key(row: Mapping[str, Json], number: int) -> str:
    """The key of a row; its place, counted from 1, where it has none."""
    key = row.get(KEY)
    return key if isinstance(key, str) else str(number + 1)
