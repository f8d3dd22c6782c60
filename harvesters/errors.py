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


class TokenExpired(SourceError):
    """A token that led to the next page leads nowhere any more: the source must be walked from its beginning."""


class HttpError(SourceError):
    """An address that gave no usable answer: `status` is the HTTP status when there was one, else `fault` says why."""

    def __init__(self, message: str, *, status: int | None = None, fault: Fault = "") -> None:
        super().__init__(message)
        self.status = status
        self.fault: Fault = fault


class DestinationError(HttpError):
    """An address we never go to: not of the web, or leading into a network that is not public."""

    def __init__(self, message: str, *, fault: Fault = "refused_address") -> None:
        super().__init__(message, fault=fault)


class RobotsError(HttpError):
    """An address its site asks robots to leave alone (RFC 9309), or a site whose wishes cannot be read just now.

    `status` is what the server answered when asked for its wishes, where it did not tell them.
    """

    def __init__(self, message: str, *, status: int | None = None) -> None:
        super().__init__(message, status=status, fault="robots")


class PassingError(HttpError):
    """A failure that may be gone at the next attempt.

    `sent` is False when the server cannot have seen the request. `wait` is the number of seconds the server
    asked us to stay away, when it did.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        fault: Fault = "",
        sent: bool = True,
        wait: float | None = None,
    ) -> None:
        super().__init__(message, status=status, fault=fault)
        self.sent = sent
        self.wait = wait


class OptionError(SourceError, ValueError):
    """An option a person wrote wrongly: its check raises this, and so does reading a source with it."""
