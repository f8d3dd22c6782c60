"""Keeps what is computed from the whole catalogue, counts for instance, until the index changes."""

import logging
from collections.abc import Callable, Hashable, Sized
from functools import wraps
from threading import Lock, Thread
from time import monotonic
from typing import Concatenate, Generic, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from catalogue.search.engine import IndexUnavailable, SearchEngine
from catalogue.search.memory import give_back

SMALL = 5000
"""Things up to which something is made anew at every change of the index: a matter of milliseconds."""
LEAST_SECONDS = 60.0
"""How long what is larger serves although the index has changed: new words and titles come slowly."""
MOST_SECONDS = 600.0
"""How long anything serves although the index has not changed: it may rest on more than the index."""

T = TypeVar("T")
S = TypeVar("S", bound=Sized)
P = ParamSpec("P")
log = logging.getLogger(__name__)
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


class KeptForAWhile(Generic[S]):
    """What takes long to make from a whole catalogue, by engine. Threads may share it.

    What is small is made anew at once. What is large is made anew in the background, and the old one served meanwhile.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: WeakKeyDictionary[SearchEngine, tuple[Hashable, float, S]] = WeakKeyDictionary()

    def of(self, engine: SearchEngine, make: Callable[[], S]) -> S:
        """What is kept, or what `make` gives, perhaps in another thread. Raises what that raises."""
        known = self._kept.get(engine)
        if known is None or len(known[2]) <= SMALL:
            return self._renewed(engine, make)
        if not _serves(known, _state(engine)) and not self._lock.locked():
            Thread(target=self._renew_aside, args=(engine, make), daemon=True).start()
        return known[2]

    def _renewed(self, engine: SearchEngine, make: Callable[[], S]) -> S:
        with self._lock:
            known, state = self._kept.get(engine), _state(engine)
            if known and _serves(known, state):
                return known[2]
            fresh = make()
            self._kept[engine] = state, monotonic(), fresh
            if len(fresh) > SMALL:
                give_back()
            return fresh

    def _renew_aside(self, engine: SearchEngine, make: Callable[[], S]) -> None:
        try:
            self._renewed(engine, make)
        except Exception:  # whatever it is: the old one goes on serving
            log.exception("what searches go by could not be renewed")


def _state(engine: SearchEngine) -> Hashable:
    """None for an index that cannot be read: what is known goes on serving until it is back."""
    try:
        return engine.state()
    except IndexUnavailable:
        return None


def _serves(kept: tuple[Hashable, float, Sized], state: Hashable) -> bool:
    made_of, since, what = kept
    age = monotonic() - since
    return age < MOST_SECONDS if made_of == state else len(what) > SMALL and age < LEAST_SECONDS
