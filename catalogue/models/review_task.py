"""Review tasks: something a person must decide."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.listing import Listing
from catalogue.models.public_id import HasPublicId
from catalogue.models.resource import Resource
from catalogue.models.states import REVIEW_TASK_MOVES, Moves

REVIEW_TASK_KINDS = ("new_resource", "changed_listing", "likely_match", "unknown_cost", "screened")


class ReviewTask(HasPublicId, Model):
    """`kind` is one of REVIEW_TASK_KINDS; `evidence` is what the decider should see, as JSON.

    `screened` holds back what a trusted source says because screening found something serious in it.
    """

    __tablename__ = "review_task"
    __table_args__ = (Index("ix_review_task_queue", "state", "kind", "created_at"),)

    kind: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(20), default="open")
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"), index=True)
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id"), index=True)
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by: Mapped[str] = mapped_column(Text, default="")

    resource: Mapped[Resource] = relationship()
    listing: Mapped[Listing | None] = relationship()

    @property
    def moves(self) -> Moves:
        return REVIEW_TASK_MOVES
