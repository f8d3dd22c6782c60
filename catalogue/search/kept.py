"""Keeps what is computed from the whole catalogue, counts for instance, until the index changes."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from catalogue.search.engine import SearchEngine

T = TypeVar("T")
P = ParamSpec("P")
Computed = Callable[Concatenate[SearchEngine, P], T]


def kept_until_index_changes(compute: Computed[P, T]) -> Computed[P, T]:
    """Let a function of the engine answer from memory while the index stands as it was.

    Every change of what is public reaches the index within seconds, so its state is the one cheap sign that
    something changed. Only the last answer is kept, for the same further arguments, which must be hashable; it must
    not hold rows of the database. Raises IndexUnavailable, for there is then nothing to go by.
    """
    kept: WeakKeyDictionary[SearchEngine, tuple[Hashable, T]] = WeakKeyDictionary()

    @wraps(compute)
    def remembered(engine: SearchEngine, *args: P.args, **more: P.kwargs) -> T:
        asked = (engine.state(), args, tuple(more.items()))
        known = kept.get(engine)
        if known is None or known[0] != asked:
            known = kept[engine] = (asked, compute(engine, *args, **more))
        return known[1]

    return remembered
