"""`python -m formsvc.storage.migrations "why"`: write the migration that brings the newest schema to the models."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from formsvc.storage.database import Database, alembic_config

_VERSIONS = Path(__file__).parent / "versions"


def main(message: str) -> None:
    """Compare the models with a database at the newest migration, and write the difference as the next one."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'newest.sqlite3'}")
        database.migrate()
        database.close()
        # Not asked of Alembic: outside a run of its own it cannot load every one of them.
        known = len(list(_VERSIONS.glob("[0-9]*.py")))
        config = alembic_config(database.url)
        command.revision(config, message=message, autogenerate=True, rev_id=f"{known + 1:04d}")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or sys.exit('say why: python -m formsvc.storage.migrations "why"'))
