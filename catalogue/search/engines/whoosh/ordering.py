"""The order of a result: by fit, by date or by popularity, always the same for the same query and index."""

from collections.abc import Callable, Collection
from heapq import nsmallest
from typing import Any

from catalogue.search.engine import Query
from catalogue.search.engines.whoosh.ranking import Scores
from catalogue.search.engines.whoosh.table import Table

Key = Callable[[int], tuple[Any, ...]]


def page(table: Table, numbers: Collection[int], scores: Scores, query: Query) -> tuple[str, ...]:
    """The ids of one page of the ordered result."""
    start = max(0, query.offset)
    end = start + max(0, query.limit)
    if start >= len(numbers) or start == end:
        return ()
    best = nsmallest(end, numbers, key=_key(table, scores, query))
    return tuple(table.ids[number] for number in best[start:])


def _key(table: Table, scores: Scores, query: Query) -> Key:
    """Ties fall to the newer thing, then to the id, so that pages never overlap."""
    ids, times, popularity = table.ids, table.times, table.popularity
    if query.sort == "newest":
        return lambda number: (-times[number], ids[number])
    if query.sort == "popular":
        return lambda number: (-popularity[number], -times[number], ids[number])
    return lambda number: (-scores[number], -times[number], ids[number])
