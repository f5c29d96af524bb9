"""What operators do: let a grant administrator in, import a register, walk the example data."""

import re
import tomllib
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy.orm import Session

from formsvc.app import create_app
from formsvc.cli import main
from formsvc.config import Settings
from formsvc.services.issue_receipt import issue_receipt
from formsvc.services.judge_proposal import confirm_value
from formsvc.services.load_example_data import load_example_data
from formsvc.services.review_legacy_report import review_legacy_report
from formsvc.services.upload_legacy_report import read_pdf, upload_legacy_report
from formsvc.storage.database import Database
from formsvc.storage.models import Case
from formsvc.storage.registers import latest_answer
from tests.fixtures.cases import sent_case
from tests.fixtures.example import START, Example, StrictClient
from tests.fixtures.old_reports import LINES, report_pdf
from tests.fixtures.reporting import accepted_case, year_of


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation of its own."""
    chosen = {"FORMSVC_MODE": "development", "FORMSVC_DATA": str(tmp_path / "data")}
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)
    return Settings.from_env(chosen)


def test_a_new_installation_lets_its_first_administrator_in(
    installation: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["invite-administrator", "helsedirektoratet", "Leder@Forvalter.example"]) == 0
    link = re.search(r"http://127\.0\.0\.1:8000(/invitasjon/\S+)", capsys.readouterr().out)
    assert link
    app = create_app(installation)
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = StrictClient
    browser = app.test_client()
    answer = browser.post(link[1], data={"name": "Administrator 1", "password": "en lang nok setning"})
    assert answer.headers["Location"] == "/admin"
    assert "Helsedirektoratet" in browser.get("/admin", follow_redirects=True).text
    assert len(list(installation.outbox_dir.glob("*.eml"))) == 1
    app.extensions["database"].close()


@pytest.mark.parametrize(
    ("key", "email", "code"), [("ukjent", "a@b.example", 2), ("helsedirektoratet", "ikke en adresse", 1)]
)
def test_an_unknown_administrator_or_address_is_one_line(
    capsys: pytest.CaptureFixture[str], key: str, email: str, code: int
) -> None:
    assert main(["invite-administrator", key, email]) == code
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    "content",
    [
        "organisasjonsnummer;navn;innfoertDato\n310012114;Eksempelforeningen;2014-03-12\n",
        "\ufefforganisasjonsnummer,innfoertDato\n310 012 114,2014-03-12\n",
        '[{"organisasjonsnummer": "310012114", "innfoertDato": "2014-03-12"}]',
    ],
)
def test_a_registers_file_is_kept_with_its_source(installation: Settings, tmp_path: Path, content: str) -> None:
    file = tmp_path / "totalbestand.txt"
    file.write_text(content, encoding="utf-8")
    assert main(["import-register", str(file)]) == 0
    database = Database(installation.database_url)
    with database.session() as session:
        answer = latest_answer(session, "310012114", "voluntary")
        assert answer
        assert (answer.found, answer.registered_on, answer.source) == (True, "2014-03-12", "totalbestand.txt")
        assert latest_answer(session, "310023221", "voluntary") is None
    database.close()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"organisasjonsnummer\n310012114\n310012115\n", 1),
        (b"organisasjonsnummer;innfoertDato\n310012114;i fjor\n", 1),
        (b"navn\nEksempel\n", 2),
        (b"", 2),
        (b"[1, 2]", 2),
        (b"{", 2),
        (b"\xff\xfe\x00", 2),
    ],
)
def test_a_bad_registers_file_leaves_nothing(
    installation: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, code: int
) -> None:
    file = tmp_path / "register.csv"
    file.write_bytes(content)
    assert main(["import-register", str(file)]) == code
    assert len(capsys.readouterr().err.splitlines()) == 1
    database = Database(installation.database_url)
    with database.session() as session:
        assert latest_answer(session, "310012114", "voluntary") is None
    database.close()


def test_a_registers_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import-register", "finnes-ikke.csv"]) == 2
    assert capsys.readouterr().err.startswith("formsvc: finnes-ikke.csv")


def test_the_demo_walks_to_letters_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["demo", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    for words in (
        "proposed award",
        "proposed partial-award",
        "proposed refusal",
        "proposed dismissal",
        "accepted the",
        "sent the annual report",
    ):
        assert words in said
    letters = sorted(out.glob("*/*.docx"))
    assert {letter.stem.split(" ", 2)[2] for letter in letters} >= {
        "Vedtaksbrev om tilskudd", "Tilskuddsbrev", "Tilskotsbrev", "Vedtaksbrev om avslag", "Vedtaksbrev om avvisning",
    }  # fmt: skip
    for letter in letters:
        assert Document(str(letter)).paragraphs
    assert all(str(letter) in said for letter in letters)


def test_the_demo_needs_a_folder_to_write_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    assert main(["demo", "--out", str(tmp_path / "out")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_letters_are_verified_and_a_changed_one_is_told(
    installation: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    installation.data_dir.mkdir()
    example = Example(Database(installation.database_url))
    example.database.migrate()
    with example.session() as session:
        assert load_example_data(session, installation.forms_dir, START)
        case = sent_case(session, example)
        document = issue_receipt(session, example.actor("leader"), example.office, case.id, START)
        assert document
        assert main(["verify-letters"]) == 0
        assert document.facts
        document.facts = {**document.facts, "case": {**document.facts["case"], "title": "Et annet tiltak"}}
        session.commit()
        assert main(["verify-letters"]) == 1
    example.database.close()

    sound, changed, count = capsys.readouterr().out.splitlines()
    assert sound.endswith("letters, 0 that differ")
    assert changed == f"{case.number} document {document.number}: differs in word/document.xml"
    assert count.endswith("letters, 1 that differ")


def test_what_people_confirmed_becomes_aliases(installation: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    installation.data_dir.mkdir()
    example = Example(Database(installation.database_url))
    example.database.migrate()
    with example.session() as session:
        assert load_example_data(session, installation.forms_dir, START)
        case = accepted_case(session, example)
        other_words = "Del av medarbeidarane som fekk opplæring siste år (%): 95"
        _judge_as_read(session, example, case, report_pdf((*LINES[:2], other_words, *LINES[4:])))
    example.database.close()

    assert main(["corrections", case.call.scheme]) == 0

    said = capsys.readouterr().out
    learned = tomllib.loads(said)
    assert learned["training_share"]["aliases"] == ["Del av medarbeidarane som fekk opplæring siste år (%)"]
    assert 'siste år (%)",  # confirmed 1' in said
    assert "privacy_routines" not in learned


def _judge_as_read(session: Session, example: Example, case: Case, pdf: bytes) -> None:
    """Upload a report and confirm what was read."""
    scheme, actor = example.schemes.get(case.call.scheme, case.call.edition), example.actor("caseworker")
    read = read_pdf("rapport.pdf", pdf, scheme, "report")
    kept = upload_legacy_report(
        session, actor, example.office, case.id, year_of(case), read, keep_unread=False, at=START
    )
    where = (session, actor, example.office, case.id, kept.document.number)
    for item in review_legacy_report(*where).items:
        if item.value is not None:
            confirm_value(*where, item.place, item.value, START)
