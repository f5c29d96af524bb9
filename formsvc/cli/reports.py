"""Old PDF reports."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from formsvc.cli.files import UnreadableFile, Usage, show
from formsvc.cli.places import edition
from formsvc.legacy_reports.catalogue import Catalogue, catalogue_from
from formsvc.legacy_reports.reader import read_report


def read_old_reports(arguments: Namespace) -> int:
    """Propose answers from old PDF reports: one object, or JSON Lines for several files."""
    if arguments.ocr:
        raise Usage(reason="--ocr: this installation cannot read scanned pages")
    catalogue = catalogue_from(edition(arguments))
    read = [_read(file, catalogue) for file in arguments.pdf]
    if len(read) == 1:
        show(read[0])
    else:
        for file, found in zip(arguments.pdf, read, strict=True):
            print(json.dumps({"file": str(file), **found}, ensure_ascii=False))
    return 1 if any(found["error"] for found in read) else 0


def _read(file: Path, catalogue: Catalogue) -> dict[str, Any]:
    try:
        return read_report(file, catalogue).as_dict()
    except OSError as error:
        raise UnreadableFile(file=file, reason=error.strerror or "cannot be read") from error
