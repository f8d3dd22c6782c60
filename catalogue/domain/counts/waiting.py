"""Counts that wait in memory: an answer must not wait for the disk, so they are written once a minute.

Those of a process that is killed are lost, which harms nobody; one that ends in peace writes them first.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from catalogue.db import db

K = TypeVar("K", str, int)

WRITTEN_AFTER_SECONDS = 60.0
MOST_WAITING = 500
"""Different things a process keeps counts of in memory before it writes them."""

log = logging.getLogger(__name__)


class _Waiting(Generic[K]):
    """Counts not yet written; threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[K] = Counter()
        self._since = monotonic()

    def add(self, thing: K) -> bool:
        """Whether it is time to write."""
        with self._lock:
            self._counts[thing] += 1
            return len(self._counts) >= MOST_WAITING or monotonic() - self._since > WRITTEN_AFTER_SECONDS

    def take(self) -> Mapping[K, int]:
        with self._lock:
            counts, self._counts, self._since = self._counts, Counter(), monotonic()
            return counts


class WaitingCounts(Generic[K]):
    """The counts that wait for one table, by database; `add` adds them to it, `name` is what the log calls them."""

    def __init__(self, name: str, add: Callable[[Mapping[K, int]], None]) -> None:
        self._name = name
        self._add: Callable[[Mapping[K, int]], None] = add
        self._waiting: WeakKeyDictionary[Engine, _Waiting[K]] = WeakKeyDictionary()

    def count(self, thing: K) -> None:
        """Count a thing once more."""
        if self._waiting.setdefault(db.engine, _Waiting()).add(thing):
            self.write()

    def write(self) -> None:
        """Write what was counted since the last time; counts that cannot be written are logged and let go."""
        waiting = self._waiting.get(db.engine)
        if waiting is None or not (counts := waiting.take()):
            return
        try:
            self._add(counts)
        except SQLAlchemyError:
            log.exception("%s counts of %s were not written", len(counts), self._name)
