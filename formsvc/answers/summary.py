"""A form's answers as people read them: for receipts, letters, caseworkers' pages and the review of an old report."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from formsvc.answers.deviations import unneeded_explanations
from formsvc.answers.types import Json
from formsvc.answers.values import in_words
from formsvc.answers.view import View
from formsvc.schemes.definition import Field, Section
from formsvc.texts import Language

WIDEST_TABLE = 8


@dataclass(frozen=True)
class Item:
    """One question with its answer in words, or as a table where the answer is rows."""

    field: Field
    label: str
    answered: bool
    text: str
    """`Ikke besvart` where there is no answer."""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells in words, empty where a cell has no answer."""

    @property
    def wide(self) -> bool:
        """Whether there are more columns than a page has room for: then each row is a part of its own."""
        return len(self.columns) > WIDEST_TABLE

    def answered_cells(self) -> list[list[tuple[str, str]]]:
        """Row by row, what has an answer: heading and cell."""
        return [[pair for pair in zip(self.columns, row, strict=True) if pair[1]] for row in self.rows]


@dataclass(frozen=True)
class Part:
    """A section with the questions that were asked."""

    section: Section
    title: str
    items: tuple[Item, ...]


def summary(view: View, language: Language) -> list[Part]:
    """Every section with the questions that are asked, in order. Hidden questions and empty sections are left out."""
    silent = unneeded_explanations(view)
    parts = [_part(view, section, language, silent) for section in view.form.sections]
    return [part for part in parts if part.items]


def _part(view: View, section: Section, language: Language, silent: Collection[str]) -> Part:
    asked = (field for field in view.visible_fields(section) if field.id not in silent)
    items = tuple(_item(view, field, language) for field in asked)
    return Part(section, section.title.in_(language), items)


def _item(view: View, field: Field, language: Language) -> Item:
    value = view.value(field.id)
    words = in_words(value, field, language, view.services or {})
    item = Item(field, field.label.in_(language), view.is_answered(field.id), words)
    return _as_table(item, view, language) if field.type == "rows" and item.answered else item


def _as_table(item: Item, view: View, language: Language) -> Item:
    rows = list(view.rows(item.field.id).values())
    asked = [[column.id for column in view.visible_columns(item.field, row)] for row in rows]
    shown = [column for column in item.field.columns if any(column.id in names for names in asked)]
    cells = tuple(tuple(_cell(row, column, language) for column in shown) for row in rows)
    columns = tuple(column.label.in_(language) for column in shown)
    named = _named(view, item.field, language)
    if named is not None:
        columns = (named[0], *columns)
        cells = tuple((named[1].get(key, key), *row) for key, row in zip(view.rows(item.field.id), cells, strict=True))
    return Item(item.field, item.label, item.answered, item.text, columns, cells)


def _named(view: View, field: Field, language: Language) -> tuple[str, Mapping[str, str]] | None:
    """Heading and names (by key) of the rows that a field's own rows follow; None where they follow none."""
    names = view.lookup_rows(field.rows_from) if field.rows_from else None
    room, _, rest = (field.rows_from or "").partition(".")
    home, name = (view.below(rest), rest) if room == "application" else (view, field.rows_from or "")
    if names is None or home is None:
        return None
    source = home.fields[name]
    heading = next((column.label for column in source.columns if column.type == "text"), source.label)
    return heading.in_(language), names


def _cell(row: Mapping[str, Json], column: Field, language: Language) -> str:
    return in_words(row[column.id], column, language) if column.id in row else ""
