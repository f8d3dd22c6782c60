"""Merges: which resource went into which, with what is needed to undo it, and pairs that must stay apart."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.public_id import HasPublicId
from catalogue.models.resource import Resource


class Merge(HasPublicId, Model):
    """`resource` went into `into`. `moved` says what went with it and how both were before, as domain.merging reads it.

    `undone_at` is None while the merge stands.
    """

    __tablename__ = "resource_merge"

    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"), index=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("resource.id"), index=True)
    moved: Mapped[dict[str, Any]] = mapped_column(JSON)
    merged_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    merged_by: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    undone_by: Mapped[str] = mapped_column(Text, default="")

    resource: Mapped[Resource] = relationship(foreign_keys=resource_id)
    into: Mapped[Resource] = relationship(foreign_keys=into_id)


class KeptApart(Model):
    """Two resources a person found to be different ones, the lower number first: they are not suggested again."""

    __tablename__ = "kept_apart"
    __table_args__ = (CheckConstraint("one_id < other_id", name="in_order"),)

    one_id: Mapped[int] = mapped_column(ForeignKey("resource.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("resource.id"), primary_key=True, index=True)
    decided_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    decided_by: Mapped[str] = mapped_column(Text)
