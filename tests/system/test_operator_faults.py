"""What whoever writes a definition or template, or runs a command, gets for each mistake: where and what."""

import json
import runpy
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from formsvc.cli import main
from formsvc.cli.serving import prepare
from formsvc.config import CHECKOUT, Settings
from formsvc.schemes.findings import DefinitionRefused
from tests.fixtures.example import Site
from tests.letters.documents import changed

SCHEME = "samtale-mestring"
EDITION = f"{SCHEME}/2026"
Run = Callable[..., tuple[int, str, str]]
SPOILT = {
    "unknown field in a condition": ("application.toml", 'field = "', 'field = "finnes_ikke_', "finnes_ikke_"),
    "missing nynorsk": ("application.toml", "nn = ", "nx = ", "nn"),
    "weights": ("assessment.toml", "weight = 60", "weight = 61", "weight"),
}


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """A copy of one real scheme, to spoil."""
    for folder in ("common", SCHEME):
        shutil.copytree(CHECKOUT / "forms" / folder, tmp_path / "forms" / folder)
    for file in (CHECKOUT / "forms").glob("*.toml"):
        shutil.copy(file, tmp_path / "forms")
    return tmp_path / "forms"


@pytest.fixture
def run(forms: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the copy: exit code, stdout, stderr."""

    def command(*arguments: object) -> tuple[int, str, str]:
        code = main(["--forms", str(forms), *map(str, arguments)])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return command


def spoil(forms: Path, kind: str) -> tuple[str, str]:
    """Make one mistake in the first place where it can be made; gives the file and what a finding must name."""
    name, old, new, named = SPOILT[kind]
    file = forms / EDITION / name
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new, 1), encoding="utf-8")
    return name, named


@pytest.mark.parametrize("kind", SPOILT)
def test_a_definition_with_a_fault_is_told_by_check_with_file_and_key(forms: Path, run: Run, kind: str) -> None:
    name, named = spoil(forms, kind)
    code, out, _ = run("check")
    assert code == 1
    lines = [line for line in out.splitlines() if name in line]
    assert lines, out
    assert any(named in line for line in lines), out
    assert all(line.count(": ") >= 2 for line in lines), out


@pytest.mark.parametrize("kind", ["unknown field in a condition", "missing nynorsk"])
def test_the_service_does_not_start_on_a_definition_with_a_fault(
    forms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    spoil(forms, kind)
    data = tmp_path / "data"
    environment = {"FORMSVC_MODE": "development", "FORMSVC_DATA": str(data), "FORMS_DIR": str(forms)}
    with pytest.raises(DefinitionRefused):
        prepare(Settings.from_env(environment))
    assert not data.exists()
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(DefinitionRefused):
        runpy.run_module("formsvc.wsgi")


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "finnes-ikke"],
        ["export", SCHEME, "--edition", "1999"],
        ["validate", SCHEME, "finnes-ikke", "/dev/null"],
        ["validate", SCHEME, "application", "/finnes/ikke.json"],
        ["letter", "finnes-ikke", "--example"],
        ["read-report", "/finnes/ikke.pdf", SCHEME],
    ],
)
def test_what_does_not_exist_is_said_on_one_line(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


def test_an_unknown_field_in_answers_is_named(run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "svar.json"
    answers.write_text(json.dumps({"finnes_ikke": 1}), encoding="utf-8")
    code, out, _ = run("validate", SCHEME, "application", answers)
    errors = json.loads(out)["errors"]
    assert code == 1
    assert ("finnes_ikke", "unknown_field") in [(error["field"], error["code"]) for error in errors]


@pytest.mark.parametrize("account", ["97100500013", "00000000000", "9710050001", "12340078906"])
def test_wrong_check_digits_are_found_from_the_command_line_too(run: Run, tmp_path: Path, account: str) -> None:
    answers = tmp_path / "svar.json"
    answers.write_text(json.dumps({"account": account, "orgnr": "974760674"}), encoding="utf-8")
    _, out, _ = run("validate", SCHEME, "application", answers)
    found = {error["field"]: error["code"] for error in json.loads(out)["errors"]}
    assert found["orgnr"] == "invalid_orgnr"


def test_a_misspelt_merge_field_is_told_with_its_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    templates = Path(shutil.copytree(CHECKOUT / "letter_templates", tmp_path / "templates"))
    grant = templates / "nb/grant.docx"
    grant.write_bytes(changed(grant.read_bytes(), "word/document.xml", "{{ scheme.purpose }}", "{{ scheme.porpose }}"))
    assert main(["--templates", str(templates), "check"]) == 1
    assert "nb/grant.docx" in (told := capsys.readouterr().out)
    assert "scheme.porpose" in told
    out = tmp_path / "brev.docx"
    assert main(["--templates", str(templates), "letter", "grant", "--language", "nb", "--out", str(out)]) != 0
    assert not out.exists()


@pytest.mark.parametrize(
    "page",
    ["/admin/1/utlysninger/ny/finnes-ikke/2026/application", f"/admin/1/utlysninger/ny/{SCHEME}/1999/application"],
)
def test_unknown_schemes_and_editions_are_not_found_on_the_pages(site: Site, page: str) -> None:
    answer = site.browser("administrator").get(page)
    assert answer.status_code == 404
    assert site.browser("administrator").post(page, data={"shown": "frame"}).status_code == 404
