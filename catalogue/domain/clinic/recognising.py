"""Which adapters may read what an address answers, told from the first bytes of the answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup

from harvesters.errors import SourceError
from harvesters.formats.addresses import resolve
from harvesters.formats.file_kind import table_kind
from harvesters.formats.video_sites import feed_address
from harvesters.http import Response

START = 16 * 1024
ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(rss|feed|rdf|oai-pmh|urlset|sitemapindex)[\s>]", re.IGNORECASE)
BY_ROOT = {
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "oai-pmh": "oai_pmh",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
}
BY_LINK = {
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/feed+json": "feed",
    "text/calendar": "ical",
}
MOST_LINKS = 3


@dataclass(frozen=True)
class Guess:
    """An adapter that may read an address."""

    adapter: str
    url: str


def guess_before_asking(url: str) -> Guess | None:
    """What an address alone gives away: channels of video platforms have a feed of another address."""
    try:
        return Guess("feed", url) if feed_address(url) != url else None
    except SourceError:
        return None


def guesses(url: str, response: Response) -> Iterator[Guess]:
    """The adapters worth trying, the likeliest first; those of a page also at the addresses it points to."""
    start = response.text[:START].lstrip("\ufeff \t\r\n")
    lower = start.lower()
    if lower.startswith("begin:vcalendar"):
        yield Guess("ical", url)
    elif lower.startswith("{"):
        yield Guess("feed" if "jsonfeed.org" in lower else "schema_org", url)
        yield Guess("table", url)
    elif root := ROOT.search(start[:4096]):
        yield Guess(BY_ROOT[root[1].lower()], url)
    elif "<html" in lower or lower.startswith("<!doctype"):
        yield Guess("schema_org", url)
        yield from _linked(response)
        yield Guess("sitemap", urljoin(response.url, "/sitemap.xml"))
    elif _is_table(response.content):
        yield Guess("table", url)


def _linked(response: Response) -> Iterator[Guess]:
    """The feeds and calendars a page names in its head."""
    found = 0
    for link in BeautifulSoup(response.text[: 4 * START], "lxml").find_all("link", href=True, limit=200):
        adapter = BY_LINK.get(str(link.get("type") or "").strip().lower())
        address = resolve(response.url, str(link["href"]))
        if adapter and address and found < MOST_LINKS:
            found += 1
            yield Guess(adapter, address)


def _is_table(content: bytes) -> bool:
    try:
        return table_kind(content[:8192]) in ("xlsx", "delimited")
    except SourceError:
        return False
