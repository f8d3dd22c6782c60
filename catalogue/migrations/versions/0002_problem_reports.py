"""problem_reports

Revision ID: 0002
Revises: 0001

"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "problem_report",
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("sender", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_problem_report_resource_id_resource")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_report")),
        sa.UniqueConstraint("public_id", name=op.f("uq_problem_report_public_id")),
    )
    with op.batch_alter_table("problem_report", schema=None) as batch_op:
        batch_op.create_index("ix_problem_report_queue", ["state", "created_at"], unique=False)
        batch_op.create_index("ix_problem_report_sender", ["sender", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_problem_report_resource_id"), ["resource_id"], unique=False)


def downgrade():
    op.drop_table("problem_report")
