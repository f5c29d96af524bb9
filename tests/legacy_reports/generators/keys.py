"""The answer key: what a reader should find."""

import re
from typing import Any

from formsvc.legacy_reports.catalogue import Catalogue, IndicatorEntry
from tests.legacy_reports.generators.values import Value

_UNITS = {
    "percent": "%",
    "count": "n",
    "boolean": "jn",
    "minutes": "min",
    "duration": "free",
    "grade": "grad",
    "nok": "kr",
}


class Key:
    """Collects what a report says while it is made. Indicators nobody answers have the value None."""

    def __init__(self, catalogue: Catalogue, scheme: str) -> None:
        self.scheme = scheme
        self.indicators: dict[str, dict[str, Any]] = {}
        self.sections: dict[str, dict[str, Any]] = {}
        for entry in catalogue.indicators:
            self.indicators.setdefault(
                entry.label,
                {
                    "id": entry.id,
                    "unit": _UNITS.get(entry.unit, entry.unit),
                    "aliases": list(entry.wordings),
                    "value": None,
                },
            )
        for section in catalogue.sections:
            self.sections[section.label] = {"id": section.id, "present": False, "first_words": None}

    def answered(self, entry: IndicatorEntry, value: Value, *, service: str | None = None) -> None:
        """A value that the report gives, for a service or as a whole."""
        item = self.indicators[entry.label]
        item["accept"] = list(value.accepted)
        if service is None:
            item |= {"value": value.key, "shown": value.shown}
        else:
            per = item["value"]["per"] if isinstance(item["value"], dict) else {}
            item |= {"value": {"per": per | {service: value.key}}, "shown": None}

    def told(self, label: str, text: str) -> None:
        """A narrative point that the report answers."""
        self.sections[label] |= {"present": True, "first_words": " ".join(re.split(r"\s+", text)[:10])}

    def as_dict(self, organisation: str, orgnr: str, year: int) -> dict[str, Any]:
        """The key's file."""
        return {
            "scheme": self.scheme,
            "error": None,
            "organisation": organisation,
            "orgnr": orgnr,
            "year": year,
            "indicators": self.indicators,
            "sections": self.sections,
        }
