"""How often what an institution offers was looked at and gone on to, day by day."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from catalogue.domain.portal.own_lectures import own_lecture_numbers
from catalogue.domain.portal.own_resources import own_numbers
from catalogue.models import Institution, LectureViewCount, LectureVisitCount, ViewCount, VisitCount
from catalogue.models.visit import DayCount

DAYS = 30


class DayFigures(NamedTuple):
    """A day of Asia/Shanghai: page views here, and clicks to the things themselves."""

    day: date
    views: int
    clicks: int


def daily(session: Session, institution: Institution, today: date) -> list[DayFigures]:
    """Of its resources: the last days up to today, in two queries; counts of the last minute are not written yet."""
    return _daily(session, ViewCount, VisitCount, own=own_numbers(institution), today=today)


def daily_of_lectures(session: Session, institution: Institution, today: date) -> list[DayFigures]:
    """The same of its lectures."""
    own = own_lecture_numbers(institution)
    return _daily(session, LectureViewCount, LectureVisitCount, own=own, today=today)


def _daily(session: Session, *tables: type[DayCount], own: Select[int], today: date) -> list[DayFigures]:
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    views, clicks = (_by_day(session, table, own, days[0]) for table in tables)
    return [DayFigures(day, views.get(day, 0), clicks.get(day, 0)) for day in days]


def _by_day(session: Session, table: type[DayCount], own: Select[int], first: date) -> dict[date, int]:
    counts = select(table.day, func.sum(table.count)).where(table.day >= first)
    counts = counts.where(getattr(table, table.counted).in_(own)).group_by(table.day)
    return {day: int(count) for day, count in session.execute(counts)}
