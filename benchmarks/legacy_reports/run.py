"""Pages per second beside plain pdfplumber (words and find_tables), and a whole report beside a bare import.

    python benchmarks/legacy_reports/run.py [PDF ...]

Without files it makes a report with reportlab. Both readers read the same pages in fresh processes, one after the
other in the same run, pages closed as they go.
"""

import io
import json
import subprocess
import sys
import tempfile
import time
from math import prod
from pathlib import Path

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from formsvc.legacy_reports.limits import Limits
from formsvc.legacy_reports.process import read_document

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3

OURS = """
from formsvc.legacy_reports.child.cells import load_table_functions
from formsvc.legacy_reports.child.pages import open_document, read_page
functions = load_table_functions()
def read(data):
    document = open_document(data)
    return [read_page(document, index, functions) for index in range(len(document))]
"""
THEIRS = """
import io, pdfplumber
def read(data):
    count = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            count.append((page.extract_words(), page.find_tables()))
            page.close()
    return count
"""
TIMER = """
import json, sys, time
sys.path.insert(0, {root!r})
{reader}
data = open(sys.argv[1], "rb").read()
read(data)
best = float("inf")
for _ in range({rounds}):
    started = time.perf_counter()
    pages = len(read(data))
    best = min(best, time.perf_counter() - started)
print(json.dumps([pages, best]))
"""


def seconds_a_page(reader: str, file: Path) -> float:
    """The best of some rounds in a fresh process, warmed up."""
    code = TIMER.format(root=str(ROOT), reader=reader, rounds=ROUNDS)
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, check=True, text=True)
    pages, seconds = json.loads(done.stdout)
    return float(seconds / pages)


def fastest(command: list[str]) -> float:
    """Seconds of the fastest of some runs."""
    return min(_timed(command) for _ in range(ROUNDS))


def _timed(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - started


def sample(pages: int = 10) -> bytes:
    """Text and a ruled table on every page."""
    output, styles = io.BytesIO(), getSampleStyleSheet()
    story = []
    for number in range(pages * 2):
        story += [Paragraph(f"Kapittel {number}", styles["Heading2"])]
        story += [Paragraph("Vi har hatt åpent hver dag og svart så godt vi kunne. " * 22, styles["BodyText"])]
        rows = [["Indikator", "Mål", "Resultat"]] + [[f"Andel nummer {i}", f"{i} %", f"{i + 1} %"] for i in range(8)]
        story += [Table(rows, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])), Spacer(1, 20)]
    SimpleDocTemplate(output).build(story)
    return output.getvalue()


def main(files: list[Path]) -> None:
    """Print a line a file and the geometric mean of the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        if not files:
            files = [Path(folder) / "sample.pdf"]
            files[0].write_bytes(sample())
        ratios = []
        for file in files:
            ours, theirs = seconds_a_page(OURS, file), seconds_a_page(THEIRS, file)
            ratios.append(theirs / ours)
            print(
                f"{file.name:32} ours {1 / ours:7.0f} pages/s  pdfplumber {1 / theirs:6.1f}  ratio {theirs / ours:5.1f}"
            )
        print(f"geometric mean of {len(ratios)}: {prod(ratios) ** (1 / len(ratios)):.1f}")
        data = files[0].read_bytes()
        whole = min(_whole(data) for _ in range(ROUNDS))
        bare = fastest([sys.executable, "-c", "import pypdfium2"])
        print(f"{files[0].name} in its fresh process {whole:.3f} s, bare import {bare:.3f} s, ratio {whole / bare:.1f}")


def _whole(data: bytes) -> float:
    started = time.perf_counter()
    read_document(data, Limits())
    return time.perf_counter() - started


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
