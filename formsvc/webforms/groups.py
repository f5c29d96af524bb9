"""Questions that hold others: one value for each service, and repeated rows."""

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import wtforms
from wtforms.utils import unset_value

from formsvc.answers.values import in_words
from formsvc.schemes.definition import Field
from formsvc.texts import Language
from formsvc.webforms.around import Row, SourceRows
from formsvc.webforms.fields import AnswerField, FormData, Raw, instead_in

_ROW_KEY = re.compile(r"[^\s\x00-\x1f]{1,100}")
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]")


def html_token(key: str) -> str:
    """A row key as part of an HTML id, where spaces and quotes may not stand."""
    return _UNSAFE.sub(lambda found: f"_{ord(found[0]):x}", key)


class PerService(AnswerField):
    """One value for each service. Used where there are several; a single service has a plain value."""

    shape = "per_service"

    def __init__(self, definition: Field, bare: Field, path: str, kind: type[AnswerField], **options: Any) -> None:
        """`bare` is the same question without its help, which stands once for all services."""
        super().__init__(definition, path, **options)
        self._bare = bare
        self._kind = kind
        self.by_service: dict[str, AnswerField] = {}

    @property
    def children(self) -> Sequence[AnswerField]:
        """The inputs: one for each service, or the only one."""
        return list(self.by_service.values())

    @property
    def services(self) -> Mapping[str, str]:
        """Key and name of each service; by their keys alone while the services themselves cannot be read."""
        kept = self.data.get("per_service") if isinstance(self.data, Mapping) else None
        if self.around.services or not isinstance(kept, Mapping):
            return self.around.services_of(self.definition.id)
        return {key: key for key in kept}

    @property
    def split(self) -> bool:
        """Whether there is more than one input."""
        return len(self.services) > 1

    @property
    def raw(self) -> Raw:
        """A plain value, or one under each service's key."""
        if not self.split:
            return self.children[0].raw
        values = {key: child.raw for key, child in self.by_service.items() if not child.blank}
        return {"per_service": values} if values else None

    @property
    def first_input(self) -> str:
        """The first service's input."""
        return self.children[0].first_input

    def process(self, formdata: FormData, data: Raw = unset_value, extra_filters: Any = None) -> None:
        """Build an input for each service, and bind it. What stands in place of a value is ticked at each."""
        wtforms.Field.process(self, None, data, extra_filters)
        keys = list(self.services) or [""]
        self.by_service = {key: self._bound_to(key, formdata) for key in (keys if self.split else keys[:1])}

    def _bound_to(self, key: str, formdata: FormData) -> AnswerField:
        path = f"{self.path}.per_service.{key}" if self.split else self.path
        name = f"{self.name}-{html_token(key)}" if self.split else str(self.name)
        child = self._child(self._kind, self._bare if self.split else self.definition, path, name)
        child.process(formdata, self._kept_for(key))
        return child

    def _kept_for(self, key: str) -> Raw:
        """What the draft holds for a service, also when it was written while there were fewer or more of them."""
        kept = self.data.get("per_service") if isinstance(self.data, Mapping) else None
        if isinstance(kept, Mapping):
            return kept.get(key) if key else next(iter(kept.values()), None)
        shared = instead_in(self.definition, self.data)
        return self.data if shared or key == next(iter(self.services), "") else None


