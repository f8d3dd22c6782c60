"""Memberships: who speaks for which institution."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.institution import Institution

if TYPE_CHECKING:
    from catalogue.models.account import Account

MEMBER_ROLES = {"owner": "负责人", "editor": "编辑"}
"""An owner also manages the members, the tokens and the sources of the institution."""


class Membership(Model):
    """`role` is a code of MEMBER_ROLES."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("account_id", "institution_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    account: Mapped["Account"] = relationship(back_populates="memberships")
    institution: Mapped[Institution] = relationship()
