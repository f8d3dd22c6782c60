"""page_titles: what the page behind a link calls itself, and the title it does not agree with

Revision ID: 0018
Revises: 0017

"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade():
    """Empty until the next check of each link."""
    with op.batch_alter_table("link_check", schema=None) as batch_op:
        batch_op.add_column(sa.Column("page_title", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("disagrees_with", sa.Text(), server_default="", nullable=False))
        batch_op.create_index(batch_op.f("ix_link_check_page_title"), ["page_title"], unique=False)


def downgrade():
    with op.batch_alter_table("link_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_check_page_title"))
        batch_op.drop_column("disagrees_with")
        batch_op.drop_column("page_title")
