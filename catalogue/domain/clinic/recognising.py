"""Which adapters may read what an address answers, told from the first bytes of the answer."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from catalogue.domain.clinic.guess import Guess
from catalogue.domain.clinic.json_places import BEGINNINGS, json_guesses
from harvesters.errors import SourceError
from harvesters.formats.addresses import resolve
from harvesters.formats.code_hosts import raw_address
from harvesters.formats.file_kind import table_kind
from harvesters.formats.mkdocs import looks_like_mkdocs
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
MARKDOWN = (".md", ".markdown")
MARKDOWN_TYPES = ("text/markdown", "text/x-markdown")
OPEN_EDX = re.compile(r"open.?edx|edx-platform|\bedx\b", re.IGNORECASE)


def guess_before_asking(url: str) -> Guess | None:
    """What an address alone gives away: where what it shows can be read at an address of its own."""
    if raw_address(url) != url and urlsplit(url).path.lower().endswith(MARKDOWN):
        return Guess("markdown_list", url)
    try:
        return Guess("feed", url) if feed_address(url) != url else None
    except SourceError:
        return None


def guesses(url: str, response: Response) -> Iterator[Guess]:
    """The adapters worth trying, the likeliest first; those of a page also at the addresses it points to.

    Raises SourceError for what says what it is and cannot be read.
    """
    start = response.text[:START].lstrip("\ufeff \t\r\n")
    lower = start.lower()
    if lower.startswith("begin:vcalendar"):
        yield Guess("ical", url)
    elif lower.startswith(BEGINNINGS):
        yield from json_guesses(url, response)
    elif root := ROOT.search(start[:4096]):
        yield Guess(BY_ROOT[root[1].lower()], url)
    elif "<html" in lower or lower.startswith("<!doctype"):
        yield from _of_page(url, response)
    elif _is_markdown(url, response, start):
        yield Guess("markdown_list", url)
    elif _is_table(response.content):
        yield Guess("table", url)


def _of_page(url: str, response: Response) -> Iterator[Guess]:
    """What a page holds and points to; then the interface and the list of pages that its site may have."""
    platform = Guess("open_edx", urljoin(response.url, "/"))
    says_so = bool(OPEN_EDX.search(response.text[: 4 * START]))
    if says_so:
        yield platform
    yield Guess("schema_org", url)
    yield from _linked(response)
    if not says_so:
        yield platform
    yield Guess("sitemap", urljoin(response.url, "/sitemap.xml"))


def _linked(response: Response) -> Iterator[Guess]:
    """The feeds and calendars a page names in its head."""
    found = 0
    for link in BeautifulSoup(response.text[: 4 * START], "lxml").find_all("link", href=True, limit=200):
        adapter = BY_LINK.get(str(link.get("type") or "").strip().lower())
        address = resolve(response.url, str(link["href"]))
        if adapter and address and found < MOST_LINKS:
            found += 1
            yield Guess(adapter, address)


def _is_markdown(url: str, response: Response, start: str) -> bool:
    path = urlsplit(url).path.lower()
    if path.endswith((".yml", ".yaml")):
        return looks_like_mkdocs(start)
    return path.endswith(MARKDOWN) or response.content_type in MARKDOWN_TYPES


def _is_table(content: bytes) -> bool:
    try:
        return table_kind(content[:8192]) in ("xlsx", "delimited")
    except SourceError:
        return False
