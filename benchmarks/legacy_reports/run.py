"""Pages per second beside plain pdfplumber (words and find_tables), and a whole report beside a bare import.

    python -m benchmarks.legacy_reports.run [PDF ...]

Without files it makes a report of every scheme by every producer in PATH (reportlab, Chromium, LibreOffice, and
WeasyPrint, which `pip install weasyprint` puts there). Both readers read the same pages in fresh processes, one after
the other in the same run, pages closed as they go. Then 300 pages with the memory of both our processes, and ten pages
in a fresh process.
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
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from benchmarks.legacy_reports.accuracy import catalogue, schemes
from formsvc.legacy_reports.limits import Limits
from formsvc.legacy_reports.process import read_document
from tests.legacy_reports.generators.produce import available, compose, produce

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 7

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
def timed():
    started, used = time.perf_counter(), time.process_time()
    return len(read(data)), time.perf_counter() - started, time.process_time() - used
rounds = [timed() for _ in range({rounds} + 1)]
print(json.dumps(min(rounds[1:] or rounds, key=lambda one: one[1])))
"""
WHOLE = """
import json, resource, sys, time
sys.path.insert(0, {root!r})
from formsvc.legacy_reports.limits import Limits
from formsvc.legacy_reports.process import read_document
data = open(sys.argv[1], "rb").read()
started = time.perf_counter()
document = read_document(data, Limits())
wall = time.perf_counter() - started
assert not document.error and not any(page.bad for page in document.pages)
uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
cpu = sum(use.ru_utime + use.ru_stime for use in uses)
print(json.dumps([wall, cpu, *(use.ru_maxrss / 1024 for use in uses)]))
"""


def seconds_a_page(reader: str, file: Path) -> float:
    """The best of some rounds in a fresh process, warmed up."""
    pages, seconds, _ = json.loads(_said(TIMER.format(root=str(ROOT), reader=reader, rounds=ROUNDS), file))
    return float(seconds / pages)


def _timed(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - started


def sample(pages: int = 10) -> bytes:
    """Text and a ruled table on every page."""
    output, styles = io.BytesIO(), getSampleStyleSheet()
    story: list[Flowable] = []
    for number in range(pages * 2):
        story += [Paragraph(f"Kapittel {number}", styles["Heading2"])]
        story += [Paragraph("Vi har hatt åpent hver dag og svart så godt vi kunne. " * 22, styles["BodyText"])]
        rows = [["Indikator", "Mål", "Resultat"]] + [[f"Andel nummer {i}", f"{i} %", f"{i + 1} %"] for i in range(8)]
        story += [Table(rows, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])), Spacer(1, 20)]
    SimpleDocTemplate(output).build(story)
    return output.getvalue()


def reports(folder: Path) -> dict[str, list[Path]]:
    """Reports of every producer that is installed; says which are not."""
    for name in sorted({"reportlab", "chromium", "weasyprint", "libreoffice"} - set(available())):
        print(f"{name} is not in PATH: its reports are left out")
    files = {}
    for producer in available():
        made = {f"{producer}-{one}": compose(catalogue(one), one, "speed 1") for one in schemes()}
        produce(made, producer, folder)
        files[producer] = [folder / f"{name}.pdf" for name in made]
    return files


def compare(name: str, files: list[Path]) -> list[float]:
    """Print a line for these files; gives the ratio of each."""
    pairs = [(seconds_a_page(OURS, file), seconds_a_page(THEIRS, file)) for file in files]
    ratios = [theirs / ours for ours, theirs in pairs]
    ours, theirs = (mean([1 / pair[side] for pair in pairs]) for side in (0, 1))
    print(
        f"{name:32} ours {ours:7.0f} pages/s  pdfplumber {theirs:6.1f}  ratio {mean(ratios):5.1f} ({len(files)} files)"
    )
    return ratios


def mean(figures: list[float]) -> float:
    """The geometric mean."""
    return prod(figures) ** (1 / len(figures))


def many_pages(folder: Path) -> None:
    """300 pages: the whole of ours, both processes, beside pdfplumber with its pages closed.

    Also by seconds of the processor: on a machine with other work, the clock of a long run says little.
    """
    file = folder / "many.pdf"
    file.write_bytes(sample(280))
    wall, cpu, parent, child = json.loads(_said(WHOLE.format(root=str(ROOT)), file))
    pages, theirs, their_cpu = json.loads(_said(TIMER.format(root=str(ROOT), reader=THEIRS, rounds=0), file))
    print(f"{pages} pages: ours {wall:.1f} s, pdfplumber {theirs:.1f} s, ratio {theirs / wall:.1f}")
    print(f"  on the processor: ours {cpu:.1f} s, pdfplumber {their_cpu:.1f} s, ratio {their_cpu / cpu:.1f}")
    print(f"  most memory: parent {parent:.0f} MB, child {child:.0f} MB")


def fresh(data: bytes, pages: int) -> None:
    """A whole report in its fresh process beside a bare import, taken in turn."""
    turns = [(_whole(data), _timed([sys.executable, "-c", "import pypdfium2"])) for _ in range(ROUNDS)]
    whole, bare = (min(turn[side] for turn in turns) for side in (0, 1))
    print(f"{pages} pages in a fresh process {whole:.3f} s, bare import {bare:.3f} s, ratio {whole / bare:.1f}")


def main(files: list[Path]) -> None:
    """Print a line for each producer (or file), the geometric mean, 300 pages, and a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        groups = {file.name: [file] for file in files} or reports(ROOT / "var" / "legacy-speed")
        ratios = [ratio for name, group in groups.items() for ratio in compare(name, group)]
        print(f"geometric mean of {len(ratios)} files: {mean(ratios):.1f}")
        many_pages(Path(folder))
        fresh(sample(5), 10)


def _said(code: str, file: Path) -> str:
    return subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, check=True, text=True).stdout


def _whole(data: bytes) -> float:
    started = time.perf_counter()
    read_document(data, Limits())
    return time.perf_counter() - started


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
