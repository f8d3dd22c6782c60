"""How often an institution's resources were looked at and gone on to, day by day."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.domain.portal.own_resources import own_numbers
from catalogue.models import Institution, ViewCount, VisitCount

DAYS = 30


class DayFigures(NamedTuple):
    """A day of Asia/Shanghai: page views here, and clicks to the resources themselves."""

    day: date
    views: int
    clicks: int


def daily(session: Session, institution: Institution, today: date) -> list[DayFigures]:
    """The last days up to today, in two queries; counts of the last minute are not written yet."""
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    views, clicks = (_by_day(session, institution, table, days[0]) for table in (ViewCount, VisitCount))
    return [DayFigures(day, views.get(day, 0), clicks.get(day, 0)) for day in days]


def _by_day(
    session: Session, institution: Institution, table: type[ViewCount | VisitCount], first: date
) -> dict[date, int]:
    counts = select(table.day, func.sum(table.count)).where(table.day >= first)
    counts = counts.where(table.resource_id.in_(own_numbers(institution))).group_by(table.day)
    return {day: int(count) for day, count in session.execute(counts)}
