"""An answer of http.client that must be there whole by a moment, its head and trailer too.

A timeout of the socket bounds one read. A server that sends a byte now and then, or heads without end, passes it for
ever; here each read gets the time that is left and no more.
"""

import io
import socket
from http.client import HTTPResponse
from time import monotonic
from typing import Any


class TimedReader(io.RawIOBase):
    """Reads a socket, each time waiting for its own timeout or until the deadline, whichever is sooner."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._timeout = sock.gettimeout()
        self._deadline = deadline
        self._raw = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - monotonic()
        if left <= 0:
            raise TimeoutError("the time for the whole answer is up")
        self._sock.settimeout(left if self._timeout is None else min(self._timeout, left))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class TimedSocket:
    """The one thing http.client wants of a socket when it reads an answer."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._deadline = deadline

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(TimedReader(self._sock, self._deadline))


class TimedAnswer(HTTPResponse):
    """An answer that raises TimeoutError when it is not there whole `seconds` after it was begun."""

    def __init__(self, sock: socket.socket, *args: Any, seconds: float, **kwargs: Any) -> None:
        super().__init__(TimedSocket(sock, monotonic() + seconds), *args, **kwargs)  # type: ignore[arg-type]
