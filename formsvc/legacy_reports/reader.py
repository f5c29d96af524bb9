"""The way in: a PDF and a catalogue to a `Reading`; a PDF's pages to pictures."""

import time
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from formsvc.legacy_reports.catalogue import Catalogue
from formsvc.legacy_reports.limits import Limits
from formsvc.legacy_reports.mapping import read_pages
from formsvc.legacy_reports.ocr import TRUST, OcrLimits, with_scanned_pages
from formsvc.legacy_reports.process import read_document, render_images
from formsvc.legacy_reports.reading import Finding, FoundSection, Reading

Pdf = Path | bytes
Found = TypeVar("Found", Finding, FoundSection)


def read_report(
    pdf: Pdf, catalogue: Catalogue, limits: Limits | None = None, *, ocr: OcrLimits | None = None
) -> Reading:
    """Proposed answers from an old PDF report, read in a limited child process; with `ocr`, from scanned pages too.

    Never raises for what is in the file: `error` is encrypted, corrupt, no_text, too_large, timeout or
    not_a_report. Raises OSError where the path cannot be read, OcrMissing where `ocr` cannot be had.
    """
    data, limits = _bytes(pdf), limits or Limits()
    document = read_document(data, limits)
    scanned: tuple[int, ...] = ()
    if document.error:
        return Reading(error=document.error)
    if ocr:
        document, scanned = with_scanned_pages(data, document, limits, ocr)
    sizes = tuple((page.width, page.height) for page in document.pages)
    deadline = time.monotonic() + limits.mapping_seconds
    reading = read_pages(document, catalogue, lambda: time.monotonic() < deadline)
    return _trusted_less(replace(reading, pages=sizes, ocr_pages=scanned))


def _trusted_less(reading: Reading) -> Reading:
    """With less confidence in what was read from pictures."""

    def less(found: Found) -> Found:
        return replace(found, confidence=found.confidence * TRUST) if found.page in reading.ocr_pages else found

    values, facts = tuple(map(less, reading.values)), tuple(map(less, reading.facts))
    return replace(reading, values=values, facts=facts, sections=tuple(map(less, reading.sections)))


def render_pages(pdf: Pdf, pages: list[int], scale: float = 1.5, limits: Limits | None = None) -> dict[int, bytes]:
    """PNG pictures by 1-based page number, `scale` pixels a point. Pages that cannot be painted are left out."""
    return render_images(_bytes(pdf), pages, scale, limits or Limits())


def _bytes(pdf: Pdf) -> bytes:
    return pdf if isinstance(pdf, bytes) else pdf.read_bytes()
