"""The index sheet of many letters: a line each, for the archive and for whoever checks that all of them went out."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from formsvc.texts import Language, text

_WIDTHS = (12, 34, 12, 22, 22, 14, 40, 12, 70, 66)
_DATE = {"num_format": "dd.mm.yyyy", "align": "left"}
_KRONER = {"num_format": "#,##0"}


@dataclass(frozen=True)
class IndexLine:
    """A letter: each field is a column. `amount`: whole kroner."""

    case_number: str
    recipient: str
    orgnr: str
    kind: str
    outcome: str
    amount: int
    language: str
    date: date
    file_name: str
    sha256: str


def letter_index(lines: Sequence[IndexLine], language: Language, at: datetime) -> bytes:
    """The sheet as .xlsx, with headings in a language, a filter on each column, and the headings kept in sight."""
    written, title = io.BytesIO(), text("batch.index.title", language)
    with Workbook(written, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": title, "created": at.replace(tzinfo=None)})
        sheet = workbook.add_worksheet(title)
        _write_headings(sheet, language, workbook.add_format({"bold": True, "bottom": 1}))
        formats = {date: workbook.add_format(_DATE), int: workbook.add_format(_KRONER)}
        for row, line in enumerate(lines, start=1):
            for column, value in enumerate(astuple(line)):
                _write(sheet, row, column, value, formats)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(lines), 1), len(_WIDTHS) - 1)
    return written.getvalue()


def _write_headings(sheet: Worksheet, language: Language, bold: Format) -> None:
    for column, (field, width) in enumerate(zip(fields(IndexLine), _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, text(f"batch.index.{field.name}", language), bold)


def _write(sheet: Worksheet, row: int, column: int, value: object, formats: Mapping[type, Format]) -> None:
    """A text is written as a text, whatever it begins with: «=1+1» is a name, not a formula."""
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, formats[date])
    elif isinstance(value, int):
        sheet.write_number(row, column, value, formats[int])
    else:
        sheet.write_string(row, column, str(value))
