"""Narrative points."""

from formsvc.legacy_reports.catalogue import Catalogue
from formsvc.legacy_reports.layout import Block
from formsvc.legacy_reports.occurrences import Occurrence
from formsvc.legacy_reports.reading import FoundSection


def read_sections(
    pages: list[list[Block]], labels: list[list[Occurrence]], catalogue: Catalogue
) -> tuple[FoundSection, ...]:
    """Filled in next."""
    return ()
