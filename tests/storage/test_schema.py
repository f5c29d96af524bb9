from alembic import command

from formsvc.storage.base import Base
from formsvc.storage.database import Database, alembic_config


def test_the_migrations_give_what_the_models_say(migrated_url: str) -> None:
    command.check(alembic_config(migrated_url))


def test_the_migrations_can_be_undone(database_url: str) -> None:
    database = Database(database_url)
    database.migrate()
    command.downgrade(alembic_config(database_url), "base")
    database.migrate()
    database.close()


def test_every_constraint_has_a_name() -> None:
    nameless = [
        f"{table.name}: {constraint}"
        for table in Base.metadata.sorted_tables
        for constraint in table.constraints
        if constraint.name is None
    ]

    assert nameless == []
