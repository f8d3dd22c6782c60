"""the topics of open review tasks, and how often the pages of lectures were looked at and left for the lecture

The topics of tasks that wait are noted after the migration, by domain.review.topics.renew_task_topics.

Revision ID: 0019
Revises: 0018

"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

COUNTS = ("lecture_view_count", "lecture_visit_count")


def upgrade():
    op.execute("DELETE FROM site_fact WHERE name = 'task_topics'")
    op.create_table(
        "review_task_topic",
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["review_task.id"], name=op.f("fk_review_task_topic_task_id_review_task")),
        sa.PrimaryKeyConstraint("topic", "created_at", "task_id", name=op.f("pk_review_task_topic")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_review_task_topic_task_id"), "review_task_topic", ["task_id"], unique=False)
    for name in COUNTS:
        op.create_table(
            name,
            sa.Column("lecture_id", sa.Integer(), nullable=False),
            sa.Column("day", sa.Date(), nullable=False),
            sa.Column("count", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(["lecture_id"], ["lecture.id"], name=op.f(f"fk_{name}_lecture_id_lecture")),
            sa.PrimaryKeyConstraint("lecture_id", "day", name=op.f(f"pk_{name}")),
        )


def downgrade():
    for name in COUNTS:
        op.drop_table(name)
    op.drop_table("review_task_topic")
