"""The process that runs jobs: one at a time on an installation, beside the processes that serve pages.

It looks for what people have started (a committed row is all it takes to start a job) and hands it to the engine.
Whatever kills it loses nothing: the next one finds what is not finished.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from formsvc.config import Settings
from formsvc.jobs.engine import Engine, running
from formsvc.jobs.soffice import Converter
from formsvc.jobs.steps import Steps
from formsvc.kernel.clock import Clock, now
from formsvc.kernel.failures import Conflict
from formsvc.schemes.registry import registry
from formsvc.services.mail import mailer_of
from formsvc.services.office import Office
from formsvc.storage.database import Database

_LOOK_AGAIN_SECONDS = 1.0


class JobsElsewhere(Conflict):
    """Another process runs the jobs of this installation."""

    code = "jobs_elsewhere"

    def __str__(self) -> str:
        """One line for whoever started it."""
        return "another process runs the jobs here already"


def work(settings: Settings, done: Callable[[Steps], bool] = lambda _: False, clock: Clock = now) -> None:
    """Run jobs until `done` says so. Raises JobsElsewhere."""
    database = Database(settings.database_url)
    steps = Steps(database, _office(settings), clock, converter_of(settings))
    with _alone(settings.data_dir / "jobs.lock"):
        database.migrate()
        if steps.converter:
            steps.converter.clear()
        with running(settings, steps) as engine:
            while not done(steps):
                look(steps, engine)
                time.sleep(_LOOK_AGAIN_SECONDS)
    database.close()


def look(steps: Steps, engine: Engine) -> None:
    """Start what waits to be started."""
    steps.hand_over_mail()
    for batch_id in steps.batches():
        engine.send_batch(batch_id)
    if steps.reports():
        engine.read_incoming()
    if steps.wants_copies():
        engine.make_copies()


def _office(settings: Settings) -> Office:
    return Office(registry(settings.forms_dir), settings.templates_dir, mailer_of(settings), settings.base_url)


def converter_of(settings: Settings) -> Converter | None:
    """LibreOffice, where there is one."""
    return Converter(settings.soffice, settings.data_dir / "converting") if settings.soffice else None


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise JobsElsewhere from error
        yield
