"""Counts how often learners go on to a thing: by day, and without a word about who."""

import logging
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from catalogue.clock import local_day
from catalogue.db import now, writing
from catalogue.domain.counts.day_counts import add_to_day
from catalogue.models import LectureVisitCount, VisitCount
from catalogue.models.visit import DayCount

log = logging.getLogger(__name__)


def count_visit(resource_id: int, *, at: datetime | None = None) -> None:
    """Add one to the day's count (Asia/Shanghai). A count that cannot be kept is logged and let go."""
    _count(VisitCount, resource_id, at or now())


def count_lecture_visit(lecture_id: int) -> None:
    """The same for the way to a lecture."""
    _count(LectureVisitCount, lecture_id, now())


def _count(table: type[DayCount], number: int, at: datetime) -> None:
    try:
        _add_one(table, number, at)
    except SQLAlchemyError:
        log.exception("a visit to number %s was not counted in %s", number, table.__name__)


def _add_one(table: type[DayCount], number: int, at: datetime) -> None:
    with writing() as session:
        add_to_day(session, table, local_day(at), {number: 1})
