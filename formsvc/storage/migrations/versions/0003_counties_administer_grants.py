"""Counties administer grants: a grant administrator has a kind, and a county its number."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CHECKS = {
    "kind_known": "kind IN ('directorate', 'county')",
    "county_numbered": "(kind = 'county') = (county IS NOT NULL)",
}


def upgrade() -> None:
    """Apply. Those known before are directorates: counties could not open calls."""
    with op.batch_alter_table("grant_administrator") as batch:
        batch.add_column(sa.Column("kind", sa.String(length=20), nullable=False, server_default="directorate"))
        batch.add_column(sa.Column("county", sa.String(length=2), nullable=True))
        for name, rule in CHECKS.items():
            batch.create_check_constraint(op.f(f"ck_grant_administrator_{name}"), rule)


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("grant_administrator") as batch:
        for name in CHECKS:
            batch.drop_constraint(op.f(f"ck_grant_administrator_{name}"), type_="check")
        batch.drop_column("county")
        batch.drop_column("kind")
