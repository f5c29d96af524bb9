"""many old reports are uploaded to a call."""

import sqlalchemy as sa
from alembic import op

from formsvc.storage.base import JSON_TYPE, UtcMoment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "incoming_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("report_year", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("placed_by_hand", sa.Boolean(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("found", JSON_TYPE, nullable=True),
        sa.Column("failure", JSON_TYPE, nullable=True),
        sa.Column("done_at", UtcMoment(), nullable=True),
        sa.CheckConstraint(
            "status IN ('waiting', 'ready', 'known', 'failed')", name=op.f("ck_incoming_report_status_known")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_incoming_report_call_id_call")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_incoming_report_case_id_case")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_incoming_report_document_id_document")),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["person.id"], name=op.f("fk_incoming_report_uploaded_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_report")),
        sa.UniqueConstraint(
            "call_id", "report_year", "checksum", name=op.f("uq_incoming_report_call_id_report_year_checksum")
        ),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("incoming_report")
