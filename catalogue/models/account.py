"""Accounts: the people who sign in, and what each may do."""

from datetime import datetime

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.membership import Membership
from catalogue.models.public_id import HasPublicId
from catalogue.models.states import ACCOUNT_MOVES, Moves

STAFF_ROLES = {
    "reviewer": "审核员",
    "senior_reviewer": "高级审核员",
    "curator": "专题编辑",
    "administrator": "管理员",
}
"""Codes, which rows store, and what people read."""


class Account(HasPublicId, Model):
    """A person. `email` is in lower case and is emptied, as `name` is, when the account is closed.

    `password_hash` is argon2id (RFC 9106) in its PHC form; empty for somebody invited who has not come yet.
    `staff_roles` holds codes of STAFF_ROLES. `totp_secret` is base32 (RFC 6238), None without a second factor;
    `totp_step` is the last time step a code was taken for, so that none is taken twice.
    """

    __tablename__ = "account"

    state: Mapped[str] = mapped_column(String(20), default="active")
    email: Mapped[str | None] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text, default="")
    password_hash: Mapped[str] = mapped_column(Text, default="")
    staff_roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_step: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    memberships: Mapped[list[Membership]] = relationship(back_populates="account", cascade="all, delete-orphan")

    @property
    def moves(self) -> Moves:
        return ACCOUNT_MOVES

    @property
    def actor(self) -> str:
        """What events name this person by."""
        return f"person:{self.public_id}"
