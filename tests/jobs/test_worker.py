"""The process that runs jobs: one at a time, in touch with nobody, and it does all that waits."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from formsvc.config import BadSetting, Settings
from formsvc.jobs.steps import Steps
from formsvc.jobs.worker import JobsElsewhere, _alone, converter_of, work
from formsvc.services.open_batch import open_batch
from formsvc.services.propose_decision import Proposal
from formsvc.services.start_batch import start_batch
from tests.fixtures.cases import REASON, approve, sent_case
from tests.fixtures.example import START, Example


def settings_of(tmp_path: Path, **more: str) -> Settings:
    return Settings.from_env({"FORMSVC_MODE": "development", "FORMSVC_DATA": str(tmp_path), **more})


def test_a_batch_is_sent_without_a_word_to_anybody(example: Example, example_url: str, tmp_path: Path) -> None:
    """No socket is opened: the guard of the tests would refuse it."""
    settings = settings_of(tmp_path, SOFFICE="none", DATABASE_URL=example_url)
    with example.session() as session:
        case = sent_case(session, example)
        approve(session, example, case, Proposal("refusal", 0, 0, REASON))
        batch = start_batch(session, example.actor("caseworker"), case.call_id, [case.id], START)

    with ThreadPoolExecutor(1) as apart:  # DBOS takes a browser's event loop, if an earlier test left one, for its own
        apart.submit(work, settings, Steps.is_idle).result()

    with example.session(writes=False) as session:
        found = open_batch(session, example.actor("caseworker"), batch.id)
        assert found.is_finished
        assert found.letters == 1
    assert len(list(settings.outbox_dir.glob("*.eml"))) == 2
    assert (tmp_path / "jobs.sqlite3").is_file() == example_url.startswith("sqlite")


def test_two_processes_do_not_run_jobs_side_by_side(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, SOFFICE="none")
    with _alone(tmp_path / "jobs.lock"), pytest.raises(JobsElsewhere):
        work(settings)


def test_libreoffice_is_found_named_or_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", "")
    assert converter_of(settings_of(tmp_path)) is None
    monkeypatch.setenv("PATH", str(tmp_path))
    for more in ({}, {"SOFFICE": str(program)}):
        found = converter_of(settings_of(tmp_path, **more))
        assert found
        assert found.program == program
    assert converter_of(settings_of(tmp_path, SOFFICE="none")) is None
    with pytest.raises(BadSetting, match="SOFFICE"):
        settings_of(tmp_path, SOFFICE=str(tmp_path / "absent"))
