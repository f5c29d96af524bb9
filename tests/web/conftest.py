"""The app with a few probe routes, visitors of every kind, and a strict reading of each page."""

import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from formsvc.app import create_app
from formsvc.config import Settings
from formsvc.web import access
from tests.fixtures.example import StrictClient


@dataclass(frozen=True)
class Visitor:
    """Someone logged in."""

    id: str
    name: str
    is_member: bool = False
    staff_roles: Collection[str] = ()


PEOPLE = {
    "person": Visitor("person", "Person uten rolle"),
    "member": Visitor("member", "Søker 1", is_member=True),
    "caseworker": Visitor("caseworker", "Saksbehandler 1", staff_roles=("caseworker",)),
    "approver": Visitor("approver", "Godkjenner 1", staff_roles=("approver",)),
}


@pytest.fixture
def settings(tmp_path: Path, migrated_file: Path) -> Settings:
    """Development settings with a data folder of the test's own, its database empty."""
    shutil.copyfile(migrated_file, tmp_path / "formsvc.sqlite3")
    return Settings.from_env({"FORMSVC_MODE": "development", "FORMSVC_DATA": str(tmp_path)})


@pytest.fixture
def shell(settings: Settings) -> Flask:
    """The app, with people whose id is their role."""
    app = create_app(settings, PEOPLE.get)
    app.test_client_class = StrictClient
    return app


@pytest.fixture
def client(shell: Flask) -> FlaskClient:
    """A browser without a session."""
    return shell.test_client()


@pytest.fixture
def logged_in(shell: Flask) -> Callable[[str], FlaskClient]:
    """A browser that one of PEOPLE has logged in with."""

    def log_in(who: str) -> FlaskClient:
        browser = shell.test_client()
        with browser.session_transaction() as session:
            session[access.PERSON_KEY] = who
        return browser

    return log_in
