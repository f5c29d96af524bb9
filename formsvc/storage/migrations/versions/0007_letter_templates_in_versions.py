"""letter templates are a grant administrator's own, in versions."""

import sqlalchemy as sa
from alembic import op

from formsvc.storage.base import JSON_TYPE, UtcMoment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _used_template()
    _template_version()


def _used_template() -> None:
    """What letters were made with."""
    op.create_table(
        "used_template",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("files", JSON_TYPE, nullable=False),
        sa.Column("first_used_at", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_used_template")),
    )


def _template_version() -> None:
    """The versions, each activated by another person than proposed it."""
    op.create_table(
        "template_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("grant_administrator_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("goes_back_to", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", UtcMoment(), nullable=False),
        sa.Column("activated_by_id", sa.Integer(), nullable=True),
        sa.Column("activated_at", UtcMoment(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", UtcMoment(), nullable=True),
        sa.CheckConstraint(
            "(activated_at IS NULL) = (activated_by_id IS NULL)",
            name=op.f("ck_template_version_activated_by_somebody"),
        ),
        sa.CheckConstraint(
            "activated_at IS NULL OR withdrawn_at IS NULL", name=op.f("ck_template_version_activated_or_withdrawn")
        ),
        sa.CheckConstraint(
            "activated_by_id IS NULL OR activated_by_id <> proposed_by_id", name=op.f("ck_template_version_four_eyes")
        ),
        sa.CheckConstraint("language IN ('nb', 'nn')", name=op.f("ck_template_version_language_known")),
        sa.ForeignKeyConstraint(
            ["activated_by_id"], ["person.id"], name=op.f("fk_template_version_activated_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["grant_administrator_id"],
            ["grant_administrator.id"],
            name=op.f("fk_template_version_grant_administrator_id_grant_administrator"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_template_version_proposed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_template_version_sha256_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["person.id"], name=op.f("fk_template_version_withdrawn_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_version")),
        sa.UniqueConstraint(
            "grant_administrator_id",
            "language",
            "name",
            "number",
            name=op.f("uq_template_version_grant_administrator_id_language_name_number"),
        ),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("template_version")
    op.drop_table("used_template")
