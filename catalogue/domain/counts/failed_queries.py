"""Counts what learners looked for in vain, so that curators see what is missing; nothing about who."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from catalogue.domain.counts.query_counts import most_counted
from catalogue.domain.counts.waiting_queries import WaitingQueries
from catalogue.models import FailedQuery

FAILED = WaitingQueries(FailedQuery)


@dataclass(frozen=True)
class Gap:
    """A query nothing answered, and how often it was asked."""

    text: str
    count: int


def gaps(session: Session, *, days: int, limit: int) -> list[Gap]:
    """What was asked most in vain in the last days, as far as it is written (see waiting_counts)."""
    found = session.execute(most_counted(FailedQuery, days=days, limit=limit))
    return [Gap(text, int(count)) for text, count in found]
