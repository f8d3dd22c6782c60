"""Counts typed queries by day: which may be counted at all, and how the counts are kept."""

import re
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import Select, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from catalogue.clock import local_day
from catalogue.db import now, writing
from catalogue.models import AskedQuery, FailedQuery

LONGEST = 40
"""Characters; what is longer was pasted, and may hold anything."""
KEPT_DAYS = 180
MOST_A_DAY = 2000
"""Different queries of one day: bounds a table, whoever types whatever."""

_PERSONAL = re.compile(r"\d{5}|@|://")
"""Telephone, identity and account numbers, addresses."""


def countable(text: str) -> str:
    """A normalised query as it is counted; empty when it may be about a person."""
    wanted = " ".join(text.casefold().split())
    return "" if len(wanted) > LONGEST or _PERSONAL.search(wanted) else wanted


def most_counted(
    table: type[AskedQuery | FailedQuery], *, days: int, limit: int, least_times: int = 1, least_days: int = 1
) -> Select[str, int]:
    """What was counted in the last days and how often, the most often first; with so many times on so many days."""
    total = func.sum(table.count)
    return (
        select(table.text, total)
        .where(table.day > local_day(now()) - timedelta(days=days))
        .group_by(table.text)
        .having(total >= least_times, func.count() >= least_days)
        .order_by(total.desc(), table.text)
        .limit(limit)
    )


def add_counts(table: type[AskedQuery | FailedQuery], counts: Mapping[str, int]) -> None:
    """Add to today's counts, and let old ones go. Raises SQLAlchemyError."""
    today = local_day(now())
    with writing() as session:
        others = select(func.count()).where(table.day == today, table.text.not_in(list(counts)))
        room = MOST_A_DAY - (session.scalar(others) or 0)
        rows = [{"text": text, "day": today, "count": count} for text, count in list(counts.items())[: max(0, room)]]
        if not rows:
            return
        insert = (sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert)(table)
        added = {"count": table.count + insert.excluded.count}
        session.execute(insert.on_conflict_do_update(index_elements=["text", "day"], set_=added), rows)
        session.execute(delete(table).where(table.day < today - timedelta(days=KEPT_DAYS)))
