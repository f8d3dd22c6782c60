"""Dispatching: sources that want attention get it, several hosts at a time and never two runs at one host."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Lock, Thread

from sqlalchemy.orm import Session

from catalogue.db import db, now
from catalogue.domain.runs.perform import unfinished_runs
from catalogue.domain.sources.schedule import due_sources

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Waiting:
    """A source, by its number, that has a run to finish or is due."""

    source_id: int
    host: str


def waiting_sources(session: Session) -> list[Waiting]:
    """The sources that want attention: first those with a run to finish, then those whose time has come."""
    sources = [*(run.source for run in unfinished_runs(session)), *due_sources(session, now())]
    return list(dict.fromkeys(Waiting(source.id, source.host) for source in sources))


class Dispatcher:
    """Gives each waiting source to a thread, at most `most` at once. What a sweep could not do waits for the next.

    `attend` is called inside `context` with the number of a source. The threads are daemons: a run that ends with
    its process is finished by the next one, so nobody need wait for them.
    """

    def __init__(
        self, context: Callable[[], AbstractContextManager[object]], attend: Callable[[int], None], most: int
    ) -> None:
        self._context, self._attend, self._most = context, attend, most
        self._lock = Lock()
        self._waiting: list[Waiting] = []
        self._busy_hosts: set[str] = set()

    def sweep(self) -> None:
        """Look anew what waits, and start as much of it as there is room for; returns at once."""
        waiting = waiting_sources(db.session())
        with self._lock:
            self._waiting = waiting
        while first := self._next():
            Thread(target=self._work_off, args=(first,), name=f"harvest-{first.host}", daemon=True).start()

    def _next(self) -> Waiting | None:
        """The first waiting source of a host nobody is at; the host is taken."""
        with self._lock:
            if len(self._busy_hosts) >= self._most:
                return None
            for place in self._waiting:
                if place.host not in self._busy_hosts:
                    self._waiting.remove(place)
                    self._busy_hosts.add(place.host)
                    return place
            return None

    def _work_off(self, place: Waiting | None) -> None:
        while place:
            try:
                with self._context():
                    self._attend(place.source_id)
            except Exception:  # the other sources must not wait for a repair
                log.exception("source %s could not be attended to", place.source_id)
            finally:
                with self._lock:
                    self._busy_hosts.discard(place.host)
            place = self._next()
