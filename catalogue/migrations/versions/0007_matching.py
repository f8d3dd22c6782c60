"""matching: keys that find near titles, merges that can be undone, pairs that are kept apart

The index of resource.url goes: addresses are looked up in listings, and nothing asks for it. Keys of rows that
stand are computed after the migration, by domain.match_keys.renew_match_keys.

Revision ID: 0007
Revises: 0006

"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("DELETE FROM site_fact WHERE name = 'match_keys'")
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.add_column(sa.Column("title_head", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("title_tail", sa.Text(), nullable=False, server_default=""))
        batch_op.drop_index("ix_resource_match")
        batch_op.drop_index(batch_op.f("ix_resource_url"))
        batch_op.drop_index(batch_op.f("ix_resource_title_key"))
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.alter_column("title_head", server_default=None)
        batch_op.alter_column("title_tail", server_default=None)
        batch_op.create_index("ix_resource_title_key", ["title_key", "provider_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resource_title_head"), ["title_head"], unique=False)
        batch_op.create_index(batch_op.f("ix_resource_title_tail"), ["title_tail"], unique=False)
    op.create_table(
        "resource_merge",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_by", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["into_id"], ["resource.id"], name=op.f("fk_resource_merge_into_id_resource")),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name=op.f("fk_resource_merge_resource_id_resource")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_merge")),
        sa.UniqueConstraint("public_id", name=op.f("uq_resource_merge_public_id")),
    )
    with op.batch_alter_table("resource_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_merge_into_id"), ["into_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resource_merge_resource_id"), ["resource_id"], unique=False)
    op.create_table(
        "kept_apart",
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_kept_apart_in_order")),
        sa.ForeignKeyConstraint(["one_id"], ["resource.id"], name=op.f("fk_kept_apart_one_id_resource")),
        sa.ForeignKeyConstraint(["other_id"], ["resource.id"], name=op.f("fk_kept_apart_other_id_resource")),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_kept_apart")),
    )
    with op.batch_alter_table("kept_apart", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_apart_other_id"), ["other_id"], unique=False)


def downgrade():
    op.drop_table("kept_apart")
    op.drop_table("resource_merge")
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resource_title_tail"))
        batch_op.drop_index(batch_op.f("ix_resource_title_head"))
        batch_op.drop_index("ix_resource_title_key")
        batch_op.create_index(batch_op.f("ix_resource_title_key"), ["title_key"], unique=False)
        batch_op.create_index("ix_resource_match", ["provider_id", "title_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_resource_url"), ["url"], unique=False)
        batch_op.drop_column("title_tail")
        batch_op.drop_column("title_head")
