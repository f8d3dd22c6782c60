"""Problem reports: what somebody found wrong with a resource, kept until a reviewer has dealt with it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.public_id import HasPublicId
from catalogue.models.resource import Resource
from catalogue.models.states import PROBLEM_REPORT_MOVES, Moves

REPORT_REASONS = {
    "broken_link": "链接打不开",
    "paid": "要收费",
    "wrong": "内容有误",
    "unsuitable": "内容不适合",
    "other": "其他",
}
"""Codes, which rows store, and what people read."""


class ProblemReport(HasPublicId, Model):
    """`reason` is a code of REPORT_REASONS; `words` and `contact` are what the person typed; no more is known.

    `sender` bounds how many come from one network in an hour: a keyed hash that changes daily, emptied after a day.
    """

    __tablename__ = "problem_report"
    __table_args__ = (
        Index("ix_problem_report_queue", "state", "created_at"),
        Index("ix_problem_report_sender", "sender", "created_at"),
    )

    state: Mapped[str] = mapped_column(String(20), default="open")
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"), index=True)
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(Text, default="")
    sender: Mapped[str] = mapped_column(String(32), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by: Mapped[str] = mapped_column(Text, default="")

    resource: Mapped[Resource] = relationship()

    @property
    def moves(self) -> Moves:
        return PROBLEM_REPORT_MOVES
