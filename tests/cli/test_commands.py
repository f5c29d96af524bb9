"""The command line that other programs call: shapes, exit codes, one line on stderr."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from formsvc.answers import CODES
from formsvc.cli import main
from tests.fixtures.forms_folder import FormsFolder

Run = Callable[..., tuple[int, str, str]]
TEXT = "4. Krav\n\n• Plan for tiltaket\n\n• Budsjett\n"
REQUIREMENTS = """
[[requirement]]
point = "4"
item = "bullet 1"
wording = "Plan for tiltaket"
carried_by = ["field:application.years"]
"""
ANSWERS: dict[str, Any] = {"years": "1", "target.helped": 80}


@pytest.fixture
def run(forms_folder: FormsFolder, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the small scheme: exit code, stdout, stderr."""

    def command(*arguments: object) -> tuple[int, str, str]:
        code = main(["--forms", str(forms_folder.path), *map(str, arguments)])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return command


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[str, Any], Path]:
    """A JSON file with this content."""

    def save(name: str, content: Any) -> Path:
        file = tmp_path / name
        file.write_text(json.dumps(content), encoding="utf-8")
        return file

    return save


def test_schemes_with_editions_and_forms(run: Run) -> None:
    code, out, _ = run("schemes", "--json")

    assert code == 0
    edition = {"edition": "2026", "open": True, "forms": ["application", "report"]}
    assert json.loads(out) == [{"scheme": "eksempel", "editions": [edition]}]
    assert run("schemes")[1] == "eksempel 2026 (open): application, report\n"


def test_export_has_the_shape_of_the_contract(run: Run) -> None:
    code, out, _ = run("export", "eksempel")
    exported = json.loads(out)

    assert code == 0
    assert set(exported) == {
        "scheme", "edition", "revision", "title", "code", "grant_administrator", "appeal", "applicants", "forms",
        "indicators", "assessment", "rules",
    }  # fmt: skip
    assert exported["forms"]["report"]["due"] == "04-01"
    field = exported["forms"]["application"]["sections"][0]["fields"][1]
    assert set(field) == {
        "id", "type", "unit", "label", "help", "required", "required_when", "visible_when", "options", "columns",
        "source",
    }  # fmt: skip
    assert field["visible_when"] == {"equals": {"field": "years", "value": "3"}}
    assert exported["assessment"]["categories"][0]["weight"] == 60
    assert exported["indicators"][0]["source"] == {"point": "10", "item": "row 1", "quote": None}


def test_jsonschema_is_one(run: Run) -> None:
    code, out, _ = run("jsonschema", "eksempel", "application", "--edition", "2026")
    schema = json.loads(out)

    assert code == 0
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["required"] == ["years", "target.helped"]


def test_validate_says_what_is_wrong_in_both_languages(run: Run, saved: Callable[[str, Any], Path]) -> None:
    code, out, _ = run(
        "validate", "eksempel", "application", saved("a.json", {**ANSWERS, "target.helped": 101, "x": "å"})
    )
    told = json.loads(out)

    assert (code, told["valid"], told["warnings"]) == (1, False, [])
    assert [(error["field"], error["code"]) for error in told["errors"]] == [
        ("target.helped", "too_large"),
        ("x", "unknown_field"),
    ]
    assert told["errors"][0]["message"] == {
        "nb": "Tallet i «Måltall: Andel som fikk hjelp» er for høyt. Skriv 100 eller mindre.",
        "nn": "Talet i «Måltal: Del som fekk hjelp» er for høgt. Skriv 100 eller mindre.",
    }
    assert run("validate", "eksempel", "application", saved("b.json", ANSWERS))[0] == 0


def test_a_report_is_held_against_its_application(run: Run, saved: Callable[[str, Any], Path]) -> None:
    application, report = saved("a.json", ANSWERS), saved("r.json", {"result.helped": 55})

    code, out, _ = run("validate", "eksempel", "report", report, "--application", application)
    assert (code, json.loads(out)["errors"][0]["field"]) == (1, "deviation.helped")

    code, out, _ = run("validate", "eksempel", "report", report)
    assert (code, [warning["code"] for warning in json.loads(out)["warnings"]]) == (0, ["not_compared"])


