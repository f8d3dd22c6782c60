"""held_words: what a source says of a lecture may wait for a person beside what readers see

Revision ID: 0012
Revises: 0011

"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("lecture", schema=None) as batch_op:
        batch_op.add_column(sa.Column("held", sa.JSON(), nullable=True))


def downgrade():
    with op.batch_alter_table("lecture", schema=None) as batch_op:
        batch_op.drop_column("held")
