"""Outgoing mail: messages that wait for the mail server, or for the administrator where there is none."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.public_id import HasPublicId
from catalogue.models.states import OUTGOING_MAIL_MOVES, Moves


class OutgoingMail(HasPublicId, Model):
    """A message in plain text to one address. `failure` is what the server said the last time it would not take it."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (Index("ix_outgoing_mail_queue", "state", "next_try_at"),)

    state: Mapped[str] = mapped_column(String(20), default="waiting")
    recipient: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    next_try_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    @property
    def moves(self) -> Moves:
        return OUTGOING_MAIL_MOVES
