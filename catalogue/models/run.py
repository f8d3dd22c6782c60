"""Runs: one harvest or import of one source, what it found, and what became of each item."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.public_id import HasPublicId
from catalogue.models.source import Source
from catalogue.models.states import RUN_MOVES, Moves

OUTCOMES = ("failed", "refused", "unchanged", "pending", "merged", "changed", "new")
"""What became of a found item; each counts once, under the first word that fits."""


class Run(HasPublicId, Model):
    """One way through collect, judge and apply.

    `options` are the adapter's as this run uses them. `full` says whether absence from this run means gone.
    `file_hash` is the SHA-256 of an imported file, whose copy lies in the instance folder until the run ends.
    `lease_owner` (host:pid) works on it until `lease_until`; after that, or when that process is dead, another may.
    `missing` counts listings known and not seen; the other counters add up to `found`. `unread` counts the found
    items that gave no record; it is known when the run is judged. `since` is what the run asks for changes after
    (None: it asks for everything); `answered_at` is the source's own clock at its first answer. `interrupted` says
    that its time was up: the next harvest of its source takes it up again.
    """

    __tablename__ = "run"

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default="collecting", index=True)
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    full: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    interrupted: Mapped[bool] = mapped_column(default=False)
    file_name: Mapped[str] = mapped_column(Text, default="")
    file_hash: Mapped[str] = mapped_column(String(64), default="")
    message: Mapped[str] = mapped_column(Text, default="")
    started_by: Mapped[str] = mapped_column(Text, default="")
    started_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    lease_owner: Mapped[str] = mapped_column(Text, default="")
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    found: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    pending: Mapped[int] = mapped_column(default=0)
    merged: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    new: Mapped[int] = mapped_column(default=0)
    missing: Mapped[int] = mapped_column(default=0)
    unread: Mapped[int] = mapped_column(default=0)

    source: Mapped[Source] = relationship()

    @property
    def moves(self) -> Moves:
        return RUN_MOVES


class RunItem(Model):
    """One item a run found; `outcome` is empty until it is applied, `reason` says why it failed or was refused."""

    __tablename__ = "run_item"
    __table_args__ = (
        UniqueConstraint("run_id", "position"),
        Index("ix_run_item_outcome", "run_id", "outcome", "position"),
        Index("ix_run_item_key", "run_id", "key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text, default="")
    raw_hash: Mapped[str] = mapped_column(ForeignKey("raw_item.hash"), index=True)
    deleted: Mapped[bool] = mapped_column(default=False)
    token: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    subject: Mapped[str] = mapped_column(String(10), default="")


class RawItem(Model):
    """What a source said, untouched, once per content; `hash` is the SHA-256 of `data`, a JSON text."""

    __tablename__ = "raw_item"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now, index=True)
