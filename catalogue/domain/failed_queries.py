"""Counts what learners looked for in vain, so that curators see what is missing; nothing about who."""

import logging
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from catalogue.domain.query_counts import add_counts, countable, most_counted
from catalogue.models import FailedQuery

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Gap:
    """A query nothing answered, and how often it was asked."""

    text: str
    count: int


def count_failed(text: str) -> None:
    """Add one to today's count. What may be about a person is left out; a count that fails is logged and let go."""
    if not (wanted := countable(text)):
        return
    try:
        add_counts(FailedQuery, {wanted: 1})
    except SQLAlchemyError:
        log.exception("a failed query was not counted")


def gaps(session: Session, *, days: int, limit: int) -> list[Gap]:
    """What was asked most in vain in the last days."""
    found = session.execute(most_counted(FailedQuery, days=days, limit=limit))
    return [Gap(text, int(count)) for text, count in found]
