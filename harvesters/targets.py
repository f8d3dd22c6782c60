"""Reads an address once, as it will be connected to: parsers that disagree about an address are a way round checks."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

from harvesters.destinations import PORTS, is_inner
from harvesters.errors import DestinationError

DEFAULT_PORTS = {"http": 80, "https": 443}
SHOWN = 200


@dataclass(frozen=True)
class Target:
    """An address to fetch; `url` is its normal form (host in IDNA, path quoted), which is also what is sent."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def site(self) -> str:
        """Scheme, host and port: whom a robots.txt speaks for."""
        return f"{self.scheme}://{urlsplit(self.url).netloc}"

    @property
    def server(self) -> str:
        """Whom we must not press: the host, the same by http and https; with the port when it is an unusual one."""
        return self.host if self.port in DEFAULT_PORTS.values() else f"{self.host}:{self.port}"

    @property
    def is_inner(self) -> bool:
        """Whether the address itself names a host of our own network."""
        return is_inner(self.host)


def read_target(url: str, *, any_port: bool = False) -> Target:
    """Read and check an address; what its name leads to is checked on connecting. Raises DestinationError."""
    request = requests.PreparedRequest()
    try:
        request.prepare_url(url, None)
        normal = request.url or ""
        parts = urlsplit(normal)
        named = urlsplit(url).port  # requests takes port 0 for none
        port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
    except (requests.RequestException, ValueError) as error:
        raise DestinationError(f"只能访问 http 或 https 地址：{url[:SHOWN]}") from error
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or named == 0:
        raise DestinationError(f"只能访问 http 或 https 地址：{url[:SHOWN]}")
    if "@" in parts.netloc:
        raise DestinationError(f"地址里不能带用户名和密码：{parts.scheme}://…@{parts.hostname}"[:SHOWN])
    if port not in PORTS and not any_port:
        raise DestinationError(f"不能访问端口 {port}，只能是网站常用的端口：{url[:SHOWN]}")
    return Target(normal, parts.scheme, parts.hostname.rstrip("."), port)
