"""The parent's side: start the limited child, wait, take what it wrote, and never trust it with more than that."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from formsvc.legacy_reports.document import Document, Page, Word
from formsvc.legacy_reports.limits import Limits

_ROOT = str(Path(__file__).resolve().parents[2])
_BOOTSTRAP = (
    f"import sys; sys.path.insert(0, {_ROOT!r});from formsvc.legacy_reports.child.main import main; main(sys.argv[1:])"
)
_MAX_RESTARTS = 3


@dataclass
class _Run:
    """One child's output and why it ended: None, `timeout` or `died`."""

    output: IO[bytes]
    ended: str | None


def read_document(data: bytes, limits: Limits) -> Document:
    """Words, cells and fields of a PDF, read in a fresh limited process.

    A page that kills the child is skipped and the rest read by a new child. Error codes: encrypted, corrupt,
    too_large, timeout.
    """
    if len(data) > limits.file_bytes:
        return Document(error="too_large")
    deadline = time.monotonic() + limits.wall_seconds
    pages: list[Page] = []
    for _ in range(_MAX_RESTARTS + 1):
        with tempfile.TemporaryFile() as output:
            run = _run(data, ["words", str(len(pages) + 1)], limits, deadline, output)
            total, error = _collect(output, pages)
        if error or (total is None and run.ended == "timeout"):
            return Document(error=error or "timeout")
        if total is None:
            return Document(error="corrupt")
        if len(pages) >= total:
            return Document(tuple(pages))
        if run.ended == "timeout":
            return Document(error="timeout")
        pages.append(Page(len(pages) + 1, bad="died"))
    return Document(tuple(pages))


def render_images(data: bytes, pages: list[int], scale: float, limits: Limits) -> dict[int, bytes]:
    """PNG pictures by page number; a page that could not be painted is left out."""
    if len(data) > limits.file_bytes:
        return {}
    deadline = time.monotonic() + limits.wall_seconds
    with tempfile.TemporaryFile() as output:
        _run(data, ["images", json.dumps(pages), str(scale)], limits, deadline, output)
        return dict(_pictures(output))


def _run(data: bytes, job: list[str], limits: Limits, deadline: float, output: IO[bytes]) -> _Run:
    """One child with an empty environment. Its output goes to a file, so that it cannot fill our memory."""
    command = [sys.executable, "-I", "-c", _BOOTSTRAP, *job, json.dumps(asdict(limits))]
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter, our own code
            command,
            input=data,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            timeout=max(deadline - time.monotonic(), 0.01),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _Run(output, "timeout")
    stopped_by_cpu_limit = done.returncode in (-24, -9)
    return _Run(output, "timeout" if stopped_by_cpu_limit else "died" if done.returncode else None)


def _collect(output: IO[bytes], pages: list[Page]) -> tuple[int | None, str | None]:
    """Add the pages that were written whole. Returns the document's number of pages and an error code."""
    total: int | None = None
    for line in _lines(output):
        if "error" in line:
            return total, str(line["error"])
        if "pages" in line:
            total = int(line["pages"])
        else:
            pages.append(_page(line))
    return total, None


def _lines(output: IO[bytes]) -> Iterator[dict[str, Any]]:
    output.seek(0)
    for raw in output:
        if not raw.endswith(b"\n"):
            return
        yield json.loads(raw)


def _page(line: dict[str, Any]) -> Page:
    if "bad" in line:
        return Page(line["page"], bad=line["bad"])
    words = [
        Word(text, x0 / 100, top / 100, x1 / 100, bottom / 100, bool(bold), why)
        for text, x0, top, x1, bottom, bold, why in line["words"]
    ]
    fields = [_field_word(*field) for field in line["fields"]]
    tables = tuple(
        tuple((x0 / 100, top / 100, x1 / 100, y / 100) for x0, top, x1, y in table) for table in line["tables"]
    )
    width, height = line["size"]
    return Page(line["page"], width, height, tuple(words + fields), tables)


def _field_word(name: str, value: str, box: list[int]) -> Word:
    x0, top, x1, bottom = (side / 100 for side in box)
    return Word(value, x0, top, x1, bottom, field=name)


def _pictures(output: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    output.seek(0)
    while (raw := output.readline()).endswith(b"\n"):
        line = json.loads(raw)
        if "png" in line:
            yield line["page"], output.read(line["png"])