class Rows(AnswerField):
    """Repeated groups of questions. Rows that follow those of another form are fixed; others can be added to."""

    shape = "rows"

    def __init__(self, definition: Field, path: str, kinds: Mapping[str, type[AnswerField]], **options: Any) -> None:
        super().__init__(definition, path, **options)
        self._kinds = kinds
        self.rows: list[BoundRow] = []

    @property
    def source(self) -> SourceRows | None:
        """The rows that these follow."""
        return self.around.rows_from.get(self.definition.rows_from) if self.definition.rows_from else None

    @property
    def children(self) -> Sequence[AnswerField]:
        """The questions of every row."""
        return [cell for row in self.rows for cell in row.cells]

    @property
    def typed(self) -> Raw:
        """The rows as typed, each with its key. A blank one stays only where a person has just added it."""
        return [row.raw for row in self.rows if not (row.blank and self.source)]

    @property
    def blank(self) -> bool:
        """Whether no row has anything in it."""
        return all(row.blank for row in self.rows)

    @property
    def first_input(self) -> str:
        """The first question of the first row, or the button that adds one."""
        return self.rows[0].cells[0].first_input if self.rows else f"{self.id}-add"

    def process(self, formdata: FormData, data: Raw = unset_value, extra_filters: Any = None) -> None:
        """Bind each row that the draft or the request has."""
        super().process(None, data, extra_filters)
        kept = self._kept_rows()
        if formdata is None or self.source is not None:
            self._take([self._row(index, row, formdata) for index, row in enumerate(kept)])
            return
        by_key = {row.get("key"): row for row in kept}
        sent = [(index, self._sent_key(formdata, index)) for index in self._sent_indices(formdata)]
        rows = [(index, by_key.get(key, {"key": key})) for index, key in sent]
        self._take([self._row(index, row, formdata) for index, row in rows])

    def followed(self, place: int, language: Language) -> list[tuple[str, str]]:
        """Label and words of each cell in the row that this row follows."""
        source = self.source
        if source is None:
            return []
        row = source.rows[place]
        answered = [column for column in source.field.columns if row.get(column.id) is not None]
        return [(column.label.in_(language), in_words(row[column.id], column, language)) for column in answered]

    def add_row(self) -> "BoundRow":
        """One more, empty."""
        self._take([*self.rows, self._row(len(self.rows), {}, None)])
        return self.rows[-1]

    def remove_row(self, key: str) -> None:
        """Take a row out by its key."""
        self.rows = [row for row in self.rows if row.key != key]

    def drop_blank_rows(self) -> None:
        """Forget rows in which nothing was typed; those that follow another form stay."""
        self.rows = [row for row in self.rows if not row.blank or self.source is not None]

    def fill_up(self) -> None:
        """Show the rows that must be answered, also when nothing has been typed."""
        least = max(self.definition.min_rows, int(self.definition.required))
        while self.source is None and len(self.rows) < least:
            self.add_row()

    def _take(self, rows: list["BoundRow"]) -> None:
        """Number the rows as findings do: blank ones are no rows yet, and have the place `[]`."""
        self.rows = rows
        filled = [row for row in rows if not row.blank]
        places = {id(row): str(place) for place, row in enumerate(filled)}
        for row in rows:
            for cell in row.cells:
                cell.path = f"{self.path}[{places.get(id(row), '')}].{cell.definition.id}"

    def _kept_rows(self) -> list[Row]:
        """The draft's rows; where they follow those of another form, one for each of these."""
        rows: list[Row] = [row for row in self.data if isinstance(row, Mapping)] if isinstance(self.data, list) else []
        if self.source is None:
            return rows
        by_key = {row.get("key"): row for row in rows}
        return [by_key.get(row["key"], {"key": row["key"]}) for row in self.source.rows]

    def _sent_indices(self, formdata: FormData) -> list[int]:
        pattern = re.compile(re.escape(str(self.name)) + r"-([0-9]{1,4})-")
        return sorted({int(found[1]) for key in formdata if (found := pattern.match(key))})

    def _sent_key(self, formdata: FormData, index: int) -> str | None:
        key = formdata.get(f"{self.name}-{index}-key", "")
        return key if _ROW_KEY.fullmatch(key) else None

    def _row(self, index: int, kept: Row, formdata: FormData) -> "BoundRow":
        """A row that the page calls number `index`."""
        row = BoundRow(kept.get("key") or secrets.token_hex(4))
        for column in self.definition.columns:
            cell = self._child(self._kinds[column.id], column, column.id, f"{self.name}-{index}-{column.id}")
            cell.process(formdata, kept.get(column.id))
            row.cells.append(cell)
        return row


class BoundRow:
    """One row: its key and its questions."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.cells: list[AnswerField] = []

    @property
    def blank(self) -> bool:
        """Whether nothing was typed in any column."""
        return all(cell.blank for cell in self.cells)

    @property
    def raw(self) -> Row:
        """The row as typed."""
        typed = {cell.definition.id: cell.raw for cell in self.cells if not cell.blank}
        return {"key": self.key, **typed}
