"""Engine and sessions. SQLite by default, PostgreSQL when the address says so; both behave alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

_BUSY_MILLISECONDS = 10_000


class Database:
    """One database. `session()` reads, `session(writes=True)` may write; the use case commits."""

    def __init__(self, url: str) -> None:
        """`url`: an SQLAlchemy address, `sqlite:///…` or `postgresql+psycopg://…`."""
        self.url = url
        self.engine = _engine(url)

    @contextmanager
    def session(self, *, writes: bool = False) -> Iterator[Session]:
        """A session that is rolled back and closed at the end, whatever was not committed.

        A writing session takes SQLite's write lock at once (BEGIN IMMEDIATE), so that what it read cannot have
        changed when it writes; on PostgreSQL use cases lock the case row instead.
        """
        engine = self.engine.execution_options(writes=writes)
        with Session(engine, expire_on_commit=False) as session:
            yield session

    def migrate(self) -> None:
        """Bring the schema to the newest migration."""
        command.upgrade(alembic_config(self.url), "head")

    def answers(self) -> bool:
        """Whether the database can be asked."""
        try:
            with self.engine.connect() as connection:
                return connection.scalar(select(1)) == 1
        except DBAPIError:
            return False

    def close(self) -> None:
        """Give connections back."""
        self.engine.dispose()


def alembic_config(url: str) -> Config:
    """Alembic's configuration in code: the migrations lie inside the package."""
    config = Config()
    config.set_main_option("script_location", "formsvc.storage:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Foreign keys, lower case for all letters, a log that readers do not block, transactions that we begin."""
    connection.isolation_level = None
    connection.create_function("lower", 1, _lower, deterministic=True)
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    cursor.close()


def _lower(text: Any) -> Any:
    """SQLite's own knows only a-z: nobody would find «Øre» by writing «øre»."""
    return text.lower() if isinstance(text, str) else text


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
