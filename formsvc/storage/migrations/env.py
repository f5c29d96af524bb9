"""Alembic's entry: runs migrations on the address that `alembic_config` was given."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, event

from formsvc.storage.base import JSON_TYPE, UtcMoment
from formsvc.storage.database import Database
from formsvc.storage.models import Person


def render_type(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """Name our own column types in a generated migration."""
    if kind == "type" and isinstance(item, UtcMoment):
        return "UtcMoment()"
    if kind == "type" and item is JSON_TYPE:
        return "JSON_TYPE"
    return False


def _leave_references_alone(connection: Any, _record: object) -> None:
    """SQLite alters a table by making it anew: what refers to the former must not stand in the way meanwhile."""
    connection.execute("PRAGMA foreign_keys = OFF")


def _require_sound_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"the migration would leave references to rows that are not there: {broken[:5]}")


def run() -> None:
    """Run the migrations in one transaction, in batch mode (SQLite cannot alter a table otherwise)."""
    engine = Database(context.config.attributes["url"]).engine
    on_sqlite = engine.dialect.name == "sqlite"
    if on_sqlite:
        event.listen(engine, "connect", _leave_references_alone)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Person.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=render_type,
        )
        with context.begin_transaction():
            context.run_migrations()
            if on_sqlite:
                _require_sound_references(connection)
    engine.dispose()


run()
