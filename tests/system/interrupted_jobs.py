"""`python interrupted_jobs.py WHERE NUMBER`: run jobs until nothing is left, killed (-9) at one point on the way.

WHERE: `before-commit`, `after-commit`, `half-mail` (its file begun), `mail-written` (its file there, not yet noted),
`step-taken` (before the engine has noted it), or `never`. NUMBER: the how-manyth time, from 1.
"""

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from formsvc.config import Settings
from formsvc.jobs.steps import Steps
from formsvc.jobs.worker import work


def main(where: str, number: int) -> None:
    """Run jobs, with the trap set."""
    fatal = _counted(number)
    traps: dict[str, Callable[[], None]] = {
        "before-commit": lambda: _trap(Session, "commit", before=fatal),
        "after-commit": lambda: _trap(Session, "commit", after=fatal),
        "half-mail": lambda: _trap(Path, "rename", before=fatal),
        "mail-written": lambda: _trap(Path, "rename", after=fatal),
        "step-taken": lambda: _trap(Steps, "issue", after=fatal),
        "never": lambda: None,
    }
    traps[where]()
    work(Settings.from_env(os.environ), Steps.is_idle)


def _counted(number: int) -> Callable[[], None]:
    times = count(1)

    def reached() -> None:
        if next(times) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return reached


def _nothing() -> None:
    pass


def _trap(owner: type, name: str, before: Callable[[], None] = _nothing, after: Callable[[], None] = _nothing) -> None:
    real = getattr(owner, name)

    def trapped(*arguments: Any, **named: Any) -> Any:
        before()
        result = real(*arguments, **named)
        after()
        return result

    setattr(owner, name, trapped)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
