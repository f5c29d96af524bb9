"""TOML files as written -> plain tables as the types want them, and faults told in the file's own terms.

In a file, an array of tables is named in the singular (`[[section.field]]`), because each table is one of them; the
types have the plural. `PLURALS` is the whole list.
"""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from formsvc.schemes.findings import DefinitionFinding

Table = dict[str, Any]
Model = TypeVar("Model", bound=BaseModel)

PLURALS = {
    "applicant": "applicants", "category": "categories", "check": "checks", "column": "columns",
    "criterion": "criteria", "field": "fields", "goal": "goals", "indicator": "indicators", "option": "options",
    "paragraph": "paragraphs", "priority": "priorities", "question": "questions", "requirement": "requirements",
    "rule": "rules", "section": "sections",
}  # fmt: skip
_SINGULARS = {plural: singular for singular, plural in PLURALS.items()}
_REASONS = {
    "missing": "missing",
    "extra_forbidden": "unknown key",
    "string_too_short": "empty",
    "string_type": "must be text",
    "bool_type": "must be true or false",
}
_NAMES = ("id", "key", "kind", "item")


class DefinitionFiles:
    """Reads one edition's files and gathers every fault, so that a person sees all of them at once."""

    def __init__(self, edition: Path) -> None:
        self.edition = edition
        self.forms_dir = edition.parent.parent
        self.findings: list[DefinitionFinding] = []
        self.unreadable: set[Path] = set()

    def name(self, file: Path) -> str:
        """The file as people say it: `forms/x/2026/report.toml`."""
        return file.relative_to(self.forms_dir.parent).as_posix()

    def report(self, file: Path, key: str, reason: str) -> None:
        """Note a fault."""
        self.findings.append(DefinitionFinding(self.name(file), key, reason))

    def table(self, file: Path) -> Table:
        """A file's content with plural keys; empty, and a fault noted, where it cannot be read."""
        try:
            text = file.read_text(encoding="utf-8")
            return cast("Table", pluralised(tomllib.loads(text, parse_float=Decimal)))
        except FileNotFoundError:
            self.report(file, "", "missing file")
        except UnicodeDecodeError:
            self.report(file, "", "not UTF-8 text")
        except tomllib.TOMLDecodeError as error:
            self.report(file, "", f"not TOML: {error}")
        self.unreadable.add(file)
        return {}

    def model(self, kind: type[Model], raw: Table, file: Path, parts: Mapping[str, Path] | None = None) -> Model | None:
        """The table as a frozen type, or None with every fault noted. `parts`: top keys with files of their own."""
        try:
            return kind.model_validate(raw)
        except ValidationError as error:
            for fault in error.errors():
                home = (parts or {}).get(str(fault["loc"][0]), file)
                if home in self.unreadable:
                    continue
                location = fault["loc"] if home == file else fault["loc"][1:]
                node = raw if home == file else raw[str(fault["loc"][0])]
                self.report(home, written_key(node, location), reason(fault["type"], fault["msg"]))
            return None


def pluralised(node: Any) -> Any:
    """Keys of arrays of tables in the plural; everything else as it stands."""
    if isinstance(node, list):
        return [pluralised(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {_plural(key, value): pluralised(value) for key, value in node.items()}


def _plural(key: str, value: Any) -> str:
    tables = isinstance(value, list) and all(isinstance(item, dict) for item in value)
    return PLURALS.get(key, key) if tables else key


def written_key(raw: Any, location: tuple[int | str, ...]) -> str:
    """Where a fault is, as the file says it: `section[goals].field[3].label.nn`."""
    parts: list[str] = []
    node = raw
    for step in location:
        node = _child(node, step)
        if isinstance(step, int) and parts:
            parts[-1] += f"[{_name(node, step)}]"
        else:
            parts.append(_SINGULARS.get(str(step), str(step)) if isinstance(node, list) else str(step))
    return ".".join(parts)


def _child(node: Any, step: int | str) -> Any:
    try:
        return node[step]
    except (KeyError, IndexError, TypeError):
        return None


def _name(node: Any, index: int) -> str:
    names = (node[name] for name in _NAMES if isinstance(node.get(name), str)) if isinstance(node, dict) else iter(())
    return next(names, str(index))


def reason(kind: str, message: str) -> str:
    """A fault in few words."""
    return _REASONS.get(kind) or re.sub(r"^(Input|String) should", "must", message)
