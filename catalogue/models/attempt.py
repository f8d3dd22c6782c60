"""Attempts: what was tried at the door of accounts and did not succeed, so that nobody can go on guessing."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db import Model, UTCDateTime, now


class Attempt(Model):
    """`subject` and `place` are marks (domain.accounts.attempts): what was tried, and from which network or device."""

    __tablename__ = "attempt"
    __table_args__ = (
        Index("ix_attempt_of_subject", "subject", "at"),
        Index("ix_attempt_of_place", "place", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(32))
    place: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now, index=True)
