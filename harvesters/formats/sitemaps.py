"""Reads sitemaps in every form of https://www.sitemaps.org/protocol.html, and robots.txt that names them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from harvesters.errors import SourceError
from harvesters.formats.addresses import resolve
from harvesters.formats.encodings import decode
from harvesters.formats.gzipped import unpacked
from harvesters.formats.xml import parse_xml

MAX_BYTES = 50 * 1024 * 1024  # the protocol's own bound for one sitemap
NAMED_IN_ROBOTS = re.compile(r"^[ \t]*site-?map[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
BARE_AMPERSAND = re.compile(rb"&(?!#?\w{1,10};)")  # addresses with a query, pasted in unescaped
ENTRIES = {
    "urlset": ("url", ("loc",), ("lastmod",)),
    "sitemapindex": ("sitemap", ("loc",), ("lastmod",)),
    "rss": ("item", ("link",), ("pubDate", "date")),
    "RDF": ("item", ("link",), ("date",)),
    "feed": ("entry", ("link",), ("updated", "modified", "published", "issued")),
}
"""By the root element: what an entry is called, and what its address and its last change are."""


@dataclass(frozen=True)
class Entry:
    """An address a sitemap lists, when it last changed in the sitemap's words, and whether it is another site's."""

    url: str
    lastmod: str = ""
    foreign: bool = False


@dataclass(frozen=True)
class Sitemap:
    """What one sitemap lists: pages, or further sitemaps."""

    pages: tuple[Entry, ...] = ()
    sitemaps: tuple[Entry, ...] = ()


def parse_sitemap(content: bytes, url: str) -> Sitemap:
    """The entries of a sitemap found at an address. Raises SourceError for what is none."""
    content = unpacked(content, limit=MAX_BYTES).lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(b"<"):
        return from_xml(content, url)
    text = decode(content)
    if named := NAMED_IN_ROBOTS.findall(text):
        return Sitemap(sitemaps=each_once(url, ((address, "") for address in named)))
    lines = (line.strip() for line in text.splitlines())
    pages = each_once(url, ((line, "") for line in lines if line.startswith(("http://", "https://"))))
    if not pages:
        raise SourceError(f"这个地址返回的不是站点地图（sitemap），也没有指出站点地图：{url}")
    return Sitemap(pages=pages)


def from_xml(content: bytes, url: str) -> Sitemap:
    """The entries of a sitemap, an index of sitemaps, or a feed. Raises SourceError for other documents."""
    root = parse_xml(BARE_AMPERSAND.sub(b"&amp;", content))
    kind = local_name(root)
    if kind not in ENTRIES:
        raise SourceError(f"这个地址返回的不是站点地图（sitemap）：{url}")
    name, addresses, changes = ENTRIES[kind]
    entries = (entry for entry in root.iter() if local_name(entry) == name)
    listed = each_once(url, ((value(entry, addresses), value(entry, changes)) for entry in entries))
    return Sitemap(sitemaps=listed) if kind == "sitemapindex" else Sitemap(pages=listed)


def each_once(base: str, listed: Iterator[tuple[str, str]]) -> tuple[Entry, ...]:
    """The entries with a usable address, each once, without fragments."""
    found: dict[str, Entry] = {}
    for address, lastmod in listed:
        if absolute := resolve(base, address).partition("#")[0]:
            found.setdefault(absolute, Entry(absolute, lastmod))
    return tuple(found.values())


def value(entry: etree._Element, names: tuple[str, ...]) -> str:
    """The first of the named children that says something: as text, or as the address of Atom's alternate link."""
    for child in entry:
        if local_name(child) in names:
            said = (child.text or "").strip()
            if not said and child.get("rel", "alternate") == "alternate":
                said = child.get("href", "").strip()
            if said:
                return said
    return ""


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace, which people get wrong."""
    return str(element.tag).rpartition("}")[2]
