"""The way in: a PDF and a catalogue to a `Reading`; a PDF's pages to pictures."""

from dataclasses import replace
from pathlib import Path

from formsvc.legacy_reports.catalogue import Catalogue
from formsvc.legacy_reports.limits import Limits
from formsvc.legacy_reports.mapping import read_pages
from formsvc.legacy_reports.process import read_document, render_images
from formsvc.legacy_reports.reading import Reading

Pdf = Path | bytes


def read_report(pdf: Pdf, catalogue: Catalogue, limits: Limits | None = None) -> Reading:
    """Proposed answers from an old PDF report, read in a limited child process.

    Never raises for what is in the file: `error` is encrypted, corrupt, no_text, too_large, timeout or
    not_a_report. Raises OSError where the path cannot be read.
    """
    document = read_document(_bytes(pdf), limits or Limits())
    if document.error:
        return Reading(error=document.error)
    sizes = tuple((page.width, page.height) for page in document.pages)
    return replace(read_pages(document, catalogue), pages=sizes)


def render_pages(pdf: Pdf, pages: list[int], scale: float = 1.5, limits: Limits | None = None) -> dict[int, bytes]:
    """PNG pictures by 1-based page number, `scale` pixels a point. Pages that cannot be painted are left out."""
    return render_images(_bytes(pdf), pages, scale, limits or Limits())


def _bytes(pdf: Pdf) -> bytes:
    return pdf if isinstance(pdf, bytes) else pdf.read_bytes()
