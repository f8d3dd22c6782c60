"""Counts how often the page of a resource is looked at: by day, in memory first, and without a word about who."""

from collections.abc import Mapping

from sqlalchemy.dialects import postgresql, sqlite

from catalogue.clock import local_day
from catalogue.db import now, writing
from catalogue.domain.waiting_counts import WaitingCounts
from catalogue.models import ViewCount


def _add_views(counts: Mapping[int, int]) -> None:
    """Add to today's counts, by the numbers of resources. Raises SQLAlchemyError."""
    today = local_day(now())
    with writing() as session:
        insert = (sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert)(ViewCount)
        added = {"count": ViewCount.count + insert.excluded.count}
        rows = [{"resource_id": number, "day": today, "count": count} for number, count in counts.items()]
        session.execute(insert.on_conflict_do_update(index_elements=["resource_id", "day"], set_=added), rows)


VIEWS = WaitingCounts[int]("views", _add_views)
