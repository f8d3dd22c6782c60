"""failed_queries

Revision ID: 0003
Revises: 0002

"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "failed_query",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("text", "day", name=op.f("pk_failed_query")),
    )
    with op.batch_alter_table("failed_query", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_failed_query_day"), ["day"], unique=False)


def downgrade():
    op.drop_table("failed_query")
