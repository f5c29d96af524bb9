"""Addresses of static files that change when their content does, so that browsers may keep them for a year."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, current_app, request, url_for
from werkzeug.wrappers import Response

_A_YEAR = 365 * 24 * 60 * 60


def asset(filename: str) -> str:
    """The address of a static file, with its fingerprint."""
    print_ = _fingerprint(Path(current_app.static_folder or "") / filename)
    return url_for("static", filename=filename, v=print_)


def install(app: Flask) -> None:
    """Give templates `asset`."""
    app.add_template_global(asset, "asset")
    app.after_request(_keep_for_long)


@cache
def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _keep_for_long(response: Response) -> Response:
    if request.endpoint == "static" and "v" in request.args:
        response.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    return response
