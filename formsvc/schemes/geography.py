"""The country's municipalities and counties, as the forms folder lists them: number and name."""

import csv
from pathlib import Path
from typing import Literal

from formsvc.schemes.definition import Option
from formsvc.texts import Text

PlaceKind = Literal["municipality", "county"]
FILES: dict[PlaceKind, str] = {"municipality": "kommuner.csv", "county": "fylker.csv"}


def geography_file(forms_dir: Path, kind: PlaceKind) -> Path:
    """Where the places of a kind are listed."""
    return forms_dir / "common" / "geography" / FILES[kind]


def places(forms_dir: Path, kind: PlaceKind) -> tuple[Option, ...]:
    """Each place by its number (four digits, or two for a county). Raises FileNotFoundError."""
    with geography_file(forms_dir, kind).open(encoding="utf-8", newline="") as lines:
        rows = [(row[0], row[1]) for row in csv.reader(lines)][1:]
    return tuple(Option(key=number, label=Text(nb=name, nn=name)) for number, name in rows)
