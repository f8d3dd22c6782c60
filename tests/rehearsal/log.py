"""The log of a rehearsal: when each host was asked what, for how long, and how many requests it had at once."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate, pairwise


@dataclass
class Entry:
    """One request. Times are of the monotonic clock, in seconds; `ended` is None while it is being answered."""

    host: str
    path: str
    began: float
    ended: float | None = None
    status: int | None = None


@dataclass(frozen=True)
class Log:
    """A request counts from its being read to just before the last of its answer leaves.

    So it lies within the time its visitor counts it for: what overlaps here did overlap there.
    """

    entries: list[Entry] = field(default_factory=list)

    @contextmanager
    def noting(self, host: str, path: str) -> Iterator[Entry]:
        entry = Entry(host, path, began=time.monotonic())
        self.entries.append(entry)
        try:
            yield entry
        finally:
            entry.ended = time.monotonic()

    def of(self, host: str) -> list[Entry]:
        """The requests to one host in the order they came."""
        return sorted((entry for entry in self.entries if entry.host == host), key=lambda entry: entry.began)

    def most_in_flight(self, host: str) -> int:
        """The most requests that one host was answering at one moment."""
        entries = self.of(host)
        steps = [(entry.began, 1) for entry in entries]
        steps += [(entry.ended, -1) for entry in entries if entry.ended is not None]
        return max(accumulate(step for _, step in sorted(steps)), default=0)

    def gaps(self, host: str) -> list[float]:
        """The seconds between the starts of one request and the next."""
        return [later.began - earlier.began for earlier, later in pairwise(self.of(host))]
