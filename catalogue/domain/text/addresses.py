"""Canonical addresses: two ways to write one address become the same text (RFC 3986, section 6).

Host and scheme in lower case, default ports, dot segments, tracking parameters and page-internal fragments gone.
"""

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from catalogue.domain.text.platforms import one_address
from harvesters.formats.tracking import is_tracking

MAX_LENGTH = 2000
DEFAULT_PORTS = {"http": 80, "https": 443}
ROUTE_FRAGMENT = re.compile(r"^!?/")
FRONT_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f<>\"\\^`{|}]")


class AddressError(ValueError):
    """An address nobody could follow; the message says why, in Chinese."""


def canonical_address(url: str) -> str:
    """The canonical form of an http(s) address. Raises AddressError for anything else."""
    url = url.strip()
    if len(url) > MAX_LENGTH:
        raise AddressError(f"网址超过 {MAX_LENGTH} 个字符")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise AddressError("网址写法有误") from error
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise AddressError("网址须以 http:// 或 https:// 开头")
    if parts.username is not None:
        raise AddressError("网址中不能带用户名和密码")
    netloc = _ascii_host(host)
    if port not in (None, DEFAULT_PORTS[scheme]):
        netloc = f"{netloc}:{port}"
    return urlunsplit((scheme, netloc, _path(parts.path), _query(parts.query), _fragment(parts.fragment)))


def address_key(url: str) -> str:
    """What is compared to tell whether two canonical addresses are one.

    No scheme, no name of a folder's own page, parameters in order; what a known platform writes in several ways is
    written in one.
    """
    parts = urlsplit(url)
    path = FRONT_PAGE.sub("", parts.path).rstrip("/")
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return one_address(urlunsplit(("", parts.netloc, path, query, parts.fragment)).removeprefix("//"))


def _ascii_host(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    try:
        ascii_host = host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise AddressError("网址中的域名有误") from error
    if not ascii_host or not re.fullmatch(r"[a-z0-9._-]+", ascii_host):
        raise AddressError("网址中没有正确的域名")
    return ascii_host


def _path(path: str) -> str:
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == ".." and len(kept) > 1:
            kept.pop()
        elif segment not in (".", ".."):
            kept.append(segment)
    return _quoted("/".join(kept)) or "/"


def _query(query: str) -> str:
    pairs = (pair for pair in query.split("&") if pair and not is_tracking(pair.partition("=")[0]))
    return _quoted("&".join(pairs))


def _fragment(fragment: str) -> str:
    """A fragment names a place in a page, except where a site uses it as a route (#/course/1)."""
    return _quoted(fragment) if ROUTE_FRAGMENT.match(fragment) else ""


def _quoted(text: str) -> str:
    """Percent-encode what may not stand in an address, leaving what is encoded already as it is."""
    text = NOT_IN_ADDRESSES.sub(lambda found: quote(found.group()), text)
    return "".join(character if character.isascii() else quote(character, errors="replace") for character in text)
