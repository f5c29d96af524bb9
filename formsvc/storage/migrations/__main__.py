"""`python -m formsvc.storage.migrations "why"`: write the migration that brings the newest schema to the models."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from formsvc.storage.database import Database, alembic_config


def main(message: str) -> None:
    """Compare the models with a database at the newest migration, and write the difference as the next one."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'newest.sqlite3'}")
        database.migrate()
        database.close()
        config = alembic_config(database.url)
        known = len(list(ScriptDirectory.from_config(config).walk_revisions()))
        command.revision(config, message=message, autogenerate=True, rev_id=f"{known + 1:04d}")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or sys.exit('say why: python -m formsvc.storage.migrations "why"'))
