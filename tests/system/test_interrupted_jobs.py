"""Letters of a whole call are being sent, and the machine dies again and again: nothing is lost, nothing sent twice."""

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from formsvc.config import Settings
from formsvc.services.mail import Outbox
from formsvc.services.propose_decision import Proposal
from formsvc.services.start_batch import start_batch
from formsvc.storage.batches import find_batch, items_of
from formsvc.storage.cases import find_case, stored_events
from formsvc.storage.database import Database
from formsvc.storage.documents import documents_of
from formsvc.storage.outbox import has_mail
from tests.fixtures.cases import REASON, approve, sent_case
from tests.fixtures.example import START, Example
from tests.fixtures.incoming import outcomes, upload_all
from tests.fixtures.old_reports import LINES, report_pdf
from tests.fixtures.reporting import accepted_case

PROGRAM = Path(__file__).with_name("interrupted_jobs.py")
CASES = 5
DEATHS = [
    ("before-commit", 2),  # the case is sent but not committed
    ("after-commit", 2),  # committed, its notices not handed over
    ("half-mail", 1),
    ("mail-written", 2),  # its file is there, its row too
    ("step-taken", 1),  # all is done, and the engine does not know
]


@pytest.fixture
def settings(example_file: Path, tmp_path: Path) -> Settings:
    """An installation with the example data, without LibreOffice."""
    shutil.copyfile(example_file, tmp_path / "formsvc.sqlite3")
    return Settings.from_env({"FORMSVC_MODE": "development", "FORMSVC_DATA": str(tmp_path), "SOFFICE": "none"})


def run_jobs(settings: Settings, where: str, number: int) -> int:
    """The jobs in a process of their own; gives its exit code."""
    environ = {"FORMSVC_MODE": "development", "FORMSVC_DATA": str(settings.data_dir), "SOFFICE": "none"}
    return subprocess.run(
        [sys.executable, "-W", "error", PROGRAM, where, str(number)], env=os.environ | environ, check=False, timeout=60
    ).returncode


def begun(settings: Settings) -> tuple[int, list[int]]:
    """A batch of approved cases: its id and theirs."""
    database = Database(settings.database_url)
    example = Example(database)
    with example.session() as session:
        cases = [sent_case(session, example) for _ in range(CASES)]
        for case in cases:
            approve(session, example, case, Proposal("award", 1_650_000, 1, REASON))
        ids = [case.id for case in cases]
        batch = start_batch(session, example.actor("caseworker"), cases[0].call_id, ids, START)
    database.close()
    return batch.id, ids


def test_dying_loses_nothing_and_sends_nothing_twice(settings: Settings) -> None:
    batch_id, case_ids = begun(settings)

    died = [run_jobs(settings, where, number) for where, number in DEATHS]
    ended = run_jobs(settings, "never", 0)

    assert died == [-signal.SIGKILL] * len(DEATHS)
    assert ended == 0
    database = Database(settings.database_url)
    with database.session() as session:
        cases = [case for case_id in case_ids if (case := find_case(session, case_id))]
        events = {case.id: Counter(row.name for row in stored_events(session, case)) for case in cases}
        letters = {case.id: Counter(one.kind for one in documents_of(session, case)) for case in cases}
        batch = find_batch(session, batch_id)
        assert batch
        assert batch.finished_at
        assert {item.status for item in items_of(session, batch_id)} == {"sent"}
        assert not has_mail(session)
    database.close()
    assert {(counted["DecisionDispatched"], counted["LetterIssued"]) for counted in events.values()} == {(1, 2)}
    assert list(letters.values()) == [Counter(award=1, grant=1)] * CASES
    members = ("soker1@lyttende.example", "soker2@lyttende.example")
    assert notices(settings) == Counter((person, case_id) for person in members for case_id in case_ids)


def test_dying_while_reports_are_read_keeps_each_once(settings: Settings) -> None:
    database = Database(settings.database_url)
    example = Example(database)
    lines = [("Andel medarbeidere som har fått opplæring siste år (%): " + str(value),) for value in (71, 72, 73)]
    with example.session() as session:
        case = accepted_case(session, example)
        upload_all(
            session, example, case, {f"{n}.pdf": report_pdf((*LINES[:2], *more)) for n, more in enumerate(lines)}
        )

    died = [run_jobs(settings, *death) for death in (("before-commit", 2), ("after-commit", 4))]
    ended = run_jobs(settings, "never", 0)

    assert died == [-signal.SIGKILL] * 2
    assert ended == 0
    with example.session() as session:
        assert outcomes(session, case) == {f"{n}.pdf": ("ready", None) for n in range(3)}
        assert Counter(row.name for row in stored_events(session, case))["LegacyReportRead"] == 3
        assert [one.kind for one in documents_of(session, case)] == ["legacy-report"] * 3
    database.close()


def notices(settings: Settings) -> Counter[tuple[str, int]]:
    """Who has been told of which case, and how many times."""
    files = Outbox(settings.outbox_dir, settings.mail_from).waiting()
    messages = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    return Counter((mail["To"], int(mail.get_content().rpartition("/")[2].split()[0])) for mail in messages)
