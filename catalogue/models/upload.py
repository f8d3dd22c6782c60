"""Uploads: a spreadsheet an institution's member sent, checked row by row and handed in only when they say so."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.institution import Institution
from catalogue.models.public_id import HasPublicId
from catalogue.models.run import Run
from catalogue.models.states import UPLOAD_MOVES, Moves


class Upload(HasPublicId, Model):
    """`rows` counts those with content, of which `good` can be taken in and `faulty` cannot.

    Its report and its good rows lie in the instance folder until it is dropped. `run_id` is the run that takes in
    the good rows, once it is handed in.
    """

    __tablename__ = "upload"
    __table_args__ = (Index("ix_upload_of_institution", "institution_id", "created_at"),)

    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    state: Mapped[str] = mapped_column(String(20), default="checked")
    by: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    rows: Mapped[int] = mapped_column(default=0)
    good: Mapped[int] = mapped_column(default=0)
    faulty: Mapped[int] = mapped_column(default=0)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now, index=True)

    institution: Mapped[Institution] = relationship()
    run: Mapped[Run | None] = relationship()

    @property
    def moves(self) -> Moves:
        return UPLOAD_MOVES
