"""The list of merge fields for whoever edits templates, made from the types of the facts.

    python -m formsvc.letters.merge_fields letter_templates/README.md

writes it between the two marks in that file.
"""

import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import AwareDatetime, BaseModel

from formsvc.letters.facts.embedded import Embedded, Picture, SubDocument
from formsvc.letters.facts.rich import Rich
from formsvc.letters.fields import item_type, plain_type
from formsvc.letters.kinds import KINDS, example_facts
from formsvc.letters.writing import filters
from formsvc.texts import Text, formats

BEGIN, END = "<!-- merge fields: made from the code -->\n", "<!-- end of merge fields -->\n"
_HEADING = "| field | in | type | meaning, and where it comes from | example |\n|---|---|---|---|---|\n"
_SHOWN = 60
_TYPE_NAMES: dict[Any, str] = {
    int: "whole number",
    bool: "yes/no",
    date: "date",
    AwareDatetime: "moment",
    Rich: "formatted text, printed with `{{r … }}`; `.item` tells whether it is an item of a list",
    Picture: "picture",
    SubDocument: "Word file, printed with `{{p … }}`",
}


class MergeField(NamedTuple):
    """One field: its path (`reporting.indicators[].label`), type in words, meaning and an example."""

    path: str
    type: str
    meaning: str
    example: str


def merge_fields(kind: str) -> dict[str, MergeField]:
    """The fields of a kind's facts by path."""
    facts = example_facts(kind)
    return {field.path: field for field in _fields(type(facts), facts, "")}


def table() -> str:
    """All fields as a Markdown table, with the kinds of letters that have them."""
    by_kind = {kind: merge_fields(kind) for kind in KINDS}
    every = {path: field for fields in by_kind.values() for path, field in fields.items()}
    rows = (_row(field, [kind for kind in KINDS if path in by_kind[kind]]) for path, field in sorted(every.items()))
    return _HEADING + "".join(rows)


def with_table(readme: str) -> str:
    """The text of a README with the present table between its marks. Raises ValueError where the marks are missing."""
    before, mark, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError(f"the lines {BEGIN.strip()} and {END.strip()} are missing")
    names = ", ".join(f"`{name}`" for name in sorted(filters("nb")))
    return f"{before}{BEGIN}\n{table()}\nFilters: {names}.\n\n{END}{after}"


def _fields(owner: type[BaseModel], example: Any, prefix: str) -> Iterator[MergeField]:
    for name, field in owner.model_fields.items():
        path, kind, value = f"{prefix}{name}", plain_type(field.annotation), getattr(example, name, None)
        absent = ", may be absent" if field.default is None else ""
        while item_type(kind) is not None:
            path, kind, value = f"{path}[]", item_type(kind), value[0] if value else None
        yield MergeField(path, f"{_type_name(kind)}{absent}", field.description or "", _shown(value))
        if _is_group(kind):
            yield from _fields(kind, value, f"{path}.")
            yield from _computed(kind, value, f"{path}.")


def _computed(owner: type[BaseModel], example: Any, prefix: str) -> Iterator[MergeField]:
    for name, found in vars(owner).items():
        if isinstance(found, property):
            meaning = (found.__doc__ or "").strip()
            yield MergeField(f"{prefix}{name}", _type_name(int), meaning, _shown(getattr(example, name, None)))


def _is_group(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel) and not issubclass(kind, Text | Rich | Embedded)


def _type_name(kind: Any) -> str:
    if _is_group(kind):
        return "group"
    return _TYPE_NAMES.get(kind, "text")


def _shown(value: Any) -> str:
    if value is None or isinstance(value, tuple) or _is_group(type(value)) or isinstance(value, Embedded):
        return ""
    if isinstance(value, datetime):
        value = formats.moment(value, "nb")
    elif isinstance(value, date):
        value = formats.date(value, "nb")
    words = " ".join(str(value.nb if isinstance(value, Text) else value).split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def _row(field: MergeField, kinds: list[str]) -> str:
    where = "all" if len(kinds) == len(KINDS) else ", ".join(kinds)
    cells = (f"`{field.path}`", where, field.type, " ".join(field.meaning.split()), field.example)
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    readme = Path(sys.argv[1])
    readme.write_text(with_table(readme.read_text(encoding="utf-8")), encoding="utf-8")
