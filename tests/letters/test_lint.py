"""Faults in a folder of templates are told with file, place and reason."""

import shutil
from pathlib import Path

import pytest

from formsvc.letters import KINDS, Finding, lint_templates
from tests.letters.documents import changed, written

TEMPLATES = Path(__file__).parents[2] / "letter_templates"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the templates that a test may spoil."""
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))


def spoiled(path: Path, old: str, new: str) -> None:
    path.write_bytes(changed(path.read_bytes(), "word/document.xml", old, new))


def only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, findings
    return findings[0]


def test_a_misspelt_merge_field(folder: Path) -> None:
    spoiled(folder / "nb" / "grant.docx", "{{ scheme.purpose }}", "{{ scheme.porpose }}")
    finding = only(lint_templates(folder))
    assert finding.file == "nb/grant.docx"
    assert "«{{ scheme.porpose }}»" in finding.key
    assert finding.reason == "unknown field 'scheme.porpose': scheme has no 'porpose'"


def test_a_fault_in_a_block_is_told_once_at_the_block(folder: Path) -> None:
    spoiled(folder / "nn" / "blocks" / "contact.docx", "call.contact.phone", "call.contact.fone")
    assert only(lint_templates(folder)).file == "nn/blocks/contact.docx"


def test_a_field_that_one_language_lacks(folder: Path) -> None:
    spoiled(folder / "nn" / "dismissal.docx", "{{ scheme.points.applicants }}", "3")
    assert only(lint_templates(folder))[:2] == ("nn/dismissal.docx", "scheme.points.applicants")


def test_a_template_that_is_missing_or_no_document(folder: Path) -> None:
    (folder / "nb" / "award.docx").unlink()
    (folder / "nn" / "refusal.docx").write_bytes(b"%PDF-1.7")
    assert [(one.file, one.reason.partition(":")[0]) for one in lint_templates(folder)] == [
        ("nb/award.docx", "this template is missing"),
        ("nn/refusal.docx", "not_a_word_document"),
    ]


def test_mandatory_content_that_the_template_does_not_have(folder: Path) -> None:
    (folder / "nb" / "blocks" / "signature.docx").write_bytes(written("Hilsen oss"))
    findings = [one for one in lint_templates(folder) if "lacks what it must hold" in one.reason]
    assert {one.file for one in findings} == {f"nb/{kind}.docx" for kind in KINDS if kind != "receipt"}
    assert all("approved_electronically" in one.reason for one in findings)


def test_a_requirement_for_a_kind_that_is_not_there(folder: Path) -> None:
    path = folder / "requirements.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('kinds = ["refusal"]', 'kinds = ["refusl"]'), encoding="utf-8"
    )
    assert only(lint_templates(folder)).reason == "there is no kind of letter 'refusl'"


def test_requirements_that_cannot_be_read(folder: Path) -> None:
    (folder / "requirements.toml").write_text("][", encoding="utf-8")
    assert only(lint_templates(folder)).file == "requirements.toml"
