"""Postings held in memory, ready for scoring, within a budget of bytes; the least recently used go first."""

from collections import OrderedDict
from threading import Lock

from catalogue.search.engines.whoosh.terms import Postings

OVERHEAD_BYTES = 400
"""Of the objects around two small arrays."""


class HeldPostings:
    """Threads may share it."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._bytes = 0
        self._held: OrderedDict[str, Postings] = OrderedDict()
        self._lock = Lock()

    def get(self, term: str) -> Postings | None:
        with self._lock:
            if term in self._held:
                self._held.move_to_end(term)
            return self._held.get(term)

    def terms(self) -> list[str]:
        """The least recently used first."""
        with self._lock:
            return list(self._held)

    def keep(self, term: str, postings: Postings) -> None:
        with self._lock:
            if term in self._held or _size(postings) > self._budget:
                return
            self._held[term] = postings
            self._bytes += _size(postings)
            while self._bytes > self._budget:
                _term, dropped = self._held.popitem(last=False)
                self._bytes -= _size(dropped)


def _size(postings: Postings) -> int:
    return postings.numbers.nbytes + postings.impacts.nbytes + OVERHEAD_BYTES
