"""Figures by month for the public: what was listed, which lectures were held, how often learners went on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Function, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from catalogue.clock import SHANGHAI
from catalogue.models import Lecture, Resource, VisitCount

MONTHS = 12


@dataclass(frozen=True)
class Month:
    """A month of Asia/Shanghai and its figures; of lectures, those that begin in it."""

    first_day: date
    resources: int
    lectures: int
    visits: int


def months(session: Session, today: date) -> list[Month]:
    """The last twelve months up to the current one, in three queries whatever there is."""
    firsts = [_month(today, -back) for back in reversed(range(-1, MONTHS))]
    moments = [datetime.combine(first, time(), SHANGHAI) for first in firsts]
    resources = _counts(session, func.count(Resource.id), Resource.published_at, moments, Resource.state == "public")
    lectures = _counts(session, func.count(Lecture.id), Lecture.starts_at, moments, Lecture.state == "public")
    visits = _counts(session, func.sum(VisitCount.count), VisitCount.day, firsts)
    return [Month(*row) for row in zip(firsts[:-1], resources, lectures, visits, strict=True)]


def _month(day: date, later: int) -> date:
    """The first day of the month so many months later."""
    number = day.year * 12 + day.month - 1 + later
    return date(number // 12, number % 12 + 1, 1)


def _counts(
    session: Session,
    total: Function[int],
    when: InstrumentedAttribute[Any],
    borders: Sequence[date],
    *conditions: ColumnElement[bool],
) -> list[int]:
    """The total between each two borders; the database's own months are of no use, for they are UTC's."""
    columns = [total.filter(when >= first, when < after) for first, after in pairwise(borders)]
    inside = (when >= borders[0], when < borders[-1], *conditions)
    return [int(value or 0) for value in session.execute(select(*columns).where(*inside)).one()]
