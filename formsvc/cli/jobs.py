"""`formsvc jobs`: the work that people have started on the pages, in a process of its own."""

import os
import signal
from argparse import Namespace
from types import FrameType

from formsvc.cli.service import with_folders
from formsvc.config import Settings, or_development
from formsvc.jobs.steps import Steps
from formsvc.jobs.worker import converter_of, work
from formsvc.web.logs import configure


def run_jobs(arguments: Namespace) -> int:
    """Run jobs until stopped, until nothing is left (`--once`), or until the parent is gone (`--beside PID`).

    Raises BadSetting or JobsElsewhere.
    """
    settings = Settings.from_env(or_development(with_folders(arguments)))
    configure(for_machines=settings.mode == "production")
    converter = converter_of(settings)

    def end(_number: int = 0, _frame: FrameType | None = None) -> None:
        """Leave at once, whatever is going on: it is taken up again where it was."""
        if converter:
            converter.clear()
        os._exit(0)

    def done(steps: Steps) -> bool:
        return (arguments.once and steps.is_idle()) or arguments.beside not in (None, os.getppid())

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    work(settings, done)
    end()
    return 0
