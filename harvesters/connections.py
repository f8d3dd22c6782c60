"""Connections to addresses that were checked: a name is resolved once and the connection goes to what it resolved to.

Checking a name and then connecting by name would let its owner answer differently the second time (DNS rebinding).
Certificate, SNI and Host header go by the name as ever. Built as urllib3 builds its own connections through SOCKS.
"""

import socket
import warnings
from functools import partial
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, InsecureRequestWarning, NewConnectionError
from urllib3.util.connection import create_connection

from harvesters.destinations import Resolve, first_refusal
from harvesters.errors import DestinationError, HttpError, PassingError
from harvesters.timed_answers import TimedAnswer

# Whoever lifted the check of a certificate decided that knowingly; a warning at each request tells nobody more.
warnings.filterwarnings("ignore", category=InsecureRequestWarning)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host by the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


MOST_ADDRESSES = 4
"""So many addresses of a name are tried: each may cost the whole timeout."""


class CheckedConnection(HTTPConnection):
    """Resolves, checks every address and connects to the first that answers; reads answers within their time."""

    def __init__(self, *args: Any, resolve: Resolve, private_too: bool, answer_time: float, **kwargs: Any) -> None:
        self._resolve = resolve
        self._private_too = private_too
        super().__init__(*args, **kwargs)
        self.response_class = partial(TimedAnswer, seconds=answer_time)  # type: ignore[assignment]

    def _new_conn(self) -> socket.socket:
        failure: OSError | None = None
        for address in self._addresses()[:MOST_ADDRESSES]:
            try:
                return create_connection((address, self.port), self.timeout, self.source_address, self.socket_options)
            except OSError as error:
                failure = error
        if isinstance(failure, TimeoutError):
            raise ConnectTimeoutError(self, f"connecting to {self.host} timed out") from failure
        raise NewConnectionError(self, f"no connection to {self.host}: {failure}") from failure

    def _addresses(self) -> list[str]:
        host = self.host.strip("[]")
        try:
            addresses = self._resolve(host, self.port)
        except (OSError, UnicodeError) as error:
            if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
                raise PassingError(f"暂时查不到这个网站的地址：{host}", fault="timeout", sent=False) from error
            raise HttpError(f"找不到这个网站：{host}", fault="no_such_host") from error
        if not self._private_too and (why := first_refusal(addresses)):
            raise DestinationError(f"不能访问{why}：{host}")
        return addresses


class CheckedTlsConnection(CheckedConnection, HTTPSConnection):
    """The same with TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = CheckedConnection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = CheckedTlsConnection


class CheckedAdapter(HTTPAdapter):
    """Lets a requests session connect to public addresses only, or to private ones too.

    `answer_time` is the number of seconds within which an answer must be there whole.
    """

    def __init__(self, *, answer_time: float, resolve: Resolve = resolve, private_too: bool = False) -> None:
        checks: dict[str, Any] = {"resolve": resolve, "private_too": private_too, "answer_time": answer_time}
        super().__init__()
        self.poolmanager.pool_classes_by_scheme = {
            "http": partial(_Pool, **checks),
            "https": partial(_TlsPool, **checks),
        }
