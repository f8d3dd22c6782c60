"""Counts what learners looked for in vain, so that curators see what is missing; nothing about who."""

import logging
import re
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from catalogue.clock import local_day
from catalogue.db import now, writing
from catalogue.models import FailedQuery

LONGEST = 40
"""Characters; what is longer was pasted, and may hold anything."""
KEPT_DAYS = 180
MOST_A_DAY = 2000
"""Different queries of one day: bounds the table, whoever types whatever."""

_PERSONAL = re.compile(r"\d{5}|@|://")
"""Telephone, identity and account numbers, addresses."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Gap:
    """A query nothing answered, and how often it was asked."""

    text: str
    count: int


def count_failed(text: str) -> None:
    """Add one to today's count. What may be about a person is left out; a count that fails is logged and let go."""
    wanted = " ".join(text.casefold().split())
    if not wanted or len(wanted) > LONGEST or _PERSONAL.search(wanted):
        return
    try:
        _add_one(wanted)
    except SQLAlchemyError:
        log.exception("a failed query was not counted")


def _add_one(text: str) -> None:
    today = local_day(now())
    with writing() as session:
        others = session.scalar(select(func.count()).where(FailedQuery.day == today, FailedQuery.text != text))
        if (others or 0) >= MOST_A_DAY:
            return
        insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
        row = insert(FailedQuery).values(text=text, day=today, count=1)
        session.execute(
            row.on_conflict_do_update(index_elements=["text", "day"], set_={"count": FailedQuery.count + 1})
        )
        session.execute(delete(FailedQuery).where(FailedQuery.day < today - timedelta(days=KEPT_DAYS)))


def gaps(session: Session, *, days: int, limit: int) -> list[Gap]:
    """What was asked most in vain in the last days."""
    total = func.sum(FailedQuery.count)
    statement = (
        select(FailedQuery.text, total)
        .where(FailedQuery.day > local_day(now()) - timedelta(days=days))
        .group_by(FailedQuery.text)
        .order_by(total.desc(), FailedQuery.text)
        .limit(limit)
    )
    return [Gap(text, int(count)) for text, count in session.execute(statement)]
