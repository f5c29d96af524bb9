"""How many PDFs are read at once: each takes a process of its own with half a gigabyte to spend."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from formsvc.kernel.failures import TooOften

AT_ONCE = 2
_PATIENCE = 10.0
"""Seconds to wait for one to be free."""
_free = BoundedSemaphore(AT_ONCE)


class ReadersBusy(TooOften):
    """Others are having their reports read just now."""

    code = "readers_busy"


@contextmanager
def pdf_reader(patience: float = _PATIENCE) -> Iterator[None]:
    """One of the readers of this process, for as long as the block lasts. Raises ReadersBusy."""
    if not _free.acquire(timeout=patience):
        raise ReadersBusy
    try:
        yield
    finally:
        _free.release()
