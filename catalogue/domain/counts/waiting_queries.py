"""Counts of typed queries that wait to be written; what may be about a person is never among them."""

from functools import partial

from catalogue.domain.counts.query_counts import add_counts, countable
from catalogue.domain.counts.waiting import WaitingCounts
from catalogue.models import AskedQuery, FailedQuery


class WaitingQueries(WaitingCounts[str]):
    """The counts that wait for one table of queries."""

    def __init__(self, table: type[AskedQuery | FailedQuery]) -> None:
        super().__init__(table.__tablename__, partial(add_counts, table))

    def count(self, text: str) -> None:
        """Count a normalised query once more."""
        if wanted := countable(text):
            super().count(wanted)
