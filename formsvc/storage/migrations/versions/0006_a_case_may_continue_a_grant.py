"""a case may continue the grant of another."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "renewal",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("renewed_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_renewal_case_id_case")),
        sa.ForeignKeyConstraint(["renewed_id"], ["case.id"], name=op.f("fk_renewal_renewed_id_case")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_renewal")),
    )
    with op.batch_alter_table("renewal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_renewal_renewed_id"), ["renewed_id"], unique=False)


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("renewal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_renewal_renewed_id"))
    op.drop_table("renewal")
