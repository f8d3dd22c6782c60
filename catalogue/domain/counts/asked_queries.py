"""Counts what learners looked for and found, so that others are offered what many ask; nothing about who."""

from sqlalchemy.orm import Session

from catalogue.domain.counts.query_counts import most_counted
from catalogue.domain.counts.waiting_queries import WaitingQueries
from catalogue.models import AskedQuery

ASKED = WaitingQueries(AskedQuery)

LEAST_TIMES, LEAST_DAYS = 10, 3
"""A query is shown to others when it was asked so often, on so many days: what one person types over and over in an
evening is not. It found something, so its words stand in the catalogue for everyone to read anyway."""
LOOKED_BACK_DAYS = 90


def popular_queries(session: Session, *, limit: int) -> list[str]:
    """What many asked lately, the most often asked first."""
    popular = most_counted(
        AskedQuery, days=LOOKED_BACK_DAYS, limit=limit, least_times=LEAST_TIMES, least_days=LEAST_DAYS
    )
    return list(session.scalars(popular))
