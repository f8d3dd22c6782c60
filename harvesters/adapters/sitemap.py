"""Sitemaps (https://www.sitemaps.org): every page of a site that marks up what it holds with schema.org."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from harvesters.errors import SourceError
from harvesters.formats.address_patterns import matches_any, split_patterns
from harvesters.formats.bounds import number_up_to
from harvesters.formats.iso_times import read_time
from harvesters.formats.marked_pages import failed_page, marked_items, read_marked, unmarked_page
from harvesters.formats.options import check_address
from harvesters.formats.page_walk import PageWalk, after
from harvesters.formats.sitemaps import Entry, parse_sitemap
from harvesters.http import Http, HttpError
from harvesters.record import Item, Options, OptionSpec, Record

DEEPEST, MOST_SITEMAPS = 3, 500  # levels of indexes, and sitemaps in all of them
USUAL_MOST, MOST_PAGES = 5_000, 50_000  # the second is the protocol's own bound for one sitemap

most_pages = number_up_to(MOST_PAGES)


class SitemapPages:
    """What the pages of a sitemap mark up, page by page."""

    title = "站点地图（sitemap）"
    full_list = True
    options = (
        OptionSpec("url", "站点地图（sitemap.xml）或 robots.txt 的地址", required=True, check=check_address),
        OptionSpec(
            "include", "只读这些网页：地址的开头，* 代表任意字符，例如 /courses/ /*/detail", check=split_patterns
        ),
        OptionSpec("exclude", "不读这些网页，写法同 include", check=split_patterns),
        OptionSpec("most", f"最多读多少个网页，不写是 {USUAL_MOST}", check=most_pages),
    )

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        """Read page after page; `resume` is the address of the last one read, `since` skips what changed before it.

        A page that fails is an item with a `problem`, one without markup an item that is not ours.
        """
        entries = chosen(list_entries(http, str(options["url"])), options)
        listed = {entry.url for entry in entries}
        pages = [entry.url for entry in entries if may_have_changed(entry, options.get("since"))]
        walk = PageWalk(http)
        for page in after(str(options.get("resume") or ""), pages):
            for item in read_page(walk, page, listed):
                yield replace(item, token=page)

    def read(self, item: Item) -> Record | None:
        """Read one node of a page."""
        return read_marked(item)


def list_entries(http: Http, url: str) -> list[Entry]:
    """The pages of a sitemap and all it leads to, each once. Raises SourceError: half a list would look like loss."""
    waiting, seen = deque([(url, 0)]), {url}
    pages: dict[str, Entry] = {}
    while waiting:
        address, depth = waiting.popleft()
        response = http.get(address)
        sitemap = parse_sitemap(response.content, response.url)
        pages |= {page.url: replace(page, foreign=not same_site(page.url, response.url, url)) for page in sitemap.pages}
        following = [entry.url for entry in sitemap.sitemaps if entry.url not in seen]
        seen.update(following)
        waiting.extend((entry, depth + 1) for entry in following)
        if depth + bool(following) > DEEPEST or len(seen) > MOST_SITEMAPS or len(pages) > MOST_PAGES:
            raise SourceError(
                f"站点地图太大（最多 {DEEPEST} 层、{MOST_SITEMAPS} 个文件、{MOST_PAGES} 个网页）；请改用其中一个的地址"
            )
    return list(pages.values())


def chosen(entries: list[Entry], options: Options) -> list[Entry]:
    """The entries the options ask for. Raises SourceError when there are none or too many: part is not the whole."""
    include = split_patterns(str(options.get("include") or "/"))
    exclude = split_patterns(str(options.get("exclude") or ""))
    most = most_pages(str(options.get("most") or USUAL_MOST))
    abroad = tuple(pattern for pattern in include if pattern.startswith("http"))
    found = [entry for entry in entries if matches_any(entry.url, abroad if entry.foreign else include)]
    found = [entry for entry in found if not matches_any(entry.url, exclude)]
    if not found:
        raise SourceError(f"站点地图列出 {len(entries)} 个网页，其中没有本站的、符合选项 include 和 exclude 的网页")
    if len(found) > most:
        raise SourceError(
            f"站点地图里有 {len(found)} 个网页，超过 {most} 个；请用选项 include 缩小范围，或调大选项 most"
        )
    return found


def same_site(page: str, *others: str) -> bool:
    """Whether a page is of the site of one of the addresses: the same host, or one is a part of the other."""
    host = site_of(page)
    sites = [site_of(other) for other in others]
    return any(host == site or host.endswith(f".{site}") or site.endswith(f".{host}") for site in sites)


def site_of(address: str) -> str:
    """The host and port of an address, without www."""
    return urlsplit(address).netloc.rpartition("@")[2].lower().removeprefix("www.")


def may_have_changed(entry: Entry, since: object) -> bool:
    """Whether a page may have changed after a time; one without a readable date may. A day counts to its end."""
    changed = read_time(entry.lastmod)
    if changed is None or not isinstance(since, datetime):
        return True
    return changed.at + timedelta(days=changed.all_day) > since


def read_page(walk: PageWalk, page: str, listed: set[str]) -> Iterator[Item]:
    """What one page marks up, but for what has a page of its own in the list, which says more about it."""
    try:
        response = walk.fetch(page)
    except HttpError as error:
        yield failed_page(page, str(error))
        return
    elsewhere = listed - {page, response.url}
    items = [item for item in marked_items(response) if item.url.partition("#")[0] not in elsewhere]
    yield from items or [unmarked_page(page)]
