"""The order of a result: by fit, by date or by popularity, always the same for the same query and index."""

from collections.abc import Callable
from time import time

import numpy as np

from catalogue.search.engine import Query
from catalogue.search.engines.whoosh.arrays import Array
from catalogue.search.engines.whoosh.table import Table
from catalogue.search.engines.whoosh.terms import Numbers
from catalogue.search.engines.whoosh.vectors import Found

Key = Callable[[Numbers], Array]
"""Gives, for some places in a result, what to order them by; the greatest comes first."""


def page(table: Table, found: Found, query: Query) -> tuple[str, ...]:
    """The ids of one page of the ordered result."""
    start = max(0, query.offset)
    end = min(start + max(0, query.limit), len(found))
    if start >= end:
        return ()
    best = _best(_keys(table, found, query), len(found), end)
    return table.public_ids(found.numbers[best[start:]])


def _keys(table: Table, found: Found, query: Query) -> list[Key]:
    """What to order by, the most important first; ties fall to the newer thing or sooner lecture, then to the id."""

    def column(name: str) -> Key:
        return lambda places: table.plain[name].take(found.numbers.take(places))

    def smallest_id(places: Numbers) -> Array:
        _ids, ranks = np.unique(table.ids.take(found.numbers.take(places)), return_inverse=True)
        return -ranks

    def soonness(places: Numbers) -> Array:
        return _soonness(column("time")(places), time())

    first = {"newest": [], "popular": [column("popularity")]}.get(
        query.sort, [lambda places: found.scores.take(places)]
    )
    return [*first, soonness if query.type == "lecture" else column("time"), smallest_id]


def _soonness(times: Array, now: float) -> Array:
    """Coming times by how soon they are, then past ones by how lately they were; all in seconds."""
    return np.where(times >= now, 1 / (1 + times - now), times - now)


def _best(keys: list[Key], count: int, wanted: int) -> Numbers:
    """The places of the `wanted` greatest of `count`, in order. Sorts only what may be among them."""
    chosen, tied = np.zeros(0, np.intp), np.arange(count)
    for key in keys:
        missing = wanted - len(chosen)
        if missing >= len(tied):
            break
        values = key(tied)
        least = np.partition(values, len(values) - missing)[len(values) - missing]
        chosen, tied = np.concatenate((chosen, tied.compress(values > least))), tied.compress(values == least)
    chosen = np.concatenate((chosen, tied))
    order: Numbers = np.lexsort([-key(chosen) for key in reversed(keys)])[:wanted]
    best: Numbers = chosen[order]
    return best
