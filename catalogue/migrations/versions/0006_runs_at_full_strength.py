"""runs_at_full_strength: clocks, expectations and failures of sources; what a run asks for and could not read

Revision ID: 0006
Revises: 0005

"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SOURCE_COLUMNS = (
    sa.Column("failures_in_a_row", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("expected_least", sa.Integer(), nullable=True),
    sa.Column("expected_most", sa.Integer(), nullable=True),
    sa.Column("tls_unverified_by", sa.Text(), nullable=True),
    sa.Column("harvested_until", sa.DateTime(timezone=True), nullable=True),
    sa.Column("full_harvest_at", sa.DateTime(timezone=True), nullable=True),
)
RUN_COLUMNS = (
    sa.Column("since", sa.DateTime(timezone=True), nullable=True),
    sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("interrupted", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("unread", sa.Integer(), nullable=False, server_default="0"),
)


def upgrade():
    for column in SOURCE_COLUMNS:
        op.add_column("source", column)
    for column in RUN_COLUMNS:
        op.add_column("run", column)
    # The first run after the upgrade is compared with these: rather too lenient once than a false alarm.
    op.execute("UPDATE run SET unread = failed + refused")
    op.create_index("ix_run_item_key", "run_item", ["run_id", "key"], unique=False)


def downgrade():
    op.drop_index("ix_run_item_key", "run_item")
    for column in RUN_COLUMNS:
        op.drop_column("run", column.name)
    for column in SOURCE_COLUMNS:
        op.drop_column("source", column.name)
