"""order_of_provider: the page of an institution reads its newest resources without sorting all of them

Revision ID: 0005
Revises: 0004

"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.drop_index("ix_resource_of_provider")
        batch_op.create_index("ix_resource_of_provider", ["provider_id", "state", "published_at"], unique=False)


def downgrade():
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.drop_index("ix_resource_of_provider")
        batch_op.create_index("ix_resource_of_provider", ["provider_id", "state"], unique=False)
