"""LibreOffice opens every kind of letter and makes pages of it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from formsvc.letters import KINDS, example_facts, render_letter
from formsvc.texts import LANGUAGES

TEMPLATES = Path(__file__).parents[2] / "letter_templates"


@pytest.mark.libreoffice
def test_every_letter_becomes_pages(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("no LibreOffice: install the package `libreoffice-writer`")
    letters = []
    for kind in KINDS:
        for language in LANGUAGES:
            letters.append(tmp_path / f"{kind}-{language}.docx")
            letters[-1].write_bytes(render_letter(kind, example_facts(kind, language), language, TEMPLATES))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, letters)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert [letter.name for letter in letters if not letter.with_suffix(".pdf").stat().st_size > 5_000] == []
