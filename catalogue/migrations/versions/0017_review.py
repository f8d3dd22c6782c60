"""review: tasks about lectures, reports and sources, claims on them, and a row for each decision

Revision ID: 0017
Revises: 0016

"""

import secrets
from base64 import b32encode

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NEW_KINDS = ("new_lecture", "problem_report", "source_proposal", "source_trust")
TASK = sa.table(
    "review_task",
    *(sa.column(name) for name in ("public_id", "kind", "state", "decided_by", "flagged", "important", "claimed_by")),
    *(sa.column(name, sa.Integer()) for name in ("resource_id", "report_id", "lecture_id", "source_id", "institution_id")),
    sa.column("evidence", sa.JSON()),
    sa.column("created_at", sa.DateTime(timezone=True)),
)


def upgrade():
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.add_column(sa.Column("important", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("review_task", schema=None) as batch_op:
        batch_op.alter_column("resource_id", existing_type=sa.Integer(), nullable=True)
        for name, table in _REFERENCES:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
            batch_op.create_foreign_key(op.f(f"fk_review_task_{name}_{table}"), table, [name], ["id"])
        batch_op.add_column(sa.Column("flagged", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("important", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("claimed_by", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_review_task_lecture_id"), "review_task", ["lecture_id"], unique=False)
    op.create_index(op.f("ix_review_task_report_id"), "review_task", ["report_id"], unique=False)
    op.create_index("ix_review_task_oldest", "review_task", ["state", "created_at"], unique=False)
    op.create_index("ix_review_task_of_institution", "review_task", ["institution_id", "state", "created_at"])
    op.create_index("ix_review_task_claimed", "review_task", ["claimed_by", "state", "created_at"])
    op.create_index("ix_review_task_of_source", "review_task", ["source_id", "state", "created_at"])
    for name, columns, sqlite, postgresql in _PARTIAL:
        where = {"sqlite_where": sa.text(sqlite), "postgresql_where": sa.text(postgresql)}
        op.create_index(name, "review_task", columns, **where)
    op.create_table(
        "review_decision",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("corrections", sa.JSON(), nullable=False),
        sa.Column("seen", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["review_task.id"], name=op.f("fk_review_decision_task_id_review_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_decision")),
        sa.UniqueConstraint("public_id", name=op.f("uq_review_decision_public_id")),
    )
    op.create_index(op.f("ix_review_decision_task_id"), "review_decision", ["task_id"], unique=False)
    _name_the_origin_of_tasks()
    _open_what_waited_without_a_task()


_REFERENCES = (
    ("lecture_id", "lecture"),
    ("report_id", "problem_report"),
    ("source_id", "source"),
    ("institution_id", "institution"),
)
_PARTIAL = (
    ("ix_review_task_flagged", ["state", "created_at"], "flagged = 1", "flagged"),
    ("ix_review_task_important", ["state", "created_at"], "important = 1", "important"),
)


def _name_the_origin_of_tasks():
    op.execute(
        "UPDATE review_task SET"
        " source_id = (SELECT listing.source_id FROM listing WHERE listing.id = review_task.listing_id),"
        " institution_id = (SELECT resource.provider_id FROM resource WHERE resource.id = review_task.resource_id)"
    )


def _open_what_waited_without_a_task():
    """Reports, lectures and proposed sources were in no queue before."""
    connection = op.get_bind()
    reports = sa.text(
        "SELECT report.id AS report_id, report.resource_id, resource.provider_id AS institution_id, report.created_at"
        " FROM problem_report AS report JOIN resource ON resource.id = report.resource_id WHERE report.state = 'open'"
    )
    lectures = sa.text(
        "SELECT id AS lecture_id, source_id, institution_id, created_at FROM lecture WHERE state = 'pending'"
    )
    sources = sa.text("SELECT id AS source_id, institution_id, created_at FROM source WHERE state = 'proposed'")
    time = sa.DateTime(timezone=True)
    for kind, query in (("problem_report", reports), ("new_lecture", lectures), ("source_proposal", sources)):
        waiting = connection.execute(query.columns(created_at=time)).mappings().all()
        tasks = [{**_open_task(kind), **row} for row in waiting]
        if tasks:
            op.bulk_insert(TASK, tasks)


def _open_task(kind):
    public_id = b32encode(secrets.token_bytes(10))[:10].decode().lower()
    flags = {"flagged": False, "important": False, "claimed_by": "", "decided_by": ""}
    return {"public_id": public_id, "kind": kind, "state": "open", "evidence": {}, **flags}


def downgrade():
    """Tasks of kinds that the earlier version does not know go; what they are about stays as it is."""
    op.drop_table("review_decision")
    kinds = ", ".join(f"'{kind}'" for kind in NEW_KINDS)
    op.execute(f"DELETE FROM review_task WHERE kind IN ({kinds}) OR resource_id IS NULL")
    for name, *_ in _PARTIAL:
        op.drop_index(name, table_name="review_task")
    for name in ("oldest", "claimed", "of_institution", "of_source", "lecture_id", "report_id"):
        op.drop_index(f"ix_review_task_{name}", table_name="review_task")
    with op.batch_alter_table("review_task", schema=None) as batch_op:
        for name, table in _REFERENCES:
            batch_op.drop_constraint(op.f(f"fk_review_task_{name}_{table}"), type_="foreignkey")
            batch_op.drop_column(name)
        for name in ("flagged", "important", "claimed_by", "claimed_until"):
            batch_op.drop_column(name)
        batch_op.alter_column("resource_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.drop_column("important")
