"""Alembic's entry: runs migrations on the address that `alembic_config` was given."""

from typing import Any, Literal

from alembic import context

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


def run() -> None:
    """Run the migrations in one transaction, in batch mode (SQLite cannot alter a table otherwise)."""
    engine = Database(context.config.attributes["url"]).engine
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
    engine.dispose()


run()
