"""The child process: what it is allowed, what it refuses, and that one bad page or file costs nothing else."""

import io
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from formsvc.legacy_reports import process
from formsvc.legacy_reports.limits import Limits
from formsvc.legacy_reports.process import read_document
from formsvc.legacy_reports.reader import read_report, render_pages
from tests.legacy_reports.examples import CATALOGUE, page_with
from tests.legacy_reports.handwritten import form, one_page, stream, with_resources

REPORT = page_with([(60, 700, "Antall treff eller følgere i sosiale medier: 4 720"), (60, 760, "Rapport 2024")])


def pages(count: int, text: str = "Antall treff eller følgere i sosiale medier") -> bytes:
    output = io.BytesIO()
    canvas = Canvas(output, invariant=1)
    for number in range(count):
        canvas.drawString(60, 700, f"{text} {number}")
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def test_a_report_is_read() -> None:
    reading = read_report(REPORT, CATALOGUE)
    assert [(v.indicator, v.value, v.page) for v in reading.values] == [("followers", 4720, 1)]


@pytest.mark.parametrize(
    "data", [b"", b"hei", b"%PDF-1.7", b"%PDF-1.7\n" + b"\xff" * 500, b"PK\x03\x04docx", REPORT[:300]]
)
def test_what_is_no_pdf_is_corrupt(data: bytes) -> None:
    assert read_report(data, CATALOGUE).error == "corrupt"


def test_a_locked_file_is_encrypted() -> None:
    output = io.BytesIO()
    canvas = Canvas(output, encrypt=StandardEncryption("hemmelig", ownerPassword="eier"))
    canvas.drawString(60, 700, "Antall treff: 12")
    canvas.save()
    assert read_report(output.getvalue(), CATALOGUE).error == "encrypted"


def test_a_file_that_anybody_may_open_is_read_even_if_it_is_encrypted() -> None:
    output = io.BytesIO()
    canvas = Canvas(output, encrypt=StandardEncryption("", ownerPassword="eier"))
    canvas.drawString(60, 700, "Antall treff eller følgere i sosiale medier: 4 720")
    canvas.save()
    assert read_report(output.getvalue(), CATALOGUE).error is None


def test_a_scan_has_no_text() -> None:
    output = io.BytesIO()
    canvas = Canvas(output)
    canvas.rect(50, 50, 400, 600, fill=1)
    canvas.save()
    assert read_report(output.getvalue(), CATALOGUE).error == "no_text"


def test_another_document_is_not_a_report() -> None:
    text = [
        (60, 780 - 20 * n, "Denne fakturaen gjelder kjøp av kaffe og boller, 12 stk, levert i mai.") for n in range(9)
    ]
    reading = read_report(page_with(text), CATALOGUE)
    assert (reading.error, reading.values) == ("not_a_report", ())


@pytest.mark.parametrize(
    ("limits", "data"),
    [
        (Limits(file_bytes=500), REPORT),
        (Limits(pages=3), pages(4)),
        (Limits(characters=100), pages(4)),
    ],
)
def test_a_file_that_is_too_large_is_refused(limits: Limits, data: bytes) -> None:
    assert read_report(data, CATALOGUE, limits).error == "too_large"


def slowed(doing: str) -> str:
    """A child that does something on page 2 before it reads it."""
    return process._BOOTSTRAP.split(";from")[0] + (
        "; import os, time; import formsvc.legacy_reports.child.main as m; real = m.read_page\n"
        "def read_page(document, index, functions):\n"
        f"    if index == 1: {doing}\n"
        "    return real(document, index, functions)\n"
        "m.read_page = read_page; m.main(sys.argv[1:])"
    )


@pytest.mark.parametrize("doing", ["exec('while True: pass')", "time.sleep(60)"])
def test_a_file_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch, doing: str) -> None:
    monkeypatch.setattr(process, "_BOOTSTRAP", slowed(doing))
    started = time.monotonic()
    reading = read_report(pages(3), CATALOGUE, Limits(cpu_seconds=1, wall_seconds=3))
    assert time.monotonic() - started < 5
    assert (reading.error, reading.values) == ("timeout", ())


def test_what_takes_long_to_understand_is_given_up() -> None:
    reading = read_report(pages(3), CATALOGUE, Limits(mapping_seconds=0))
    assert (reading.error, reading.values) == ("timeout", ())