def test_half_a_character_in_the_answers_comes_out_as_json(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('{"years": "1", "target.helped": 80, "\\ud800": 1}', encoding="utf-8")
    code, out, _ = run("validate", "eksempel", "application", file)
    assert (code, json.loads(out)["errors"][0]["code"]) == (1, "unknown_field")


def test_codes_are_those_of_the_rule_engine(run: Run) -> None:
    code, out, _ = run("codes", "--json")
    listed = {one["code"]: one for one in json.loads(out)}

    assert code == 0
    assert set(listed) == set(CODES)
    assert listed["check_failed"]["beyond_schema"] is True
    assert listed["wrong_type"]["beyond_schema"] is False
    assert listed["not_compared"]["severity"] == "warning"
    assert all(set(one["message"]) == {"nb", "nn"} for one in listed.values())


def test_trace_with_the_official_text(run: Run, forms_folder: FormsFolder, tmp_path: Path) -> None:
    forms_folder.write("eksempel/2026/requirements.toml", REQUIREMENTS)
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")

    assert run("trace", "eksempel")[0] == 0
    code, out, _ = run("trace", "eksempel", "--text", text, "--json")
    assert (code, json.loads(out)["missing"]) == (1, [{"point": "4", "item": "bullet 2", "text": "Budsjett"}])
    assert "NOT LISTED 4 bullet 2: Budsjett" in run("trace", "eksempel", "--text", text)[1]


def test_check_prints_one_finding_a_line(run: Run, forms_folder: FormsFolder) -> None:
    assert run("check") == (0, "", "")

    forms_folder.replace("eksempel/2026/assessment.toml", "weight = 60", "weight = 50")
    forms_folder.replace("eksempel/2026/application.toml", 'title = { nb = "Søknad"', 'title = { nb = ""')
    code, out, _ = run("check")
    assert code == 1
    assert out == "forms/eksempel/2026/application.toml: title.nb: empty\n"

    forms_folder.replace("eksempel/2026/application.toml", 'title = { nb = ""', 'title = { nb = "Søknad"')
    assert run("check")[1] == "forms/eksempel/2026/assessment.toml: category.weight: the weights sum to 90, not 100\n"


def test_lock_and_what_breaks_it(run: Run, forms_folder: FormsFolder) -> None:
    assert run("lock", "eksempel") == (0, "eksempel 2026 is locked at revision 1\n", "")
    assert (forms_folder.path / "eksempel/2026/edition.lock").is_file()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["fly"], "invalid choice: 'fly'"),
        (["export", "none"], "there is no scheme 'none'; there are: eksempel"),
        (["export", "eksempel", "--edition", "1999"], "eksempel has no edition '1999'; it has: 2026"),
        (["jsonschema", "eksempel", "renewal"], "eksempel has no form 'renewal'; it has: application, report"),
        (["validate", "eksempel", "application", "/no/such.json"], "/no/such.json: No such file"),
        (["trace", "eksempel", "--text", "/no/such.txt"], "/no/such.txt: No such file"),
        (["--forms", "/no/such/folder", "schemes"], "/no/such/folder: no such folder of definitions"),
        (["letter", "poem", "--out", "x.docx"], "poem"),
        (["letter", "award"], "letter needs --out X.docx"),
        (["read-report", "/no/such.pdf", "eksempel"], "/no/such.pdf: No such file"),
    ],
)
def test_a_complaint_is_one_line_and_exit_code_2(run: Run, arguments: list[str], complaint: str) -> None:
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert complaint in err
    assert err.startswith("formsvc: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"{", "not JSON"),
        (b"[1, 2]", "must be a JSON object"),
        (b"\xff\xfe", "not UTF-8 text"),
        (b'{"years": NaN}', "NaN is not a JSON number"),
        (b'{"years": "1", "years": "3"}', "the key 'years' stands twice"),
        (b'{"a": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"a": ' + b"1" * 5000 + b"}", "not JSON"),
    ],
)
def test_answers_that_cannot_be_read(run: Run, tmp_path: Path, content: bytes, complaint: str) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(content)
    code, out, err = run("validate", "eksempel", "application", file)

    assert (code, out) == (2, "")
    assert complaint in err


def test_a_broken_definition_stops_every_command_but_check(run: Run, forms_folder: FormsFolder) -> None:
    forms_folder.replace("eksempel/2026/application.toml", 'field = "years"', 'field = "year"')

    code, _, err = run("export", "eksempel")
    assert code == 2
    assert "application.toml: section[plan].field[why_three].visible_when.equals: unknown field 'year'" in err
    assert run("check")[0] == 1


@pytest.mark.parametrize(
    ("facts", "complaint"), [({"amount": 1}, "unknown fact 'amount'"), ({"granted_amount": "mye"}, "must be a number")]
)
def test_facts_of_a_case_are_known_numbers(
    run: Run, saved: Callable[[str, Any], Path], facts: dict[str, Any], complaint: str
) -> None:
    answers = saved("a.json", ANSWERS)
    code, _, err = run("validate", "eksempel", "application", answers, "--case", saved("case.json", facts))
    assert (code, complaint in err) == (2, True)


def test_a_kind_of_applicant_is_one_of_the_eight(run: Run, saved: Callable[[str, Any], Path]) -> None:
    answers = saved("a.json", ANSWERS)
    assert run("validate", "eksempel", "application", answers, "--applicant", "municipality")[0] == 0
    assert run("validate", "eksempel", "application", answers, "--applicant", "club")[0] == 2


def test_an_application_is_only_for_forms_based_on_one(run: Run, saved: Callable[[str, Any], Path]) -> None:
    answers = saved("a.json", ANSWERS)
    code, _, err = run("validate", "eksempel", "application", answers, "--application", answers)
    assert (code, "is not based on an application" in err) == (2, True)


def test_a_letter_is_written_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "letter.docx"
    assert run("letter", "award", "--out", out)[0] == 0
    assert out.read_bytes()[:2] == b"PK"
    assert run("letter", "award", "--out", tmp_path / "none" / "letter.docx")[0] == 2
    assert list(tmp_path.glob("*.part")) == []


def test_example_facts_make_a_letter(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(run("letter", "refusal", "--example", "--language", "nn")[1], encoding="utf-8")

    Draft202012Validator.check_schema(json.loads(run("letter", "refusal", "--schema")[1]))
    assert run("letter", "refusal", "--facts", facts, "--out", tmp_path / "x.docx")[0] == 0
