"""Which written language state bodies must use to a municipality or county: its own decision, if it has made one.

Source: språklova § 11; the decisions stand in `common/geography/*.csv` (column `sprakvedtak`), which an installation
replaces when a newer list is out.
"""

import csv
from pathlib import Path

from formsvc.schemes.findings import DefinitionFinding, DefinitionRefused
from formsvc.texts import Language

_DECISIONS: dict[str, Language | None] = {"bokmål": "nb", "nynorsk": "nn", "nøytral": None}
_FILES = {"kommuner.csv": "orgnr", "fylker.csv": "fylkeskommune_orgnr"}
_COLUMN = "sprakvedtak"


class LanguageDecisions:
    """The decisions of all municipalities and counties. Raises DefinitionRefused for a list that cannot be read."""

    def __init__(self, geography: Path) -> None:
        self._by_orgnr: dict[str, Language | None] = {}
        self._by_number: dict[str, Language | None] = {}
        for name, orgnr in _FILES.items():
            for row in _rows(geography / name):
                decision = _decision(row, geography / name)
                self._by_orgnr[row.get(orgnr) or ""] = decision
                self._by_number[row.get("kommunenummer") or ""] = decision
        for known in (self._by_orgnr, self._by_number):
            known.pop("", None)

    def of_body(self, orgnr: str, municipality: str | None = None) -> Language | None:
        """What a municipality or county has decided; None where it is neutral, or none of them.

        `municipality`: the number (four digits) of one whose organisation number may not be in the list.
        """
        if orgnr in self._by_orgnr or municipality is None:
            return self._by_orgnr.get(orgnr)
        return self._by_number.get(municipality)


def _rows(file: Path) -> list[dict[str, str]]:
    if not file.is_file():
        raise DefinitionRefused([DefinitionFinding(str(file), "", "missing file")])
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _decision(row: dict[str, str], file: Path) -> Language | None:
    written = row.get(_COLUMN)
    if written not in _DECISIONS:
        place = next(iter(row.values()), "")
        reason = f"{place}: {_COLUMN} must be one of {', '.join(_DECISIONS)}, not {written!r}"
        raise DefinitionRefused([DefinitionFinding(str(file), _COLUMN, reason)])
    return _DECISIONS[written]
