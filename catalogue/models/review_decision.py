"""Review decisions: what a person found of a review task, a row each."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.public_id import HasPublicId
from catalogue.models.review_task import ReviewTask

OUTCOMES = {
    "accepted_first": "同意（等第二人）",
    "accepted": "同意",
    "corrected": "改正后同意",
    "returned": "退回修改",
    "refused": "不收录",
    "merged": "合并",
    "kept_apart": "不是同一个",
    "mended": "已改正",
    "dropped": "不用改",
}
"""Codes, which rows store, and what people read."""


class ReviewDecision(HasPublicId, Model):
    """`outcome` is a code of OUTCOMES, `by` the actor.

    `checks` says for each criterion (domain.criteria) whether it was met; empty where none are asked. `corrections`
    are the fields the reviewer set; `seen` is what the task looked like to the reviewer (domain.review.guard).
    """

    __tablename__ = "review_decision"

    task_id: Mapped[int] = mapped_column(ForeignKey("review_task.id"), index=True)
    by: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(20))
    checks: Mapped[dict[str, bool]] = mapped_column(JSON, default=dict)
    remark: Mapped[str] = mapped_column(Text, default="")
    corrections: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    seen: Mapped[str] = mapped_column(String(16), default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    task: Mapped[ReviewTask] = relationship(back_populates="decisions")
