"""Faults in a folder of templates are told with file, place and reason."""

import shutil
from pathlib import Path

import pytest
from docx import Document

from formsvc.letters import KINDS, Finding, Library, TemplateFault, lint_templates
from formsvc.letters.faults import ENGLISH, Flaw, Place
from formsvc.letters.lint import template_flaws
from formsvc.texts import LANGUAGES
from tests.letters.documents import changed, saved, written

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


def test_every_flaw_of_a_template_is_told_with_its_place_and_words(folder: Path) -> None:
    (folder / "nb" / "refusal.docx").write_bytes(
        written(
            "{{ decision..amount }} og {{ recipient.nam }}",
            "{%p if appeal %} borte",
            '{%p include "ukjent" %}',
            "{%p macro hei() %}",
            "I {{ call.yeer }",
        )
    )
    with pytest.raises(TemplateFault) as found:
        Library(folder).template("refusal", "nb")
    told = {(flaw.code, flaw.place.paragraph) for flaw in found.value.flaws}
    assert told >= {("syntax", 1), ("eaten_text", 2), ("unknown_block", 3), ("statement", 4), ("open_tag", 5)}
    assert found.value.flaws == template_flaws(Library(folder), "refusal", "nb")
    for language in LANGUAGES:
        assert all(flaw.in_words(language) for flaw in found.value.flaws)
    assert found.value.flaws[0].place.text == "{{ decision..amount }} og {{ recipient.nam }}"


def test_all_unknown_fields_filters_and_styles_are_told_at_once(folder: Path) -> None:
    document = Document()
    document.styles.add_style("Egen", 1)
    document.add_paragraph("{{ recipient.nam }} {{ scheme.title | finnesikke }} {{ appell }}")
    document.add_paragraph("{{ decision.reasons[0] }}", style="Egen")
    docx = changed(saved(document), "word/styles.xml", 'w:styleId="Egen"', 'w:styleId="Annen"')
    (folder / "nb" / "refusal.docx").write_bytes(docx)
    codes = [flaw.code for flaw in template_flaws(Library(folder), "refusal", "nb")]
    assert sorted(codes) == ["needs_r", "unknown_field", "unknown_filter", "unknown_in", "unknown_style"]


def test_every_flaw_has_words_and_english() -> None:
    place = Place("nb/refusal.docx", "word/document.xml", 1, "Hei")
    params = dict.fromkeys(("tag", "detail", "statement", "filter", "field", "owner", "name", "block", "style"), "x")
    for code in ENGLISH:
        one = Flaw(code, place, {**params, "container": "paragraph", "template": "nb/refusal.docx"})
        assert one.reason
        assert one.in_words("nb") != one.in_words("nn")
