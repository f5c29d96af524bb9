"""A database session for each request: reading for GET, writing for everything else; the use case commits."""

from contextlib import ExitStack
from typing import cast

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session

from formsvc.storage.database import Database

_READS = frozenset({"GET", "HEAD", "OPTIONS"})


def database() -> Database:
    """The database of the service."""
    return cast("Database", current_app.extensions["database"])


def db() -> Session:
    """The session of this request, opened when first asked for.

    A writing one holds SQLite's write lock: do what takes time (reading an upload) before asking for it.
    """
    if "db" not in g:
        g.db_stack = ExitStack()
        g.db = g.db_stack.enter_context(database().session(writes=request.method not in _READS))
    return cast("Session", g.db)


def install(app: Flask, database: Database) -> None:
    """Give requests sessions on this database, closed when the request ends."""
    app.extensions["database"] = database
    app.teardown_appcontext(_close)


def _close(_: BaseException | None) -> None:
    stack = g.pop("db_stack", None)
    g.pop("db", None)
    if stack is not None:
        stack.close()
