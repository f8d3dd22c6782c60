"""Counts of queries that wait in memory: an answer must not wait for the disk, so they are written once a minute.

Those of a process that is killed are lost, which harms nobody; one that ends in peace writes them first.
"""

import logging
from collections import Counter
from collections.abc import Mapping
from threading import Lock
from time import monotonic
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from catalogue.db import db
from catalogue.domain.query_counts import add_counts, countable
from catalogue.models import AskedQuery, FailedQuery

WRITTEN_AFTER_SECONDS = 60.0
MOST_WAITING = 500
"""Different queries a process keeps in memory before it writes them."""

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


class WaitingCounts:
    """The counts that wait for one table, by database."""

    def __init__(self, table: type[AskedQuery | FailedQuery]) -> None:
        self._table = table
        self._waiting: WeakKeyDictionary[Engine, _Waiting] = WeakKeyDictionary()

    def count(self, text: str) -> None:
        """Count a normalised query once more. What may be about a person is left out."""
        wanted = countable(text)
        if wanted and self._waiting.setdefault(db.engine, _Waiting()).add(wanted):
            self.write()

    def write(self) -> None:
        """Write what was counted since the last time; counts that cannot be written are logged and let go."""
        waiting = self._waiting.get(db.engine)
        if waiting is None or not (counts := waiting.take()):
            return
        try:
            add_counts(self._table, counts)
        except SQLAlchemyError:
            log.exception("%s counts of %s were not written", len(counts), self._table.__tablename__)
