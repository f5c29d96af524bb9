"""Rows that wait for the jobs: begun so many times and no more, and set aside with the reason where they fail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from formsvc.kernel.failures import Failure

MOST_ATTEMPTS = 5
"""What brings the process down each time is left for a person to look at."""


class Waiting(Protocol):
    """A row of work: `waiting` until it is done, or `failed`."""

    status: Any
    attempts: Any
    failure: Any
    done_at: Any


def begun(row: Waiting, given_up: Failure, at: datetime) -> bool:
    """Count the attempt before it is made, so that it counts also if the process does not survive it.

    Whether there is something to do; the caller commits first. `given_up` is what is said after too many.
    """
    if row.status != "waiting":
        return False
    row.attempts += 1
    if row.attempts > MOST_ATTEMPTS:
        set_aside(row, given_up, at)
    return bool(row.status == "waiting")


def set_aside(row: Waiting, failure: Failure, at: datetime) -> None:
    """It failed: the row keeps why."""
    row.status, row.failure, row.done_at = "failed", kept(failure), at


def kept(failure: Failure) -> Mapping[str, Any]:
    """A failure as it is kept: its code, and its parameters as words and numbers."""
    params = {name: value if isinstance(value, int | str) else str(value) for name, value in failure.params.items()}
    return {"code": failure.code, "params": params}
