"""Connections to addresses that were checked: a name is resolved once and the connection goes to what it resolved to.

Checking a name and then connecting by name would let its owner answer differently the second time (DNS rebinding).
Certificate, SNI and Host header go by the name as ever. Built as urllib3 builds its own connections through SOCKS.
"""

import socket
from functools import partial
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util.connection import create_connection

from harvesters.destinations import Resolve, first_refusal
from harvesters.errors import HttpError


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host by the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class CheckedConnection(HTTPConnection):
    """Resolves, checks every address and connects to the first that answers."""

    def __init__(self, *args: Any, resolve: Resolve, private_too: bool, **kwargs: Any) -> None:
        self._resolve = resolve
        self._private_too = private_too
        super().__init__(*args, **kwargs)

    def _new_conn(self) -> socket.socket:
        failure: OSError | None = None
        for address in self._addresses():
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
                raise HttpError(f"域名暂时无法解析：{host}", fault="timeout") from error
            raise HttpError(f"找不到这个网站：{host}", fault="no_such_host") from error
        if not self._private_too and (why := first_refusal(addresses)):
            raise HttpError(f"不能访问{why}：{host}", fault="refused_address")
        return addresses


class CheckedTlsConnection(CheckedConnection, HTTPSConnection):
    """The same with TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = CheckedConnection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = CheckedTlsConnection


class CheckedAdapter(HTTPAdapter):
    """Lets a requests session connect to public addresses only, or to private ones too."""

    def __init__(self, *, resolve: Resolve = resolve, private_too: bool = False) -> None:
        checks: dict[str, Any] = {"resolve": resolve, "private_too": private_too}
        super().__init__()
        self.poolmanager.pool_classes_by_scheme = {
            "http": partial(_Pool, **checks),
            "https": partial(_TlsPool, **checks),
        }
