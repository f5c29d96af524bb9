"""Decisions that follow later in a case, what a person enters for them, and the status that an applicant may know."""

import sqlalchemy as sa
from alembic import op

from formsvc.storage.base import JSON_TYPE

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KIND_KNOWN = op.f("ck_decision_kind_known")
BEFORE = "kind IN ('award', 'partial-award', 'refusal', 'dismissal')"
NOW = (
    "kind IN ('award', 'partial-award', 'refusal', 'dismissal', "
    "'supplementary-award', 'transfer-granted', 'transfer-refused', 'recovery', 'appeal-changed')"
)


def upgrade() -> None:
    """Apply. A proposal that is not sent is not shown to the applicant: until then a case is in hand."""
    with op.batch_alter_table("decision") as batch:
        batch.add_column(sa.Column("entered", JSON_TYPE, nullable=False, server_default="{}"))
        batch.drop_constraint(KIND_KNOWN, type_="check")
        batch.create_check_constraint(KIND_KNOWN, NOW)
    with op.batch_alter_table("submission") as batch:
        batch.add_column(sa.Column("received_on", sa.Date(), nullable=True))
    with op.batch_alter_table("case") as batch:
        batch.add_column(sa.Column("shown_status", sa.String(length=30), nullable=False, server_default="draft"))
    op.execute(
        "UPDATE \"case\" SET shown_status = CASE WHEN status IN ('proposed', 'returned', 'approved') "
        "THEN 'submitted' ELSE status END"
    )


def downgrade() -> None:
    """Undo. Refused by the database where a later decision has been made: there is nowhere to keep it."""
    with op.batch_alter_table("case") as batch:
        batch.drop_column("shown_status")
    with op.batch_alter_table("submission") as batch:
        batch.drop_column("received_on")
    with op.batch_alter_table("decision") as batch:
        batch.drop_constraint(KIND_KNOWN, type_="check")
        batch.create_check_constraint(KIND_KNOWN, BEFORE)
        batch.drop_column("entered")
