"""Counts how often learners go on to a resource: by day, and without a word about who."""

import logging
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from catalogue.clock import local_day
from catalogue.db import now, writing
from catalogue.models import VisitCount

log = logging.getLogger(__name__)


def count_visit(resource_id: int, *, at: datetime | None = None) -> None:
    """Add one to the day's count (Asia/Shanghai). A count that cannot be kept is logged and let go."""
    try:
        _add_one(resource_id, at or now())
    except SQLAlchemyError:
        log.exception("a visit to resource %s was not counted", resource_id)


def _add_one(resource_id: int, at: datetime) -> None:
    with writing() as session:
        insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
        row = insert(VisitCount).values(resource_id=resource_id, day=local_day(at), count=1)
        session.execute(
            row.on_conflict_do_update(index_elements=["resource_id", "day"], set_={"count": VisitCount.count + 1})
        )
