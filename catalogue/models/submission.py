"""Submissions: what an institution handed in at one time, and who vouched for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.institution import Institution
from catalogue.models.public_id import HasPublicId

CHANNELS = {"form": "网页表单", "spreadsheet": "表格上传", "api": "接口推送", "source": "来源登记"}


class Submission(HasPublicId, Model):
    """`channel` is a code of CHANNELS, `by` the actor who handed it in.

    `checked` holds the codes of the provider's own check that were ticked, `commitment` the version of the promise
    given with it (domain.submissions). `subjects` are the public ids of what came of it; `run_id` the run that took
    in a whole file. `outcomes` counts what became of its items, by the words of a run's counters.
    """

    __tablename__ = "submission"
    __table_args__ = (Index("ix_submission_of_institution", "institution_id", "created_at"),)

    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    channel: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(Text)
    checked: Mapped[list[str]] = mapped_column(JSON, default=list)
    commitment: Mapped[str] = mapped_column(String(20))
    file_name: Mapped[str] = mapped_column(Text, default="")
    subjects: Mapped[list[str]] = mapped_column(JSON, default=list)
    outcomes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    institution: Mapped[Institution] = relationship()
