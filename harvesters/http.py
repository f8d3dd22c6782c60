"""The one door to the network: bounded in time, size and redirects, and every address checked at one place."""

import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from harvesters.connections import CheckedAdapter, resolve
from harvesters.destinations import PORTS, Resolve
from harvesters.errors import Fault, HttpError
from harvesters.formats.encodings import decode
from harvesters.formats.json_text import parse_json

REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT_REDIRECTS = (301, 308)
CHUNK = 64 * 1024
INCOMPLETE_CHAINS = (2, 20, 21)
"""OpenSSL's X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, its _LOCALLY, and _TO_VERIFY_LEAF_SIGNATURE: many servers leave out
a certificate between theirs and a known one. Browsers fetch it, OpenSSL does not."""


@dataclass(frozen=True)
class HttpSettings:
    """How far the door opens. Times in seconds, sizes in bytes after decompression.

    `contact` is where the owner of a site we read can reach us (an address or an e-mail); it stands in the
    User-Agent. `allow_private_networks` lifts the rules on addresses and ports, for tests and intranets.
    """

    agent: str = "DigitalSkillsCatalogue/1.0"
    contact: str = ""
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    total_time: float = 120.0
    max_bytes: int = 64 * 1024 * 1024
    max_redirects: int = 5
    allow_private_networks: bool = False

    @property
    def user_agent(self) -> str:
        """The name we give ourselves, in the form site owners know from crawlers."""
        return f"{self.agent} (+{self.contact})" if self.contact else self.agent


