"""An answer of http.client that must be there whole by a moment, its head and trailer too.

A timeout of the socket bounds one read. A server that sends a byte now and then, or heads without end, passes it for
ever; here each read gets the time that is left and no more.
"""

import io
import socket
from http.client import HTTPResponse
from time import monotonic
from typing import Any


class TooSlow(TimeoutError):
    """The answer was not there whole within so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"not there whole within {seconds:g} seconds")
        self.seconds = seconds


class TimedReader(io.RawIOBase):
    """Reads a socket, each time waiting for its own timeout or until the deadline, whichever is sooner."""

    def __init__(self, sock: socket.socket, seconds: float) -> None:
        self._sock = sock
        self._timeout = sock.gettimeout()
        self._seconds = seconds
        self._deadline = monotonic() + seconds
        self._raw = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - monotonic()
        if left <= 0:
            raise TooSlow(self._seconds)
        if self._timeout is not None and self._timeout < left:
            self._sock.settimeout(self._timeout)
            return self._raw.readinto(buffer)
        self._sock.settimeout(left)
        try:
            return self._raw.readinto(buffer)
        except TimeoutError as error:
            raise TooSlow(self._seconds) from error

    def close(self) -> None:
        self._raw.close()
        super().close()


class TimedSocket:
    """The one thing http.client wants of a socket when it reads an answer."""

    def __init__(self, sock: socket.socket, seconds: float) -> None:
        self._sock = sock
        self._seconds = seconds

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(TimedReader(self._sock, self._seconds))


class TimedAnswer(HTTPResponse):
    """An answer that raises TooSlow when it is not there whole `seconds` after it was begun."""

    def __init__(self, sock: socket.socket, *args: Any, seconds: float, **kwargs: Any) -> None:
        super().__init__(TimedSocket(sock, seconds), *args, **kwargs)  # type: ignore[arg-type]


def timeout_reason(error: BaseException) -> str:
    """Which time was up, in Chinese, by the errors that lie behind one."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, TooSlow):
            return f"传输太慢，超过 {cause.seconds:g} 秒"
        cause = cause.__cause__ or cause.__context__
    return "等待超时"
