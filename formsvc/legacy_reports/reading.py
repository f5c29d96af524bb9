"""What was read: proposals with their evidence. Nothing here counts until a person has confirmed it."""

from dataclasses import dataclass
from typing import Any, Literal

from formsvc.legacy_reports.document import Box

Role = Literal["result", "target", "last_year"]
Value = float | str | dict[str, float] | None
"""A number, JA/NEI/DELVIS/IKKE AKTUELT, free text, `{"min","max"}` for a range or bound, or None (text only)."""


@dataclass(frozen=True)
class Finding:
    """One proposed value. `box` surrounds the words it was read from; `confidence` is 0-1."""

    indicator: str
    label: str
    value: Value
    unit: str
    page: int
    box: Box
    text: str
    confidence: float
    service: str | None = None
    role: Role = "result"

    def as_dict(self) -> dict[str, Any]:
        """The command line's shape (see the contract, `read-report`)."""
        return {
            "indicator": self.indicator,
            "label": self.label,
            "value": int(self.value) if isinstance(self.value, float) and self.value.is_integer() else self.value,
            "unit": self.unit,
            "service": self.service,
            "page": self.page,
            "bbox": [round(side, 1) for side in self.box],
            "text": self.text,
            "confidence": round(self.confidence, 2),
        }


@dataclass(frozen=True)
class FoundSection:
    """A narrative point that the report answers, with its text."""

    section: str
    label: str
    page: int
    box: Box
    text: str
    confidence: float

    def as_dict(self) -> dict[str, Any]:
        """The command line's shape."""
        return {
            "section": self.section,
            "label": self.label,
            "present": True,
            "page": self.page,
            "bbox": [round(side, 1) for side in self.box],
            "text": self.text,
            "confidence": round(self.confidence, 2),
        }


@dataclass(frozen=True)
class Meta:
    """Who reports, and for which year."""

    organisation: str | None = None
    orgnr: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class Reading:
    """One report as proposed answers. `error` is a code of `reader.read_report`, or None."""

    values: tuple[Finding, ...] = ()
    facts: tuple[Finding, ...] = ()
    """Targets and last year's values found beside the results."""
    sections: tuple[FoundSection, ...] = ()
    meta: Meta = Meta()
    error: str | None = None
    bad_pages: tuple[int, ...] = ()
    pages: tuple[tuple[float, float], ...] = ()
    """Width and height of each page in points, as shown; zeros for a bad page."""
    ocr_pages: tuple[int, ...] = ()
    """Scanned pages whose words Tesseract read from their pictures."""

    def as_dict(self) -> dict[str, Any]:
        """The command line's shape."""
        return {
            "values": [finding.as_dict() for finding in self.values],
            "facts": [finding.as_dict() | {"role": finding.role} for finding in self.facts],
            "sections": [section.as_dict() for section in self.sections],
            "meta": {
                "organisation": self.meta.organisation,
                "orgnr": self.meta.orgnr,
                "year": self.meta.year,
            },
            "error": self.error,
            "bad_pages": list(self.bad_pages),
            "pages": [list(size) for size in self.pages],
            "ocr_pages": list(self.ocr_pages),
        }
