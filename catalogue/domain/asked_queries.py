"""Counts what learners looked for and found, so that others are offered what many ask; nothing about who.

A page of results must not wait for the disk: counts gather in memory and are written about once a minute. Those of a
process that ends are lost, which harms nobody.
"""

import logging
from collections import Counter
from collections.abc import Mapping
from threading import Lock
from time import monotonic
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from catalogue.db import db
from catalogue.domain.query_counts import add_counts, countable, most_counted
from catalogue.models import AskedQuery

WRITTEN_AFTER_SECONDS = 60.0
MOST_WAITING = 500
"""Different queries a process keeps in memory before it writes them."""

LEAST_TIMES, LEAST_DAYS = 10, 3
"""A query is shown to others when it was asked so often, on so many days: what one person types over and over in an
evening is not. It found something, so its words stand in the catalogue for everyone to read anyway."""
LOOKED_BACK_DAYS = 90

log = logging.getLogger(__name__)


class _Waiting:
    """Counts not yet written; threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[str] = Counter()
        self._since = monotonic()

    def add(self, text: str) -> bool:
        """Whether it is time to write."""
        with self._lock:
            self._counts[text] += 1
            return len(self._counts) >= MOST_WAITING or monotonic() - self._since > WRITTEN_AFTER_SECONDS

    def take(self) -> Mapping[str, int]:
        with self._lock:
            counts, self._counts, self._since = self._counts, Counter(), monotonic()
            return counts


_waiting: WeakKeyDictionary[Engine, _Waiting] = WeakKeyDictionary()


def count_asked(text: str) -> None:
    """Count a query that found what it was about. What may be about a person is left out."""
    wanted = countable(text)
    if wanted and _waiting.setdefault(db.engine, _Waiting()).add(wanted):
        write_asked()


def write_asked() -> None:
    """Write what was counted since the last time; counts that cannot be written are logged and let go."""
    waiting = _waiting.get(db.engine)
    if waiting is None or not (counts := waiting.take()):
        return
    try:
        add_counts(AskedQuery, counts)
    except SQLAlchemyError:
        log.exception("%s asked queries were not counted", len(counts))


def popular_queries(session: Session, *, limit: int) -> list[str]:
    """What many asked lately, the most often asked first."""
    popular = most_counted(
        AskedQuery, days=LOOKED_BACK_DAYS, limit=limit, least_times=LEAST_TIMES, least_days=LEAST_DAYS
    )
    return list(session.scalars(popular))
