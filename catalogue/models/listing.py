"""Listings: what one source says about one resource."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.public_id import HasPublicId
from catalogue.models.resource import Resource
from catalogue.models.source import Source


class Listing(HasPublicId, Model):
    """`latest` is the record last heard, `accepted` the one we show (None until somebody or a trust accepts it).

    Both are normalised records as JSON. `record_hash` is of `latest`. `missing_since` is when a full list first
    came without it; `gone` is the source's own word that it was deleted.
    """

    __tablename__ = "listing"
    __table_args__ = (
        UniqueConstraint("source_id", "key"),
        Index("ix_listing_source_missing", "source_id", "missing_since"),
    )

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"), index=True)
    key: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text, index=True)
    record_hash: Mapped[str] = mapped_column(String(64))
    latest: Mapped[dict[str, Any]] = mapped_column(JSON)
    accepted: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    first_seen_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    last_seen_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    last_run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    missing_since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    gone: Mapped[bool] = mapped_column(default=False)

    source: Mapped[Source] = relationship()
    resource: Mapped[Resource] = relationship(back_populates="listings")
