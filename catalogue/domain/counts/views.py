"""Counts how often the pages of things are looked at: by day, in memory first, and without a word about who."""

from collections.abc import Callable, Mapping

from catalogue.clock import local_day
from catalogue.db import now, writing
from catalogue.domain.counts.day_counts import add_to_day
from catalogue.domain.counts.waiting import WaitingCounts
from catalogue.models import LectureViewCount, ViewCount
from catalogue.models.visit import DayCount


def _adding_to(table: type[DayCount]) -> Callable[[Mapping[int, int]], None]:
    """What adds to today's counts, by the numbers of things. Raises SQLAlchemyError."""

    def add(counts: Mapping[int, int]) -> None:
        with writing() as session:
            add_to_day(session, table, local_day(now()), counts)

    return add


VIEWS = WaitingCounts[int]("views", _adding_to(ViewCount))
LECTURE_VIEWS = WaitingCounts[int]("views of lectures", _adding_to(LectureViewCount))
