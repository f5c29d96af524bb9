"""A letter that lacks what it must hold is not issued, and the message says what is missing."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from formsvc.letters import LetterFacts, LetterIncomplete, Library, example_facts, render_letter
from formsvc.letters.facts import DecisionFacts
from formsvc.letters.verify import BadRequirements, LetterUnreadable, Requirements
from formsvc.texts import Language, text
from tests.letters.documents import saved, written
from tests.letters.variants import changed

TEMPLATES = Path(__file__).parents[2] / "letter_templates"
REQUIREMENTS = Requirements(TEMPLATES / "requirements.toml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the templates that a test may spoil."""
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))


def emptied(path: Path, *keeping: str) -> None:
    """Leave a template or block with these paragraphs only."""
    path.write_bytes(written(*keeping))


def missing(folder: Path, kind: str, language: Language = "nb") -> set[str]:
    """What a letter from these templates lacks."""
    with pytest.raises(LetterIncomplete) as found:
        render_letter(kind, example_facts(kind, language), language, folder)
    return {one.id for one in found.value.missing}


@pytest.mark.parametrize(
    ("block", "lacks"),
    [
        ("appeal", {"appeal", "how_to_appeal", "deferral"}),
        ("access", {"access_of_a_party", "access_of_all"}),
        ("signature", {"signature", "approved_electronically"}),
        ("control", {"control"}),
        ("reactions", {"reactions"}),
        ("multi-year", {"multi_year_amounts", "renewal", "multi_year_reservation"}),
    ],
)
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_an_emptied_block_stops_the_grant_letter(folder: Path, block: str, lacks: set[str], language: Language) -> None:
    emptied(folder / language / "blocks" / f"{block}.docx", "Tomt")
    assert missing(folder, "grant", language) == lacks


def test_an_empty_letter_lacks_everything_that_its_kind_must_hold(folder: Path) -> None:
    emptied(folder / "nb" / "refusal.docx", "Hei")
    needed = {one.id for one in REQUIREMENTS.of("refusal")} - {"no_appeal", "no_word_of_appeal", "no_enkeltvedtak"}
    assert missing(folder, "refusal") == needed


def test_the_message_names_what_is_missing_in_the_letter_s_language(folder: Path) -> None:
    emptied(folder / "nn" / "blocks" / "appeal.docx", "Tomt")
    with pytest.raises(LetterIncomplete) as found:
        render_letter("award", example_facts("award", "nn"), "nn", folder)
    message = text("error.letter_incomplete", "nn", **found.value.params)
    assert "retten til å be om utsett iverksetjing" in message


def test_a_promise_of_appeal_where_there_is_none_stops_the_letter(folder: Path) -> None:
    template = folder / "nb" / "refusal.docx"
    document = Document(str(template))
    document.add_paragraph("Send klagen til oss innen tre uker.")
    template.write_bytes(saved(document))
    facts = example_facts("refusal").model_copy(update={"appeal": None})
    with pytest.raises(LetterIncomplete) as found:
        render_letter("refusal", facts, "nb", folder)
    assert [one.id for one in found.value.missing] == ["no_appeal", "no_word_of_appeal"]


@pytest.mark.parametrize(
    ("reason", "stopped"),
    [
        ("Vedtaket er et enkeltvedtak.", ["no_enkeltvedtak"]),
        ("Klagefristen er tre uker.", ["no_word_of_appeal"]),
        ("Vi beklager at svaret er sent.", []),
    ],
)
def test_no_word_of_appeal_stands_where_there_is_none(reason: str, stopped: list[str]) -> None:
    facts = no_appeal({"decision": {"reasons": (reason,)}})
    docx = Library(TEMPLATES).render("refusal", facts, "nb")
    if not stopped:
        REQUIREMENTS.verify(docx, "refusal", facts, "nb")
        return
    with pytest.raises(LetterIncomplete) as found:
        REQUIREMENTS.verify(docx, "refusal", facts, "nb")
    assert [one.id for one in found.value.missing] == stopped


def test_a_measure_may_have_the_word_in_its_own_name() -> None:
    render_letter("refusal", no_appeal({"case": {"title": "Klagesang for kor"}}), "nb", TEMPLATES)


def no_appeal(changes: dict[str, Any]) -> LetterFacts:
    """Facts of a refusal of a scheme that gives no right to appeal."""
    example = example_facts("refusal")
    return type(example).model_validate(changed(example.model_dump(), {"appeal": None, **changes}))


def test_a_changed_amount_in_the_file_is_noticed() -> None:
    facts = example_facts("award")
    docx = Library(TEMPLATES).render("award", facts, "nb")
    other = facts.model_copy(update={"multi_year": None, "decision": facts.decision.model_copy(update={"amount": 9})})  # type: ignore[attr-defined]
    with pytest.raises(LetterIncomplete) as found:
        REQUIREMENTS.verify(docx, "award", other, "nb")
    assert [one.id for one in found.value.missing] == ["amount"]


def test_values_that_xml_cannot_hold_or_that_break_lines_are_found_as_they_stand_in_the_letter() -> None:
    facts = example_facts("refusal").model_dump()
    odd = ("Første\nlinje\r\n\tandre  linje", "Med \x07 tegn & <b>", " foran ")
    changed = DecisionFacts.model_validate({**facts, "decision": {**facts["decision"], "reasons": odd}})
    render_letter("refusal", changed, "nb", TEMPLATES)


def test_a_file_that_is_no_letter_is_told() -> None:
    with pytest.raises(LetterUnreadable):
        REQUIREMENTS.verify(b"nothing", "award", example_facts("award"), "nb")


@pytest.mark.parametrize("content", ["", "[[requirement]]\nid = 1", "not toml", "[[requirement]]\nid = 'a'"])
def test_a_faulty_list_of_requirements_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "requirements.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadRequirements):
        Requirements(path)


def test_a_misspelt_field_in_the_requirements_is_told(folder: Path) -> None:
    path = folder / "requirements.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("signature.caseworker", "signature.caseworkr"), encoding="utf-8"
    )
    with pytest.raises(BadRequirements, match="caseworkr"):
        render_letter("award", example_facts("award"), "nb", folder)


def test_every_requirement_has_a_source_and_every_kind_has_requirements() -> None:
    assert all(one.source and (one.values or one.words) for one in REQUIREMENTS.all)
    assert len({one.id for one in REQUIREMENTS.all}) == len(REQUIREMENTS.all)
