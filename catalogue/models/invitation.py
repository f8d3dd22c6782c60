"""Invitations: a link by mail that gives a person roles, once they have come and said who they are."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.institution import Institution
from catalogue.models.public_id import HasPublicId
from catalogue.models.states import INVITATION_MOVES, Moves


class Invitation(HasPublicId, Model):
    """Roles for whoever reads the mail of `email`: codes of STAFF_ROLES, or `role`, of MEMBER_ROLES, in an institution.

    `by` is the actor who invites. Who accepted stands in the events; `email` and `name` are emptied then.
    """

    __tablename__ = "invitation"

    state: Mapped[str] = mapped_column(String(20), default="waiting")
    email: Mapped[str] = mapped_column(Text, index=True)
    name: Mapped[str] = mapped_column(Text, default="")
    staff_roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"), index=True)
    role: Mapped[str] = mapped_column(String(20), default="")
    by: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)

    institution: Mapped[Institution | None] = relationship()

    @property
    def moves(self) -> Moves:
        return INVITATION_MOVES
