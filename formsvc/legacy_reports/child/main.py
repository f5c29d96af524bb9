"""The child's work: take off every privilege, open the file, write one line a page.

Standard output: JSON lines. First `{"pages": n}` or `{"error": code}`; then a line a page, a bad page as
`{"page": n, "bad": reason}`. With `images`, a page's line has `"png"`, the length of the picture that follows it.
"""

import json
import resource
import sys
from collections.abc import Callable
from typing import Any

import pypdfium2

from formsvc.legacy_reports.child.cells import load_table_functions
from formsvc.legacy_reports.child.pages import load_painter, open_document, read_page, render_page
from formsvc.legacy_reports.limits import Limits

Job = Callable[[pypdfium2.PdfDocument], None]
_PASSWORD_ERRORS = (4, 5)  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


def main(arguments: list[str]) -> None:
    """`words START LIMITS` or `images PAGES SCALE LIMITS`; pages are 1-based."""
    limits = Limits(**json.loads(arguments[-1]))
    job = _images(arguments) if arguments[0] == "images" else _words(arguments, limits)
    data = sys.stdin.buffer.read(limits.file_bytes + 1)
    confine(limits)
    document = _open(data, limits)
    if document:
        _say({"pages": len(document)})
        job(document)


def _open(data: bytes, limits: Limits) -> pypdfium2.PdfDocument | None:
    """The document; where it cannot or may not be read, its error is said."""
    if len(data) > limits.file_bytes:
        _say({"error": "too_large"})
        return None
    try:
        document = open_document(data)
    except pypdfium2.PdfiumError as error:
        _say({"error": "encrypted" if getattr(error, "err_code", None) in _PASSWORD_ERRORS else "corrupt"})
        return None
    if len(document) > limits.pages:
        _say({"error": "too_large"})
        return None
    return document


def confine(limits: Limits) -> None:
    """Limits that no later code can lift: memory, CPU, size of output, no new files, sockets or processes."""
    _limit(resource.RLIMIT_AS, limits.memory_bytes)
    _limit(resource.RLIMIT_CPU, limits.cpu_seconds)
    _limit(resource.RLIMIT_FSIZE, limits.output_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, 0)


def _limit(what: int, value: int) -> None:
    resource.setrlimit(what, (value, value))


def _words(arguments: list[str], limits: Limits) -> Job:
    """Say every page from START on; loads what that needs while files may still be opened."""
    functions, first = load_table_functions(), int(arguments[1])

    def send(document: pypdfium2.PdfDocument) -> None:
        characters = 0
        for index in range(first - 1, len(document)):
            page = _page_or_reason(document, index, functions)
            characters += sum(len(word[0]) for word in page.get("words", ()))
            _say(page if characters <= limits.characters else {"error": "too_large"})
            if characters > limits.characters:
                break

    return send


def _page_or_reason(document: pypdfium2.PdfDocument, index: int, functions: Any) -> dict[str, Any]:
    try:
        return read_page(document, index, functions)
    except (pypdfium2.PdfiumError, MemoryError, ValueError, OverflowError, AssertionError) as error:
        return {"page": index + 1, "bad": type(error).__name__}


def _images(arguments: list[str]) -> Job:
    """Send pictures of the PAGES at this SCALE; loads what that needs while files may still be opened."""
    load_painter()
    pages, scale = json.loads(arguments[1]), float(arguments[2])

    def send(document: pypdfium2.PdfDocument) -> None:
        for number in pages:
            if 1 <= number <= len(document):
                _send_image(document, number, scale)

    return send


def _send_image(document: pypdfium2.PdfDocument, number: int, scale: float) -> None:
    try:
        picture = render_page(document, number - 1, scale)
    except (pypdfium2.PdfiumError, MemoryError, ValueError) as error:
        _say({"page": number, "bad": type(error).__name__})
        return
    _say({"page": number, "png": len(picture)})
    sys.stdout.buffer.write(picture)
    sys.stdout.buffer.flush()


def _say(line: dict[str, Any]) -> None:
    text = json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()
