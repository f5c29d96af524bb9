"""The country's municipalities and counties, as the forms folder lists them: number and name."""

import csv
from collections import Counter
from pathlib import Path
from typing import Literal

from formsvc.schemes.definition import Option
from formsvc.texts import Text

PlaceKind = Literal["municipality", "county"]
_COUNTY = 3
"""The column with the name of a municipality's county."""
FILES: dict[PlaceKind, str] = {"municipality": "kommuner.csv", "county": "fylker.csv"}


def geography_file(forms_dir: Path, kind: PlaceKind) -> Path:
    """Where the places of a kind are listed."""
    return forms_dir / "common" / "geography" / FILES[kind]


def places(forms_dir: Path, kind: PlaceKind) -> tuple[Option, ...]:
    """Each place by its number (four digits, or two for a county). Raises FileNotFoundError.

    Two municipalities of one name are told apart by their counties.
    """
    with geography_file(forms_dir, kind).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))[1:]
    shared = Counter(row[1] for row in rows)
    names = {row[0]: f"{row[1]} ({row[_COUNTY]})" if shared[row[1]] > 1 else row[1] for row in rows}
    return tuple(Option(key=number, label=Text(nb=name, nn=name)) for number, name in names.items())
