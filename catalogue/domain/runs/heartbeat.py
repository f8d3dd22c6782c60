"""Heartbeats: while a run reads, its lease is renewed, an abort is noticed, and its time runs out."""

from collections.abc import Callable, Mapping
from time import monotonic

from catalogue.db import writing
from catalogue.domain.runs.lease import LEASE, renew_lease
from catalogue.domain.runs.work import Work
from harvesters.errors import SourceError
from harvesters.http import Http, Response

BEAT_SECONDS = LEASE.total_seconds() / 8


class TimeUp(SourceError):
    """The source took longer than it may; what was collected stays for the next attempt."""


class Heartbeat:
    """To be called often, outside of writing(). Raises Stopped after an abort, and TimeUp once `minutes` are over."""

    def __init__(self, work: Work, state: str, *, minutes: float | None = None) -> None:
        self._work, self._state, self._minutes = work, state, minutes
        self._began = self._last = monotonic()

    def __call__(self) -> None:
        at = monotonic()
        if self._minutes is not None and at > self._began + self._minutes * 60:
            raise TimeUp(
                f"读了 {self._minutes:g} 分钟还没有读完，已停下，没有改动任何公开内容；下次采集会从断点继续。"
                "如果总是读不完，请检查来源，或调大设置 RUN_MAX_MINUTES"
            )
        if at > self._last + BEAT_SECONDS:
            with writing():
                renew_lease(self._work.standing(self._state))
            self._last = at


class WatchedHttp(Http):
    """A door that lets the heart beat before each request: a source may be walked for long without giving an item."""

    def __init__(self, door: Http, beat: Callable[[], None]) -> None:
        self.settings = door.settings
        self._door, self._beat = door, beat

    def get(self, url: str, *, max_bytes: int | None = None) -> Response:
        self._beat()
        return self._door.get(url, max_bytes=max_bytes)

    def head(self, url: str) -> Response:
        self._beat()
        return self._door.head(url)

    def post_form(self, url: str, fields: Mapping[str, str]) -> Response:
        self._beat()
        return self._door.post_form(url, fields)
