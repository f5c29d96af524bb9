"""`formsvc serve`: migrate, load example data in development, say where to go, and serve."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from sqlalchemy.orm import Session

from formsvc.app import create_app
from formsvc.config import Settings, or_development
from formsvc.kernel.clock import now
from formsvc.kernel.failures import Unreadable
from formsvc.schemes.registry import registry
from formsvc.services.example_cases import load_example_cases
from formsvc.services.load_example_data import EXAMPLE_PASSWORD, example_people, load_example_data
from formsvc.services.mail import mailer_of
from formsvc.services.office import Office
from formsvc.storage.database import Database

_HOST = "127.0.0.1"


class PortInUse(Unreadable):
    """Something else listens there. Parameter: `port`."""

    code = "port_in_use"

    def __str__(self) -> str:
        """One line for whoever started the service."""
        port = self.params["port"]
        return f"port {port} is in use; choose another: PORT={port + 1} make serve"


def serve(environ: Mapping[str, str] = os.environ) -> int:
    """Serve until stopped, on this machine's loopback address: people come through a proxy, or are here.

    Raises BadSetting, BadDataFile, DefinitionRefused or PortInUse.
    """
    settings = Settings.from_env(or_development(environ))
    _require_free(settings.port)
    prepare(settings)
    print(welcome(settings), flush=True)
    _Server(settings, environ).run()
    return 0


def prepare(settings: Settings) -> None:
    """Read every definition; bring the database up to date; in development mode, fill an empty one with example data.

    Raises DefinitionRefused before anything is changed.
    """
    registry(settings.forms_dir).load_to_serve()
    for folder in (settings.data_dir, settings.files_dir, settings.outbox_dir):
        folder.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url)
    database.migrate()
    if settings.mode == "development":
        with database.session(writes=True) as session:
            _load_examples(session, settings)
    database.close()


def _load_examples(session: Session, settings: Settings) -> None:
    at = now()
    if load_example_data(session, settings.forms_dir, at):
        office = Office(registry(settings.forms_dir), settings.templates_dir, mailer_of(settings), settings.base_url)
        load_example_cases(session, office, at)


class _WithJobs(Arbiter):
    """gunicorn's arbiter, which keeps the process that runs jobs alive as it keeps the ones that serve."""

    _jobs: subprocess.Popen[bytes] | None = None

    def __init__(self, server: "_Server") -> None:
        super().__init__(server)
        self._environ = server.environ

    def manage_workers(self) -> None:
        """Start what is missing."""
        super().manage_workers()
        if self._jobs is None or self._jobs.poll() is not None:
            command = [sys.executable, "-m", "formsvc", "jobs", "--beside", str(os.getpid())]
            self._jobs = subprocess.Popen(command, env=self._environ)  # noqa: S603 - this very program

    def stop(self, graceful: bool = True) -> None:
        """Stop the jobs first: they go on at the next start."""
        if self._jobs is not None:
            self._jobs.terminate()
        super().stop(graceful)


class _Server(BaseApplication):
    """gunicorn with threads, configured here instead of by a file."""

    def __init__(self, settings: Settings, environ: Mapping[str, str]) -> None:
        self.settings = settings
        self.environ = environ
        super().__init__()

    def load_config(self) -> None:
        """One process is enough to try the service; SQLite has one writer anyway."""
        chosen = {
            "bind": f"{_HOST}:{self.settings.port}",
            "workers": 1 if self.settings.mode == "development" else 2,
            "threads": 8,
            "timeout": 60,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def run(self) -> None:
        """Serve until stopped."""
        _WithJobs(self).run()

    def load(self) -> Any:
        """The application, made in the process that serves it."""
        return create_app(self.settings)


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError as error:
            raise PortInUse(port=port) from error


def welcome(settings: Settings) -> str:
    """Where to go, and in development mode as whom."""
    lines = [f"Serving {settings.base_url}  (stop with Ctrl-C)"]
    if settings.mode == "development":
        lines += [f"Mail goes to {settings.outbox_dir}", f"Log in with the password {EXAMPLE_PASSWORD} as:"]
        lines += [f"  {email:<40}{name}" for name, email in _people(settings)]
    return "\n".join(lines)


def _people(settings: Settings) -> list[tuple[str, str]]:
    database = Database(settings.database_url)
    with database.session() as session:
        people = example_people(session, settings.forms_dir)
    database.close()
    return people
