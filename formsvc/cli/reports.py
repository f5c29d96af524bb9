"""Old PDF reports."""

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from formsvc.cli.files import UnreadableFile, show
from formsvc.cli.places import edition
from formsvc.legacy_reports.catalogue import Catalogue, catalogue_of_all
from formsvc.legacy_reports.ocr import OcrLimits, OcrMissing, tesseract
from formsvc.legacy_reports.reader import read_report


def read_old_reports(arguments: Namespace) -> int:
    """Propose answers from old PDF reports: one object, or JSON Lines for several files, each as soon as it is read.

    Raises UnreadableFile, or OcrMissing where scanned pages are to be read and Tesseract is not installed.
    """
    if arguments.ocr and tesseract() is None:
        raise OcrMissing
    catalogue, ocr = catalogue_of_all(edition(arguments)), OcrLimits() if arguments.ocr else None
    faults, total = 0, len(arguments.pdf)
    for number, file in enumerate(arguments.pdf, start=1):
        found = _read(file, catalogue, ocr)
        faults += found["error"] is not None
        if total == 1:
            show(found)
        else:
            print(json.dumps({"file": str(file), **found}, ensure_ascii=False), flush=True)
            _tell(number, total, file, found)
    return 1 if faults else 0


def _tell(number: int, total: int, file: Path, found: dict[str, Any]) -> None:
    """How far it has come, for whoever waits."""
    outcome = found["error"] or f"{len(found['values'])} values, {len(found['sections'])} sections"
    print(f"{number} of {total}: {file}: {outcome}", file=sys.stderr, flush=True)


def _read(file: Path, catalogue: Catalogue, ocr: OcrLimits | None) -> dict[str, Any]:
    try:
        return read_report(file, catalogue, ocr=ocr).as_dict()
    except OSError as error:
        raise UnreadableFile(file=file, reason=error.strerror or "cannot be read") from error
