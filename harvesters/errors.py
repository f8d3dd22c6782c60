"""What may go wrong between a source and a record; every message is Chinese, for the person who reads the run."""

from typing import Literal

Fault = Literal[
    "",
    "no_such_host",
    "no_connection",
    "bad_certificate",
    "unknown_issuer",
    "timeout",
    "no_turn",
    "refused_address",
    "robots",
    "redirects",
    "too_large",
    "broken",
]
"""What went wrong before there was a whole answer, as a word programs can tell apart.

`no_turn`: others were asking the host all the time we could wait, so nothing was asked.
"""


class RecordError(Exception):
    """An item that cannot become a record; the rest of the source goes on."""


class SourceError(Exception):
    """A source that cannot be read at all: no such file, no such page, not the promised format."""


class HttpError(SourceError):
    """An address that gave no usable answer: `status` is the HTTP status when there was one, else `fault` says why."""

    def __init__(self, message: str, *, status: int | None = None, fault: Fault = "") -> None:
        super().__init__(message)
        self.status = status
        self.fault: Fault = fault
