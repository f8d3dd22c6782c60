"""Hints to the worker that a page changed what the search index holds, so that it need not wait for the minute.

A hint that is lost costs nothing but that minute. However much is changed, none is sent while one waits in the queue:
the worker takes that one after the change was committed, and then reads all that changed.
"""

import logging
from functools import cached_property
from threading import Lock, Timer

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from catalogue.db import db
from catalogue.jobs import SYNC_INDEX, Jobs, open_jobs
from catalogue.models.indexed import BEHIND

log = logging.getLogger(__name__)

GATHER_SECONDS = 0.2
"""Changes within it share a hint."""


class IndexHints:
    """Follows what this process commits. For the web server: commands and the worker bring the index level themselves.

    The queue is opened and written to by a thread of its own, so no answer waits for it.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock, self._sending = Lock(), Lock()
        self._coming = False

    def start(self) -> None:
        event.listen(db.session, "after_commit", self._after_commit)

    def stop(self) -> None:
        event.remove(db.session, "after_commit", self._after_commit)

    @cached_property
    def _jobs(self) -> Jobs:
        return open_jobs(self._app)

    def _after_commit(self, session: Session) -> None:
        if not session.in_nested_transaction() and session.info.pop(BEHIND, False):
            self._hint_soon()

    def _hint_soon(self) -> None:
        with self._lock:
            if self._coming:
                return
            self._coming = True
        timer = Timer(GATHER_SECONDS, self._hint)
        timer.daemon = True
        timer.start()

    def _hint(self) -> None:
        with self._lock:
            self._coming = False
        try:
            with self._sending:
                if not self._waits():
                    self._jobs.sync_index()
        except Exception:  # whatever is wrong with the queue, the worker finds the change by itself
            log.exception("the worker was not told of a change; it finds it within a minute")

    def _waits(self) -> bool:
        return any(task.name == SYNC_INDEX for task in self._jobs.queue.pending())
