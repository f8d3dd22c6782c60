"""account care: recovery codes, attempts at the door, invitations, wrong codes of a session

Revision ID: 0013
Revises: 0010

"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0010"
branch_labels = None
depends_on = None


def _time(name, *, nullable=False):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade():
    with op.batch_alter_table("account_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wrong_codes", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        _time("created_at"),
        _time("used_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_recovery_code_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("account_id", "code_hash", name=op.f("uq_recovery_code_account_id_code_hash")),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        _time("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index("ix_attempt_of_subject", "attempt", ["subject", "at"], unique=False)
    op.create_index("ix_attempt_of_place", "attempt", ["place", "at"], unique=False)
    op.create_index(op.f("ix_attempt_at"), "attempt", ["at"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("staff_roles", sa.JSON(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        _time("created_at"),
        _time("expires_at"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_invitation_institution_id_institution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_invitation_public_id")),
    )
    op.create_index(op.f("ix_invitation_email"), "invitation", ["email"], unique=False)
    op.create_index(op.f("ix_invitation_institution_id"), "invitation", ["institution_id"], unique=False)


def downgrade():
    for table in ("invitation", "attempt", "recovery_code"):
        op.drop_table(table)
    with op.batch_alter_table("account_session", schema=None) as batch_op:
        batch_op.drop_column("wrong_codes")
