"""case numbers are never given twice."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply: numbering goes on where the cases of each year have come to."""
    numbering = op.create_table(
        "case_numbering",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_case_numbering")),
    )
    last: dict[int, int] = {}
    for (number,) in op.get_bind().execute(sa.text('SELECT number FROM "case"')):
        year, running = number.split("/")
        last[2000 + int(year)] = max(last.get(2000 + int(year), 0), int(running))
    op.bulk_insert(numbering, [{"year": year, "last": running} for year, running in last.items()])


def downgrade() -> None:
    """Undo."""
    op.drop_table("case_numbering")
