"""Letters become PDF/A, and a LibreOffice that hangs or dies costs one letter and stops nothing."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from formsvc.jobs.soffice import Converter
from formsvc.letters import example_facts, render_letter
from formsvc.texts import LANGUAGES

TEMPLATES = Path(__file__).parents[2] / "letter_templates"
FAKE = f"""#!{sys.executable}
import pathlib, subprocess, sys, time
folder = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
for name in sys.argv[sys.argv.index("--outdir") + 2:]:
    letter = pathlib.Path(name)
    if "hangs" in letter.stem:
        child = subprocess.Popen(["sleep", "600"])
        (folder / "child").write_text(str(child.pid))
        (folder / f"{{letter.stem}}.pdf").write_bytes(b"%PDF-1.7 half")
        time.sleep(600)
    if "dies" in letter.stem:
        sys.exit(81)
    if "refused" not in letter.stem:
        (folder / f"{{letter.stem}}.pdf").write_bytes(b"%PDF-1.7\\n%%EOF\\n")
"""


@pytest.fixture
def converter(tmp_path: Path) -> Converter:
    """A program in LibreOffice's place that does what the names of letters say."""
    program = tmp_path / "soffice"
    program.write_text(FAKE)
    program.chmod(0o755)
    return Converter(program, tmp_path / "converting", letter_seconds=0.4, start_seconds=3)


def letters(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    files = [folder / f"{name}.docx" for name in names]
    for file in files:
        file.write_bytes(b"PK")
    return files


def faults(converter: Converter, files: list[Path]) -> dict[str, str | None]:
    return {file.stem: fault for file, fault in converter.convert(files).items()}


def test_one_that_hangs_is_killed_with_its_children_and_the_rest_go_on(converter: Converter, tmp_path: Path) -> None:
    files = letters(tmp_path / "letters", "a", "b", "hangs", "cc", "dd", "ee")
    begun = time.monotonic()

    found = faults(converter, files)

    assert found == {"a": None, "b": None, "hangs": "pdf_timed_out", "cc": None, "dd": None, "ee": None}
    assert time.monotonic() - begun < 10
    child = int((tmp_path / "letters/child").read_text())
    assert not _alive(child)
    assert list(converter.folder.iterdir()) == []


def test_one_that_brings_it_down_or_is_refused_costs_only_itself(converter: Converter, tmp_path: Path) -> None:
    files = letters(tmp_path / "letters", "a", "b", "refused", "dies", "c", "d")
    assert faults(converter, files) == {
        "a": None, "b": None, "refused": "pdf_not_made", "dies": "pdf_not_made", "c": None, "d": None,
    }  # fmt: skip


def test_what_an_earlier_process_left_is_killed_and_removed(converter: Converter) -> None:
    converter.folder.mkdir()
    left = subprocess.Popen(["sleep", "600", str(converter.folder)], start_new_session=True)
    other = subprocess.Popen(["sleep", "600"], start_new_session=True)
    for process in (left, other):
        (converter.folder / f"{process.pid}.group").touch()

    converter.clear()

    assert left.wait(timeout=5) != 0
    assert other.poll() is None
    other.kill()
    other.wait()
    assert not converter.folder.exists()


@pytest.mark.libreoffice
def test_letters_become_tagged_pdf_a_with_title_and_language(tmp_path: Path) -> None:
    soffice, pdfinfo = shutil.which("soffice"), shutil.which("pdfinfo")
    if not soffice or not pdfinfo:
        pytest.skip("no LibreOffice or no poppler: install the packages `libreoffice-writer-nogui` and `poppler-utils`")
    files = letters(tmp_path / "letters", *LANGUAGES)
    for language, file in zip(LANGUAGES, files, strict=True):
        file.write_bytes(render_letter("grant", example_facts("grant", language), language, TEMPLATES))

    found = faults(Converter(Path(soffice), tmp_path / "converting"), files)

    assert found == {"nb": None, "nn": None}
    for language, file in zip(LANGUAGES, files, strict=True):
        pdf = file.with_suffix(".pdf")
        said = subprocess.run([pdfinfo, pdf], capture_output=True, text=True, check=True).stdout
        facts = {name: value.strip() for name, _, value in (row.partition(":") for row in said.splitlines())}
        assert facts["Tagged"] == "yes"
        assert "tils" in facts["Title"].lower()
        assert int(facts["Pages"]) >= 2
        content = pdf.read_bytes()
        assert b"<pdfaid:part>2</pdfaid:part>" in content
        assert b"<pdfaid:conformance>B</pdfaid:conformance>" in content
        assert f"/Lang({language}-NO)".encode() in content


def _alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not state.is_file() or state.read_text().rpartition(")")[2].split()[0] != "Z"
