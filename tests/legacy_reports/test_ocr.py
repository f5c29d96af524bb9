"""Scanned pages: read only when asked, marked, and trusted less."""

import time
from pathlib import Path

import pytest

from formsvc.legacy_reports import ocr
from formsvc.legacy_reports.catalogue import catalogue_from
from formsvc.legacy_reports.ocr import OcrLimits, OcrMissing
from formsvc.legacy_reports.reader import read_report
from formsvc.schemes.registry import registry
from tests.fixtures.example import FORMS
from tests.fixtures.old_reports import photographed_pdf, report_pdf, scanned_pdf
from tests.fixtures.programs import needs_tesseract

LIMITS = OcrLimits(pages=2)
CATALOGUE = catalogue_from(registry(FORMS).get("samtale-mestring", "2026"))


@needs_tesseract
def test_the_same_values_as_from_the_text_but_with_less_confidence() -> None:
    scanned = read_report(photographed_pdf(), CATALOGUE, ocr=LIMITS)
    typed = read_report(report_pdf(), CATALOGUE)
    assert scanned.ocr_pages == (1,)
    assert typed.values
    assert {(found.indicator, found.value) for found in scanned.values} <= {
        (found.indicator, found.value) for found in typed.values
    }
    assert all(found.confidence <= ocr.TRUST for found in scanned.values)


@needs_tesseract
def test_an_empty_picture_and_a_page_with_text_give_no_words_of_their_own() -> None:
    assert read_report(scanned_pdf(), CATALOGUE, ocr=LIMITS).error == "no_text"
    assert read_report(report_pdf(), CATALOGUE, ocr=LIMITS) == read_report(report_pdf(), CATALOGUE)


def test_a_page_that_takes_too_long_is_left_unread(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setattr(ocr, "tesseract", lambda: str(slow))
    started = time.monotonic()
    assert read_report(photographed_pdf(), CATALOGUE, ocr=OcrLimits(page_seconds=1)).error == "no_text"
    assert time.monotonic() - started < 20


def test_without_tesseract_it_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "tesseract", lambda: None)
    with pytest.raises(OcrMissing, match="tesseract-ocr-nor"):
        read_report(photographed_pdf(), CATALOGUE, ocr=LIMITS)
