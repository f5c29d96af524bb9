"""One structured line per request, with an id and no personal content.

The route's pattern is logged, not the address; of a fault its type and where it arose, not its message, which may
quote what a person typed.
"""

import re
import sys
import time
import uuid
from typing import Any

import structlog
from flask import Flask, g, request
from structlog.dev import ConsoleRenderer
from structlog.processors import JSONRenderer, TimeStamper, add_log_level
from structlog.typing import Processor
from werkzeug.wrappers import Response

from formsvc.kernel.failures import places_of

HEADER = "X-Request-ID"
_ACCEPTABLE = re.compile(r"[A-Za-z0-9-]{8,64}")
log = structlog.get_logger("formsvc.web")


def request_id() -> str:
    """The id of this request: the proxy's if it sent a sensible one, else our own."""
    if "request_id" not in g:
        sent = request.headers.get(HEADER, "")
        g.request_id = sent if _ACCEPTABLE.fullmatch(sent) else uuid.uuid4().hex
    return str(g.request_id)


def log_fault(fault: BaseException) -> None:
    """Log what went wrong and where."""
    log.error("fault", request_id=request_id(), kind=type(fault).__qualname__, places=places_of(fault))


class LoggedFlask(Flask):
    """Flask, but a fault leaves our line in the log instead of its own, which has the address and the message."""

    def log_exception(self, exc_info: Any) -> None:
        """Log a fault; with everything about it only where a developer is at the terminal."""
        log_fault(exc_info[1])
        if self.debug:
            super().log_exception(exc_info)


def install(app: Flask) -> None:
    """Time and log every request."""
    app.before_request(_start)
    app.after_request(_finish)
    app.add_template_global(request_id, "request_id")


def configure(*, for_machines: bool) -> None:
    """Write to stderr: JSON lines for machines, coloured text for a person at a terminal. Once per process."""
    renderer: Processor = JSONRenderer() if for_machines else ConsoleRenderer()
    structlog.configure(
        processors=[add_log_level, TimeStamper(fmt="iso", utc=True), renderer],
        # Asked for at each line: stderr may have been replaced since.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


def _start() -> None:
    g.started_at = time.perf_counter()


def _finish(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    if request.endpoint != "static":
        _write_line(response.status_code)
    return response


def _write_line(status: int) -> None:
    log.info(
        "request",
        request_id=request_id(),
        method=request.method,
        route=request.url_rule.rule if request.url_rule else None,
        status=status,
        milliseconds=round((time.perf_counter() - g.started_at) * 1000, 1),
    )
