"""Lectures: one occurrence with a start, live or on site, that may get a replay."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.indexed import Indexed
from catalogue.models.institution import Institution
from catalogue.models.public_id import HasPublicId
from catalogue.models.resource import Resource
from catalogue.models.source import Source
from catalogue.models.states import LECTURE_MOVES, Moves


class Lecture(HasPublicId, Indexed, Model):
    """Identified within its source by UID and RECURRENCE-ID (RFC 5545; empty for a single event).

    `status` is the calendar's word (confirmed, tentative, cancelled); `state` is ours. `url` is where to join.
    `held` is what its source says now and nobody accepted yet, as domain.held_words writes it; None when nothing waits.
    """

    __tablename__ = "lecture"
    __table_args__ = (
        UniqueConstraint("source_id", "uid", "recurrence_id"),
        Index("ix_lecture_shown", "state", "starts_at"),
    )
    unindexed: ClassVar[frozenset[str]] = frozenset({"held", "last_run_id", "missing_since", "record_hash"})

    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    uid: Mapped[str] = mapped_column(Text)
    recurrence_id: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[str] = mapped_column(String(20), default="pending")
    status: Mapped[str] = mapped_column(String(20), default="confirmed")
    title: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text, default="")
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    all_day: Mapped[bool] = mapped_column(default=False)
    url: Mapped[str] = mapped_column(Text, default="")
    location: Mapped[str] = mapped_column(Text, default="")
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    speakers: Mapped[list[str]] = mapped_column(JSON, default=list)
    language: Mapped[str] = mapped_column(String(40), default="")
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    audiences: Mapped[list[str]] = mapped_column(JSON, default=list)
    image: Mapped[str] = mapped_column(Text, default="")
    replay_id: Mapped[int | None] = mapped_column(ForeignKey("resource.id"), index=True)
    record_hash: Mapped[str] = mapped_column(String(64), default="")
    held: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    last_run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    missing_since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    source: Mapped[Source | None] = relationship()
    institution: Mapped[Institution] = relationship()
    replay: Mapped[Resource | None] = relationship()

    @property
    def moves(self) -> Moves:
        return LECTURE_MOVES
