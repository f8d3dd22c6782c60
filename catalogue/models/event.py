"""Events: one row for every move of state, written from the first day."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.append_only import AppendOnly


class Event(AppendOnly, Model):
    """What happened to which thing, by whom or by which standing approval, when, from what to what, from where.

    `actor` is `operator:NAME`, `person:ID`, `system`, `visitor`, or `approval:SOURCE` (that source's standing
    approval, named in `note`). `before` and `after` are states, or JSON objects where fields changed. `origin` is
    the network address a signed-in person or a program came from; empty for the command line, the worker, visitors.
    """

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_subject", "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now, index=True)
    actor: Mapped[str] = mapped_column(Text, index=True)
    what: Mapped[str] = mapped_column(String(60), index=True)
    subject_type: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[str] = mapped_column(String(10))
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    origin: Mapped[str] = mapped_column(Text, default="", server_default="")
