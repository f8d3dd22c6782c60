"""How often learners looked at the page of a resource and went on to it, by day and without a word about who."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db import Model


class ResourceCount:
    """`day` is a day in Asia/Shanghai."""

    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


class VisitCount(ResourceCount, Model):
    """How often learners went on to the resource."""

    __tablename__ = "visit_count"


class ViewCount(ResourceCount, Model):
    """How often its page here was looked at."""

    __tablename__ = "view_count"
