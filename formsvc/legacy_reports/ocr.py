"""Scanned pages, read with Tesseract when it is installed and somebody asks for it.

The limited child paints the pages, so that Tesseract sees pictures of our own making and never the file. Each page has
a process with limits of its own. What is read this way is marked, and trusted less.
"""

import csv
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from formsvc.kernel.failures import Unreadable
from formsvc.legacy_reports.document import Document, Word
from formsvc.legacy_reports.limits import Limits
from formsvc.legacy_reports.process import render_images

LANGUAGE = "nor"
TRUST = 0.6
"""What is left of the confidence of a value that was read from a picture."""
_SCALE = 300 / 72
_LEAST_SURE = 30.0
"""Words that Tesseract itself is less sure of (percent) are specks and lines."""
_WORD, _LINE = "5", "4"
_CONFINED = """
import os, resource, sys
memory, seconds = int(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
os.execv(sys.argv[3], sys.argv[3:])
"""


class OcrMissing(Unreadable):
    """Tesseract or its Norwegian model is not installed."""

    code = "ocr_missing"

    def __str__(self) -> str:
        """One line for whoever runs the service."""
        return f"scanned pages need Tesseract and its model (packages tesseract-ocr, tesseract-ocr-{LANGUAGE})"


@dataclass(frozen=True)
class OcrLimits:
    """Pages, seconds and bytes. A page that takes too long is left unread; so are the pages after the wall clock."""

    pages: int = 20
    page_seconds: int = 20
    wall_seconds: float = 90.0
    memory_bytes: int = 1024 * 1024 * 1024


@cache
def tesseract() -> str | None:
    """The path of Tesseract, if it can read Norwegian. Looked up once in a process."""
    path = shutil.which("tesseract")
    if path is None:
        return None
    known = subprocess.run([path, "--list-langs"], capture_output=True, text=True, check=False, timeout=10)  # noqa: S603
    return path if LANGUAGE in known.stdout.split() else None


def with_scanned_pages(
    data: bytes, document: Document, limits: Limits, ocr: OcrLimits
) -> tuple[Document, tuple[int, ...]]:
    """The document with words on the pages that had none to see, and the numbers of those pages.

    Raises OcrMissing.
    """
    program = tesseract()
    if program is None:
        raise OcrMissing
    scanned = [page.number for page in document.pages if page.width and not page.words][: ocr.pages]
    deadline = time.monotonic() + ocr.wall_seconds
    read: dict[int, tuple[Word, ...]] = {}
    for number in scanned:
        if time.monotonic() < deadline:
            picture = render_images(data, [number], _SCALE, limits).get(number)
            read[number] = tuple(_words(_tsv(program, picture, ocr))) if picture else ()
    pages = tuple(replace(page, all_words=read.get(page.number, page.all_words)) for page in document.pages)
    return replace(document, pages=pages), tuple(number for number, words in read.items() if words)


def _tsv(program: str, picture: bytes, ocr: OcrLimits) -> str:
    """Tesseract's table of what stands where; empty where it took too long or gave up."""
    limits = [str(ocr.memory_bytes), str(ocr.page_seconds)]
    command = [program, "stdin", "stdout", "-l", LANGUAGE, "--dpi", "300", "--psm", "3", "tsv"]
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter, then a program found in PATH
            [sys.executable, "-I", "-c", _CONFINED, *limits, *command],
            input=picture,
            capture_output=True,
            env={"OMP_THREAD_LIMIT": "1", "PATH": os.defpath},
            cwd="/",
            timeout=ocr.page_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _words(tsv: str) -> Iterator[Word]:
    """Words across and lines down, in points: a word's own box is only as high as its letters."""
    top = bottom = 0.0
    for row in csv.DictReader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == _LINE:
            top, bottom = _span(row["top"], row["height"])
        elif row["level"] == _WORD and float(row["conf"]) >= _LEAST_SURE and row["text"].strip():
            x0, x1 = _span(row["left"], row["width"])
            yield Word(row["text"].strip(), x0, top, x1, bottom)


def _span(start: str, length: str) -> tuple[float, float]:
    return int(start) / _SCALE, (int(start) + int(length)) / _SCALE
