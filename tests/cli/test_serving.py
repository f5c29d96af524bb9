"""`formsvc serve`, up to the moment it serves."""

import os
import socket
import subprocess
from collections import Counter
from pathlib import Path
from typing import ClassVar

import pytest
from gunicorn.arbiter import Arbiter

from formsvc.cli import main
from formsvc.cli.serving import PortInUse, _Server, _WithJobs, prepare, serve, welcome
from formsvc.config import Settings
from formsvc.storage.cases import cases_of_administrators
from formsvc.storage.database import Database
from formsvc.storage.people import has_people


def settings(tmp_path: Path, **more: str) -> Settings:
    """Settings of an installation of its own."""
    return Settings.from_env({"FORMSVC_MODE": "development", "FORMSVC_DATA": str(tmp_path / "data"), **more})


def test_the_first_run_fills_the_service_and_says_who_can_log_in(tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    for _ in range(2):
        prepare(chosen)
    database = Database(chosen.database_url)
    with database.session() as session:
        directorate, county = (
            Counter(case.status for case in cases_of_administrators(session, [one])) for one in (1, 2)
        )
    database.close()
    assert directorate == {
        "accepted": 3, "dispatched": 4, "proposed": 1, "submitted": 2, "reported": 2, "answered": 1,
    }  # fmt: skip
    assert county == {"accepted": 1, "submitted": 1}
    said = welcome(chosen)
    for words in ("http://127.0.0.1:8000", "eksempel-passord", "saksbehandler1@forvalter.example", "Godkjenner 1"):
        assert words in said


def test_production_starts_empty_and_lists_no_logins(tmp_path: Path) -> None:
    production = {"FORMSVC_MODE": "production", "SECRET_KEY": "s" * 40, "BASE_URL": "https://tilskudd.example"}
    chosen = settings(tmp_path, **production)
    prepare(chosen)
    database = Database(chosen.database_url)
    with database.session() as session:
        assert not has_people(session)
    database.close()
    assert "eksempel-passord" not in welcome(chosen)


@pytest.mark.loopback
def test_a_port_in_use_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        environ = {"PORT": str(port), "FORMSVC_DATA": str(tmp_path)}
        with pytest.raises(PortInUse):
            serve(environ)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        assert main(["serve"]) == 2
    assert capsys.readouterr().err == f"formsvc: port {port} is in use; choose another: PORT={port + 1} make serve\n"


class Started:
    """A process as the arbiter sees it; `over` when it has ended."""

    all: ClassVar[list["Started"]] = []

    def __init__(self, command: list[str], **_: object) -> None:
        self.command = command
        self.over = False
        self.all.append(self)

    def poll(self) -> int | None:
        return 0 if self.over else None


def test_the_process_that_runs_jobs_is_kept_alive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Started, "all", [])
    monkeypatch.setattr(Arbiter, "manage_workers", lambda _: None)
    monkeypatch.setattr(subprocess, "Popen", Started)
    arbiter = _WithJobs(_Server(settings(tmp_path), {}))
    for _ in range(2):
        arbiter.manage_workers()
    Started.all[0].over = True
    arbiter.manage_workers()
    assert [process.command[3:] for process in Started.all] == [["jobs", "--beside", str(os.getpid())]] * 2
