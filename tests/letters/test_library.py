"""A changed template is in use with the next letter; what did not change is not compiled again."""

import shutil
from pathlib import Path

import pytest

from formsvc.letters import Library, TemplateFault, example_facts, open_library, render_letter
from formsvc.letters.library import _Compiled
from formsvc.letters.parts import Blocks
from formsvc.letters.reading import read_letter
from tests.letters.documents import changed, written

TEMPLATES = Path(__file__).parents[2] / "letter_templates"
BODY = "word/document.xml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the templates that a test may change."""
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))


def text_of(library: Library) -> str:
    return read_letter(library.render("refusal", example_facts("refusal"), "nb")).text


def test_a_changed_template_is_in_use_without_a_restart(folder: Path) -> None:
    before = open_library(folder)
    assert open_library(folder) is before
    assert "Helt ny" not in text_of(before)
    path = folder / "nb" / "refusal.docx"
    path.write_bytes(changed(path.read_bytes(), BODY, "<w:body>", "<w:body><w:p><w:r><w:t>Helt ny</w:t></w:r></w:p>"))
    assert "Helt ny" in text_of(open_library(folder))


def test_a_changed_block_is_in_use_in_every_letter_that_has_it(folder: Path) -> None:
    open_library(folder).template("refusal", "nb")
    (folder / "nb" / "blocks" / "contact.docx").write_bytes(written("Ring oss på {{ call.contact.phone }}."))
    assert "Ring oss på" in text_of(open_library(folder))


def test_a_deleted_template_is_told_at_once(folder: Path) -> None:
    open_library(folder).template("refusal", "nb")
    (folder / "nb" / "refusal.docx").unlink()
    with pytest.raises(Exception, match="missing_template"):
        render_letter("refusal", example_facts("refusal"), "nb", folder)


def test_a_file_may_stand_in_the_place_of_the_folder_s(folder: Path) -> None:
    docx = (folder / "nb" / "refusal.docx").read_bytes()
    new = changed(docx, BODY, "<w:body>", "<w:body><w:p><w:r><w:t>Fra basen</w:t></w:r></w:p>")
    assert "Fra basen" in text_of(Library(folder, {("nb", "refusal"): new}))
    block = written("Ring oss på {{ call.contact.phone }}.")
    assert "Ring oss på" in text_of(Library(folder, {("nb", "blocks/contact"): block}))
    assert "Ring oss på" not in text_of(Library(folder))


def test_the_same_content_is_compiled_once_wherever_it_lies(folder: Path) -> None:
    template = Library(TEMPLATES).template("refusal", "nb")
    assert Library(folder).template("refusal", "nb") is template
    docx = (TEMPLATES / "nb" / "refusal.docx").read_bytes()
    assert Library(folder, {("nb", "refusal"): docx}).template("refusal", "nb") is template


def test_a_template_keeps_the_blocks_it_was_compiled_with(folder: Path) -> None:
    template, path = open_library(folder).template("refusal", "nb"), folder / "nb" / "blocks" / "contact.docx"
    before = path.read_bytes()
    path.write_bytes(written("Noe annet"))
    assert template.files["blocks/contact"] == before
    assert template.files["refusal"] == (folder / "nb" / "refusal.docx").read_bytes()
    assert open_library(folder).checksum("refusal", "nb") != template.checksum


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Compiled, "MOST", 2)
    kept, blocks = _Compiled(), Blocks("nb", lambda _: None)
    files = [written(f"Nr. {number}") for number in range(3)]
    made = [kept.of("refusal", "nb", file, blocks) for file in files]
    assert kept.of("refusal", "nb", files[2], blocks) is made[2]
    assert len(kept._kept) == 2


def test_a_faulty_template_is_told_again_until_it_is_mended(folder: Path) -> None:
    faulty = {("nb", "refusal"): written("{{ feil }}")}
    for _ in range(2):
        with pytest.raises(TemplateFault):
            Library(folder, faulty).template("refusal", "nb")  # type: ignore[arg-type]