def test_forms_that_draw_forms_cost_that_file_only() -> None:
    """Twenty to the power of ten drawings in two kilobytes."""
    forms = {"o16": form(b"BT /F 12 Tf (a) Tj ET")}
    for level in range(6, 16):
        deeper = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (level + 1)
        forms[f"o{level}"] = stream(b"/X Do " * 20, deeper)
    bomb = one_page(stream(b"/X Do"), with_resources(b"/XObject<</X 6 0 R>>"), **forms)
    started = time.monotonic()
    assert read_report(bomb, CATALOGUE, Limits(cpu_seconds=2, wall_seconds=6)).error in ("timeout", "corrupt")
    assert time.monotonic() - started < 9


def test_a_file_that_eats_memory_is_stopped() -> None:
    """Some kilobytes that are 200 megabytes when unpacked."""
    packed = zlib.compress(zlib.compress(b"0 " * 100_000_000, 1), 9)
    assert len(packed) < 100_000
    bomb = one_page(stream(packed, b"/Filter [/FlateDecode /FlateDecode]"))
    root = Path(process.__file__).resolve().parents[2]
    apart = (
        f"import sys; sys.path.insert(0, {str(root)!r}); import resource\n"
        "from formsvc.legacy_reports.limits import Limits\n"
        "from formsvc.legacy_reports.process import read_document\n"
        "limits = Limits(memory_bytes=192 * 1024 * 1024, cpu_seconds=10, wall_seconds=15)\n"
        "document = read_document(sys.stdin.buffer.read(), limits)\n"
        "error = document.error or document.pages[0].bad\n"
        "print(error, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)"
    )  # in a process of its own: the highest of all children that the tests have had tells nothing
    done = subprocess.run([sys.executable, "-c", apart], input=bomb, capture_output=True, check=True)
    error, highest = done.stdout.decode().split()
    assert error != "None"
    assert int(highest) < Limits().memory_bytes


def _in_child(code: str) -> str:
    """What a process with the child's own limits prints."""
    root = Path(process.__file__).resolve().parents[2]
    confined = (
        f"import sys; sys.path.insert(0, {str(root)!r}); import os, socket, subprocess\n"
        "from formsvc.legacy_reports.child.main import confine\n"
        "from formsvc.legacy_reports.limits import Limits\n"
        f"confine(Limits())\n{code}"
    )
    done = subprocess.run([sys.executable, "-I", "-c", confined], env={}, capture_output=True, text=True, check=False)
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    "code",
    ["socket.socket()", "open('/etc/hostname')", "subprocess.run(['true'])", "bytearray(600 * 1024 * 1024)"],
)
def test_the_child_can_open_nothing_and_take_no_more_memory(code: str) -> None:
    assert "Error" in _in_child(f"{code}\nprint('it could')")


def test_the_child_has_an_empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a secret of the service")
    seen: dict[str, object] = {}
    real = subprocess.run

    def spy(command: list[str], **options: object) -> object:
        seen.update(options, command=command)
        return real(command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", spy)
    assert read_report(REPORT, CATALOGUE).error is None
    assert seen["env"] == {}
    assert "-I" in seen["command"]  # type: ignore[operator]


def test_one_bad_page_costs_that_page_only() -> None:
    tree = b"<</Type/Pages/Kids[3 0 R 99 0 R 3 0 R]/Count 3>>"
    document = read_document(one_page(stream(b"BT /F 12 Tf 60 700 Td (Antall treff) Tj ET"), o2=tree), Limits())
    assert [[word.text for word in page.words] for page in document.pages] == [
        ["Antall", "treff"],
        [],
        ["Antall", "treff"],
    ]
    assert [page.bad is None for page in document.pages] == [True, False, True]


def test_a_page_that_kills_the_child_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_BOOTSTRAP", slowed("os.abort()"))
    document = read_document(pages(4), Limits())
    assert [(page.number, page.bad) for page in document.pages] == [(1, None), (2, "died"), (3, None), (4, None)]
    assert document.pages[3].words


def test_pages_are_painted_by_the_child() -> None:
    pictures = render_pages(pages(3), [1, 3, 9], scale=0.5)
    assert sorted(pictures) == [1, 3]
    assert all(picture.startswith(b"\x89PNG") for picture in pictures.values())


def test_pages_of_a_bad_file_are_not_painted() -> None:
    assert render_pages(b"hei", [1]) == {}


def test_every_cut_of_a_file_is_survived() -> None:
    """Cut short or with bytes changed, a file gives an error or a reading, never an exception."""
    for end in range(100, len(REPORT), len(REPORT) // 6):
        reading = read_report(REPORT[:end], CATALOGUE)
        assert reading.error is None or reading.values == ()


def test_the_helper_agrees_with_pdfium_on_pages() -> None:
    assert len(PdfDocument(pages(3))) == len(read_document(pages(3), Limits()).pages)
