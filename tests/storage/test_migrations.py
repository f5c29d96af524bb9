"""A migration of a database that people have used: rows that refer to each other stay whole."""

from alembic import command
from sqlalchemy import text

from formsvc.storage.database import alembic_config
from tests.fixtures.example import Example

FIRST = "0001"


def test_the_rows_of_a_table_that_is_altered_are_kept_and_those_known_before_are_directorates(example: Example) -> None:
    config = alembic_config(example.database.url)
    with example.session(writes=False) as session:
        before = session.execute(text("SELECT id, key FROM grant_administrator ORDER BY id")).all()
    command.downgrade(config, FIRST)
    command.upgrade(config, "head")
    with example.session(writes=False) as session:
        assert session.execute(text("SELECT id, key FROM grant_administrator ORDER BY id")).all() == before
        orphans = "SELECT count(*) FROM call WHERE grant_administrator_id NOT IN (SELECT id FROM grant_administrator)"
        assert session.scalar(text(orphans)) == 0
        kinds = session.execute(text("SELECT DISTINCT kind, county FROM grant_administrator")).all()
        assert [tuple(row) for row in kinds] == [("directorate", None)]  # the first schema knew no counties
