"""asked_queries

Revision ID: 0004
Revises: 0003

"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "asked_query",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("text", "day", name=op.f("pk_asked_query")),
    )
    with op.batch_alter_table("asked_query", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asked_query_day"), ["day"], unique=False)


def downgrade():
    op.drop_table("asked_query")
