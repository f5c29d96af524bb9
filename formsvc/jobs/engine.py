"""DBOS: workflows whose finished steps are remembered, so that they go on after a crash where they were.

Its three traps: the executor id is constant, because one process at a time runs jobs (`worker.py` sees to that) and
the next one must find what the last one left; the version is constant, because otherwise it is a hash of the code and
a new release would leave what was begun; so what a workflow does in which order may only change together with its
name. Nothing is sent to anybody: no key, no exporter.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import Any

import structlog
from dbos import DBOS, DBOSConfig, SetEnqueueOptions

from formsvc.config import Settings
from formsvc.jobs.steps import Steps
from formsvc.kernel.failures import places_of

_QUEUE = "jobs"
_SIDE_BY_SIDE = 2
"""A batch need not wait for PDF copies, nor they for it."""
_POLL_SECONDS = 0.5
_PAUSE_SECONDS = 5.0
"""Before the same thing is started again: what fails at once must not fail without end."""
log = structlog.get_logger("formsvc.jobs")


@dataclass(frozen=True)
class Engine:
    """Workflows to start. Starting one that is under way does nothing."""

    issue_batch: Any
    copy_letters: Any
    read_reports: Any
    _started: dict[str, float] = field(default_factory=dict)

    def send_batch(self, batch_id: int) -> None:
        """Send what is left of a batch."""
        self._start(f"batch-{batch_id}", self.issue_batch, batch_id)

    def read_incoming(self) -> None:
        """Read the uploaded reports that wait."""
        self._start("reports", self.read_reports)

    def make_copies(self) -> None:
        """Make PDF copies of the letters that have none, and print files of the batches that have none."""
        self._start("copies", self.copy_letters)

    def _start(self, once: str, workflow: Any, *arguments: int) -> None:
        if time.monotonic() < self._started.get(once, float("-inf")) + _PAUSE_SECONDS:
            return
        self._started[once] = time.monotonic()
        with SetEnqueueOptions(deduplication_id=once, duplication_policy="return-existing"):
            DBOS.enqueue_workflow(_QUEUE, workflow, *arguments)


@contextmanager
def running(settings: Settings, steps: Steps) -> Iterator[Engine]:
    """Workflows run in this process from here on, first of all those that the last one left."""
    config = DBOSConfig(
        name="formsvc",
        system_database_url=_database_url(settings),
        executor_id="jobs",
        application_version="1",
        enable_otlp=False,
        log_level="CRITICAL",  # its own lines quote what it stumbles over; ours say what and where
    )
    DBOS(config=config)
    engine = Engine(_issue_batch(steps), _copy_letters(steps), _read_reports(steps))
    DBOS.launch()
    try:
        DBOS.register_queue(_QUEUE, worker_concurrency=_SIDE_BY_SIDE, polling_interval_sec=_POLL_SECONDS)
        yield engine
    finally:
        DBOS.destroy(destroy_registry=True)


def _issue_batch(steps: Steps) -> Any:
    left, issue, finish = _step(steps.left_of_batch), _step(steps.issue), _step(steps.finish)

    @DBOS.workflow(name="issue_batch")
    def issue_batch(batch_id: int) -> None:
        for item_id in left(batch_id):
            issue(item_id)
        finish(batch_id)

    return issue_batch


def _copy_letters(steps: Steps) -> Any:
    copy, print_all = _step(steps.copy_letters), _step(steps.print_batches)

    @DBOS.workflow(name="copy_letters")
    def copy_letters() -> None:
        while copy():
            pass
        print_all()

    return copy_letters


def _read_reports(steps: Steps) -> Any:
    left, read = _step(steps.reports), _step(steps.read_report)

    @DBOS.workflow(name="read_reports")
    def read_reports() -> None:
        for item_id in left():
            read(item_id)

    return read_reports


def _step(function: Callable[..., Any]) -> Any:
    """Its result is remembered with the workflow; of a fault the log has its type and place."""

    @wraps(function)
    def taken(*arguments: int) -> Any:
        try:
            return function(*arguments)
        except Exception as fault:
            kind, places = type(fault).__qualname__, places_of(fault)
            log.error("job_fault", step=function.__name__, arguments=arguments, kind=kind, places=places)  # noqa: TRY400
            raise

    return partial(DBOS.run_step, {"name": function.__name__}, taken)


def _database_url(settings: Settings) -> str:
    """Beside the service's own data: a file of its own, or a schema of its own on the same server."""
    if settings.database_url.startswith("sqlite"):
        return f"sqlite:///{settings.data_dir / 'jobs.sqlite3'}"
    return settings.database_url.replace("postgresql+psycopg://", "postgresql://", 1)
