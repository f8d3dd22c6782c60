"""Review tasks: something a person must decide."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.institution import Institution
from catalogue.models.lecture import Lecture
from catalogue.models.listing import Listing
from catalogue.models.problem_report import ProblemReport
from catalogue.models.public_id import HasPublicId
from catalogue.models.resource import Resource
from catalogue.models.source import Source
from catalogue.models.states import REVIEW_TASK_MOVES, Moves

if TYPE_CHECKING:
    from catalogue.models.review_decision import ReviewDecision

REVIEW_TASK_KINDS = {
    "new_resource": "新资源",
    "unknown_cost": "是否免费不明",
    "screened": "筛查拦下",
    "changed_listing": "资源有改动",
    "likely_match": "可能重复",
    "new_lecture": "新讲座",
    "changed_lecture": "讲座有改动",
    "problem_report": "读者报错",
    "source_proposal": "新来源",
    "source_trust": "长期批准",
}
"""Codes, which rows store, and what people read."""

FLAGGED: dict[str, Any] = {"sqlite_where": text("flagged = 1"), "postgresql_where": text("flagged")}
IMPORTANT: dict[str, Any] = {"sqlite_where": text("important = 1"), "postgresql_where": text("important")}
"""SQLite uses such an index only for a query with these very words."""


class ReviewTask(HasPublicId, Model):
    """`kind` is a code of REVIEW_TASK_KINDS; `evidence` is what the decider should see, as JSON.

    It is about a resource or a lecture, or about a source alone. `source` is where that comes from, `institution` who
    provides it; `report` is the reader's report that asks for it. `flagged` says that screening found more than
    something to note; `important` that two people must accept it. `claimed_by` is the actor at it until
    `claimed_until`, else empty.
    """

    __tablename__ = "review_task"
    __table_args__ = (
        Index("ix_review_task_oldest", "state", "created_at"),
        Index("ix_review_task_queue", "state", "kind", "created_at"),
        Index("ix_review_task_of_institution", "institution_id", "state", "created_at"),
        Index("ix_review_task_of_source", "source_id", "state", "created_at"),
        Index("ix_review_task_flagged", "state", "created_at", **FLAGGED),
        Index("ix_review_task_important", "state", "created_at", **IMPORTANT),
        Index("ix_review_task_claimed", "claimed_by", "state", "created_at"),
    )

    kind: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(20), default="open")
    resource_id: Mapped[int | None] = mapped_column(ForeignKey("resource.id"), index=True)
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id"), index=True)
    lecture_id: Mapped[int | None] = mapped_column(ForeignKey("lecture.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("problem_report.id"), index=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"))
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    flagged: Mapped[bool] = mapped_column(default=False, server_default=false())
    important: Mapped[bool] = mapped_column(default=False, server_default=false())
    claimed_by: Mapped[str] = mapped_column(Text, default="", server_default="")
    claimed_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by: Mapped[str] = mapped_column(Text, default="")

    resource: Mapped[Resource | None] = relationship()
    listing: Mapped[Listing | None] = relationship()
    lecture: Mapped[Lecture | None] = relationship()
    report: Mapped[ProblemReport | None] = relationship()
    source: Mapped[Source | None] = relationship()
    institution: Mapped[Institution | None] = relationship()
    decisions: Mapped[list["ReviewDecision"]] = relationship(back_populates="task", order_by="ReviewDecision.id")

    @property
    def moves(self) -> Moves:
        return REVIEW_TASK_MOVES

    @property
    def title(self) -> str:
        """What it is about, as lists name it."""
        about = self.resource or self.lecture or self.source
        return about.title if about else ""

    @validates("evidence")
    def _note_flags(self, _name: str, evidence: dict[str, Any]) -> dict[str, Any]:
        self.flagged = any(flag.get("severity") != "note" for flag in evidence.get("flags", ()))
        return evidence
