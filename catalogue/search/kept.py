"""Keeps what is computed from the whole catalogue, counts for instance, until the index changes."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from catalogue.search.engine import SearchEngine

T = TypeVar("T")


def kept_until_index_changes(compute: Callable[[SearchEngine], T]) -> Callable[[SearchEngine], T]:
    """Let a function of the engine answer from memory while the index stands as it was.

    Every change of what is public reaches the index within seconds, so its state is the one cheap sign that
    something changed. What is kept must not hold rows of the database. Raises IndexUnavailable, for there is then
    nothing to go by.
    """
    kept: WeakKeyDictionary[SearchEngine, tuple[Hashable, T]] = WeakKeyDictionary()

    @wraps(compute)
    def remembered(engine: SearchEngine) -> T:
        state = engine.state()
        known = kept.get(engine)
        if known is None or known[0] != state:
            known = kept[engine] = (state, compute(engine))
        return known[1]

    return remembered
