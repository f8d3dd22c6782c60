"""The door of one trial: a few requests within half a minute, and no address asked twice."""

from collections.abc import Mapping
from dataclasses import replace
from time import monotonic
from typing import Any

from catalogue.domain.sources.door import MEGABYTE, http_door
from harvesters.errors import SourceError
from harvesters.http import Http, Response

MOST_REQUESTS = 10
MOST_SECONDS = 30.0
"""No request starts later."""
MOST_SECONDS_IN_ALL = 45.0
"""The trial ends, whatever an adapter is at: a web request may take a minute."""
PATIENCE = 10.0
MOST_MEGABYTES = 8


class TrialOver(SourceError):
    """The trial's requests or its time are used up; what was found until then stands."""


class TrialHttp(Http):
    """A door that remembers its answers for the next adapter to try, and closes when the trial is over."""

    def __init__(self, door: Http, *, most_requests: int = MOST_REQUESTS, seconds: float = MOST_SECONDS) -> None:
        self.settings = door.settings
        self._door = door
        self._answers: dict[str, Response] = {}
        self._left, self._until = most_requests, monotonic() + seconds
        self._end = monotonic() + MOST_SECONDS_IN_ALL

    @property
    def is_over(self) -> bool:
        """Whether no request would be made any more."""
        return self._left <= 0 or monotonic() > self._until

    @property
    def seconds_left(self) -> float:
        """How long the trial may still go on, with what has been fetched."""
        return max(0.0, self._end - monotonic())

    def close(self) -> None:
        """Make no further request."""
        self._left = 0

    def get(self, url: str, *, max_bytes: int | None = None) -> Response:
        if url not in self._answers:
            self._count()
            self._answers[url] = self._door.get(url, max_bytes=max_bytes)
        return self._answers[url]

    def head(self, url: str) -> Response:
        self._count()
        return self._door.head(url)

    def post_form(self, url: str, fields: Mapping[str, str]) -> Response:
        self._count()
        return self._door.post_form(url, fields)

    def _count(self) -> None:
        if self.is_over:
            raise TrialOver("试读的次数或时间用完了")
        self._left -= 1


def trial_door(settings: Mapping[str, Any]) -> TrialHttp:
    """The site's door, held to be quick; nothing is kept of what it fetches."""
    quick = replace(
        http_door(settings).settings,
        attempts=1,
        connect_timeout=PATIENCE / 2,
        read_timeout=PATIENCE / 2,
        total_time=PATIENCE,
        patience=PATIENCE,
        max_bytes=MOST_MEGABYTES * MEGABYTE,
        kept_folder=None,
    )
    return TrialHttp(Http(quick))
