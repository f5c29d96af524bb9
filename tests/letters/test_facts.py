"""Facts from a file, example facts, law references by date, and the list of merge fields."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from formsvc.kernel.identifiers import parse_account, parse_orgnr
from formsvc.letters import (
    KINDS,
    GrantFacts,
    InvalidFacts,
    UnknownLetterKind,
    example_facts,
    facts_schema,
    laws_on,
    read_facts,
    template_checksum,
)
from formsvc.letters.merge_fields import merge_fields, with_table
from formsvc.texts import LANGUAGES, text
from tests.letters.documents import written

TEMPLATES = Path(__file__).parents[2] / "letter_templates"


@pytest.mark.parametrize("kind", KINDS)
def test_example_facts_fit_their_json_schema(kind: str) -> None:
    schema = facts_schema(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(example_facts(kind).model_dump_json()), schema)


@pytest.mark.parametrize("language", LANGUAGES)
def test_example_numbers_have_valid_check_digits(language: str) -> None:
    facts = example_facts("grant", "nn" if language == "nn" else "nb")
    assert isinstance(facts, GrantFacts)
    parse_orgnr(facts.recipient.orgnr)
    parse_orgnr(facts.administrator.orgnr)
    parse_account(facts.acceptance.account or "")


def test_what_people_wrote_stands_in_the_letter_s_language() -> None:
    nb, nn = example_facts("award", "nb"), example_facts("award", "nn")
    assert isinstance(nb, GrantFacts)
    assert isinstance(nn, GrantFacts)
    assert "målgruppen" in str(nb.decision.reasons[0])
    assert "målgruppa" in str(nn.decision.reasons[0])


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"decision": {}}, "decision.outcome"),
        ({"hacked": True}, "hacked"),
        ({"dated": "i går"}, "dated"),
        ({"recipient": {"name": "", "orgnr": "974760673", "address": ["a"]}}, "recipient.name"),
    ],
)
def test_faulty_facts_are_told_with_their_place(change: dict[str, object], place: str) -> None:
    data = json.loads(example_facts("refusal").model_dump_json()) | change
    with pytest.raises(InvalidFacts) as found:
        read_facts("refusal", json.dumps(data))
    assert found.value.params["place"] == place


def test_years_that_do_not_begin_with_the_decision_are_refused() -> None:
    data = json.loads(example_facts("grant").model_dump_json())
    data["multi_year"]["years"][0]["amount"] += 1
    with pytest.raises(InvalidFacts, match="with the amount decided"):
        read_facts("grant", json.dumps(data))


@pytest.mark.parametrize("content", ["", "hei", "[]", b"\xff\xfe", "null"])
def test_what_is_not_facts_is_told(content: str | bytes) -> None:
    with pytest.raises(InvalidFacts, match="whole file"):
        read_facts("award", content)


def test_an_unknown_kind_is_told_with_the_known_ones() -> None:
    with pytest.raises(UnknownLetterKind) as found:
        example_facts("love-letter")
    assert "partial-award" in text("error.unknown_letter_kind", "nb", **found.value.params)


def test_law_references_follow_the_date() -> None:
    assert laws_on(date(2026, 11, 22)).appeal == "28 til 32"


def test_every_kind_has_a_title_in_both_languages() -> None:
    for kind in KINDS:
        assert all(text(f"letters.title.{kind}", language) for language in LANGUAGES)


def test_the_list_of_merge_fields_is_current() -> None:
    readme = (TEMPLATES / "README.md").read_text(encoding="utf-8")
    assert readme == with_table(readme), "run: python -m formsvc.letters.merge_fields letter_templates/README.md"


def test_every_merge_field_has_a_meaning() -> None:
    for kind in KINDS:
        assert [field.path for field in merge_fields(kind).values() if not field.meaning] == []


def test_a_template_s_version_changes_with_it_and_with_its_blocks(tmp_path: Path) -> None:
    hei, hoi = (written(reason, '{%p include "a" %}') for reason in ("Hei", "Hoi"))
    du, de = written("Du"), written("De")

    def version(name: str, docx: bytes, block: bytes) -> str:
        folder = tmp_path / name / "nb"
        (folder / "blocks").mkdir(parents=True)
        (folder / "refusal.docx").write_bytes(docx)
        (folder / "blocks" / "a.docx").write_bytes(block)
        (folder.parent / "requirements.toml").write_text("requirement = []", encoding="utf-8")
        return template_checksum("refusal", "nb", folder.parent)

    assert version("first", hei, du) == version("same", hei, du)
    assert len({version("a", hei, du), version("b", hoi, du), version("c", hei, de)}) == 3
