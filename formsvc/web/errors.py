"""Named failures and HTTP faults become pages in the reader's language: what is wrong, where, what to do."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge
from werkzeug.wrappers import Response

from formsvc.kernel.failures import Conflict, Failure, Invalid, NotAllowed, NotFound, TooOften, Unreadable
from formsvc.texts.catalogue import catalogue
from formsvc.web.language import t

Page = tuple[str, int]

_STATUS_OF: dict[type[Failure], int] = {
    NotFound: 404, NotAllowed: 403, Conflict: 409, Invalid: 422, Unreadable: 422, TooOften: 429,
}  # fmt: skip
_DESCRIBED = frozenset({400, 401, 403, 404, 405, 409, 413, 422, 429, 500})
_MOST_TO_DRAIN = 200 * 1024 * 1024
_CHUNK = 256 * 1024


def install(app: Flask) -> None:
    """Register a page for every failure and fault."""
    app.register_error_handler(Failure, _failure_page)
    app.register_error_handler(CSRFError, lambda _: _page(400, "stale"))
    app.register_error_handler(RequestEntityTooLarge, _too_large_page)
    app.register_error_handler(InternalServerError, _fault_page)
    app.register_error_handler(HTTPException, _http_page)


def status_of(failure: Failure) -> int:
    """The HTTP status of a named failure, by its family."""
    return _STATUS_OF[_family_of(failure)]


def words_of(failure: Failure) -> str:
    """What a named failure says to the reader: its own words, or its family's where only operators meet it."""
    return words_of_code(failure.code, failure.params, _family_of(failure))


def words_of_code(code: str, params: Mapping[str, Any], family: type[Failure] = Conflict) -> str:
    """The same for a failure of which only this was kept."""
    own = f"error.{code}"
    return t(own, **params) if own in catalogue() else t(f"error.{family.code}")


def _family_of(failure: Failure) -> type[Failure]:
    return next(family for family in _STATUS_OF if isinstance(failure, family))


def _failure_page(failure: Failure) -> Page:
    status = status_of(failure)
    return _page(status, str(status), message=words_of(failure))


def _http_page(fault: HTTPException) -> Page | Response:
    """A page for the status; redirects and the like go on as they are."""
    status = fault.code or 500
    if status < 400 or fault.response is not None:
        return fault.get_response()
    return _page(status, str(status) if status in _DESCRIBED else "other")


def _too_large_page(_: RequestEntityTooLarge) -> Page:
    """Read the upload to its end first: a browser that is cut off while sending shows no page at all."""
    left = min(request.content_length or 0, _MOST_TO_DRAIN)
    stream = request.environ["wsgi.input"]
    while left > 0 and (chunk := stream.read(min(left, _CHUNK))):
        left -= len(chunk)
    return _page(413, "413")


def _fault_page(_: InternalServerError) -> Page:
    return _page(500, "500")


def _page(status: int, name: str, message: str | None = None) -> Page:
    return render_template("errors/error.html", name=name, status=status, message=message), status