@dataclass(frozen=True)
class Response:
    """A good answer, read whole. `url` is where it came from after redirects; header names are lower-case.

    `permanent_url` is how far permanent redirects alone led (RFC 9110, 15.4.2 and 15.4.9): the address to use from
    now on, which is the one asked for when there were none.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    permanent_url: str = ""

    @property
    def content_type(self) -> str:
        """The media type without its parameters, lower-case; empty when the server named none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The charset the server claims; often wrong, so a hint only."""
        _, _, rest = self.headers.get("content-type", "").lower().partition("charset=")
        return rest.partition(";")[0].strip(" \"'")

    @property
    def text(self) -> str:
        """The body as text, by its byte order mark, the claimed charset or what fits."""
        return decode(self.content, self.charset)


class OneHopSession(requests.Session):
    """Leaves redirects to us: requests would first read the redirecting answer's body, however large."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """No redirect is requests' business."""
        return None


class Http:
    """Fetches addresses for the adapters. Raises HttpError for whatever is not a complete answer of status 2xx."""

    def __init__(self, settings: HttpSettings | None = None, *, resolve: Resolve = resolve) -> None:
        self.settings = settings or HttpSettings()
        self._session = OneHopSession()
        for scheme in ("http://", "https://"):
            self._session.mount(
                scheme, CheckedAdapter(resolve=resolve, private_too=self.settings.allow_private_networks)
            )
        self._session.trust_env = False  # no proxies and no .netrc from the environment
        self._session.headers["User-Agent"] = self.settings.user_agent

    def get(self, url: str, *, max_bytes: int | None = None) -> Response:
        """Fetch an address; a body over the bound (that of the settings when none is given) is refused."""
        return self._ask("GET", url, self.settings.max_bytes if max_bytes is None else max_bytes)

    def head(self, url: str) -> Response:
        """Ask for the headers alone; many servers refuse that, or answer it wrongly."""
        return self._ask("HEAD", url, self.settings.max_bytes)

    def _ask(self, method: str, url: str, max_bytes: int) -> Response:
        """Ask an address, following redirects by hand so that each hop is checked."""
        deadline = time.monotonic() + self.settings.total_time
        permanent_url = url
        for _ in range(self.settings.max_redirects + 1):
            self.check(url)
            answer = self._send(method, url)
            with answer:
                target = redirect_target(answer)
                if not target:
                    return self._read(answer, deadline, max_bytes=max_bytes, permanent_url=permanent_url)
            if url == permanent_url and answer.status_code in PERMANENT_REDIRECTS:
                permanent_url = target
            url = target
        raise HttpError(f"转向次数超过 {self.settings.max_redirects} 次：{url}", fault="redirects")

    def get_text(self, url: str) -> str:
        """The body as text."""
        return self.get(url).text

    def get_json(self, url: str) -> Any:
        """The body as JSON values."""
        response = self.get(url)
        try:
            return parse_json(response.text)
        except ValueError as error:
            raise HttpError(f"返回的不是 JSON：{response.url}") from error

    def check(self, url: str) -> None:
        """Refuse an address we may not go to; called for every hop. What its name leads to is checked on connecting."""
        try:
            parts = urlsplit(url)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise HttpError(f"只能访问 http 或 https 地址：{url[:200]}", fault="refused_address")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if port not in PORTS and not self.settings.allow_private_networks:
            raise HttpError(f"不能访问端口 {port}，只能是网站常用的端口：{url[:200]}", fault="refused_address")

    def _send(self, method: str, url: str) -> requests.Response:
        timeout = (self.settings.connect_timeout, self.settings.read_timeout)
        try:
            return self._session.request(method, url, timeout=timeout, stream=True, allow_redirects=False)
        except requests.Timeout as error:
            raise HttpError(f"等待超时：{url}", fault="timeout") from error
        except requests.exceptions.SSLError as error:
            raise HttpError(f"证书无效，无法安全连接：{url}", fault=tls_fault(error)) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
            raise HttpError(f"无法连接：{url}", fault=connection_fault(error)) from error

    def _read(self, answer: requests.Response, deadline: float, *, max_bytes: int, permanent_url: str) -> Response:
        if not 200 <= answer.status_code < 300:
            raise HttpError(f"服务器回答 {answer.status_code}：{answer.url}", status=answer.status_code)
        body = bytearray()
        for chunk in chunks(answer):
            body += chunk
            if len(body) > max_bytes:
                limit = max_bytes / (1024 * 1024)
                raise HttpError(f"内容太大，超过 {limit:g} MB：{answer.url}", fault="too_large")
            if time.monotonic() > deadline:
                raise HttpError(f"传输太慢，超过 {self.settings.total_time:g} 秒：{answer.url}", fault="timeout")
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Response(answer.url, answer.status_code, headers, bytes(body), permanent_url)


def tls_fault(error: BaseException) -> Fault:
    """Which of our words a failed handshake is: requests wraps the library's own error several times."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "unknown_issuer" if cause.verify_code in INCOMPLETE_CHAINS else "bad_certificate"
        cause = cause.__context__
    return "broken"


def connection_fault(error: Exception) -> Fault:
    """Whether nobody took the connection, or it broke afterwards."""
    cause = error.args[0] if error.args else None
    unconnected = isinstance(getattr(cause, "reason", None), urllib3.exceptions.NewConnectionError)
    return "no_connection" if unconnected else "broken"


def redirect_target(answer: requests.Response) -> str:
    """Where the answer sends us, absolute; empty when it does not."""
    location = answer.headers.get("location", "")
    if answer.status_code not in REDIRECTS or not location:
        return ""
    # http.client hands header bytes over as Latin-1, servers mean UTF-8.
    location = location.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return urljoin(answer.url, location)
    except ValueError as error:
        raise HttpError(f"转向的地址不完整：{location[:200]}", fault="broken") from error


def chunks(answer: requests.Response) -> Iterator[bytes]:
    """The decompressed body as it arrives: read1 returns what is there, so that a dribbling server cannot stall us."""
    try:
        while chunk := answer.raw.read1(CHUNK, decode_content=True):
            yield chunk
    except urllib3.exceptions.ReadTimeoutError as error:
        raise HttpError(f"等待超时：{answer.url}", fault="timeout") from error
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise HttpError(f"传输中断或内容损坏：{answer.url}", fault="broken") from error
