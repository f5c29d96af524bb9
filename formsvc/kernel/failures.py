"""Failures named for the broken rule.

A failure carries a code and parameters, never words: `texts` has the words under `error.<code>` (bokmål and
nynorsk), and `web.errors` turns the family into a status. Subclass one of the families below.
"""

import traceback
from typing import Any, ClassVar


class Failure(Exception):
    """A rule was broken. `code` names it; `params` fill the placeholders of its message."""

    code: ClassVar[str]

    def __init__(self, **params: Any) -> None:
        super().__init__(self.code, params)
        self.params = params

    def __str__(self) -> str:
        """English for operators: the code and its parameters."""
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}: {details}" if details else self.code


class NotFound(Failure):
    """It does not exist, or whoever asks may not know that it does (404)."""

    code = "not_found"


class NotAllowed(Failure):
    """Whoever asks is known, and may not do this (403)."""

    code = "not_allowed"


class Conflict(Failure):
    """The state of things does not allow it now (409)."""

    code = "conflict"


class Invalid(Failure):
    """What was sent does not make sense (422)."""

    code = "invalid"


class TooOften(Failure):
    """It was tried too many times in a short while (429)."""

    code = "too_often"


class Unreadable(Failure):
    """A file or document could not be read (operators: exit code 2)."""

    code = "unreadable"


def places_of(fault: BaseException) -> list[str]:
    """Where a fault arose, for the log. Never its message, which may quote what a person typed."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(fault.__traceback__)]
