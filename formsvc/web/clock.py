"""The clock that a request reads: the service's, or one that a test sets."""

from datetime import datetime
from typing import cast

from flask import Flask, current_app

from formsvc.kernel.clock import Clock


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return cast("Clock", current_app.extensions["clock"])()


def install(app: Flask, clock: Clock) -> None:
    """Let requests read this clock."""
    app.extensions["clock"] = clock
