"""Visits: how often learners went on to a resource, by day and without a word about who."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db import Model


class VisitCount(Model):
    """`day` is a day in Asia/Shanghai."""

    __tablename__ = "visit_count"

    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
