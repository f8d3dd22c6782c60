"""Seals over events: each closes a stretch of them, so that a change made afterwards shows."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.append_only import AppendOnly


class EventSeal(AppendOnly, Model):
    """The events after those of the seal before, up to the number `last_event_id`, `count` of them.

    `digest` is the SHA-256, in hexadecimal, of the digest before and of these events (see domain.ledger).
    """

    __tablename__ = "event_seal"

    last_event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    sealed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
