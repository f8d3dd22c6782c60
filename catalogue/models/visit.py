"""How often learners looked at the page of a thing and went on to it, by day and without a word about who."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db import Model


class DayCount:
    """`day` is a day in Asia/Shanghai; `counted` names the column that holds the number of the thing."""

    counted: ClassVar[str]

    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


class ResourceCount(DayCount):
    counted = "resource_id"

    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"), primary_key=True, sort_order=-1)


class LectureCount(DayCount):
    counted = "lecture_id"

    lecture_id: Mapped[int] = mapped_column(ForeignKey("lecture.id"), primary_key=True, sort_order=-1)


class VisitCount(ResourceCount, Model):
    """How often learners went on to the resource."""

    __tablename__ = "visit_count"


class ViewCount(ResourceCount, Model):
    """How often its page here was looked at."""

    __tablename__ = "view_count"


class LectureVisitCount(LectureCount, Model):
    """How often learners went on to where a lecture is given, or told of."""

    __tablename__ = "lecture_visit_count"


class LectureViewCount(LectureCount, Model):
    """How often its page here was looked at."""

    __tablename__ = "lecture_view_count"
