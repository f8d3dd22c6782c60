"""Guesses how an interface in JSON hands out its list page by page, from its address and its first answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from catalogue.domain.clinic.entry_lists import EntryList
from harvesters.formats.addresses import resolve
from harvesters.formats.json_paths import find_value
from harvesters.formats.options import PARAMETER
from harvesters.formats.paging import NEXT_LINK
from harvesters.http import Response

PAGES = frozenset(
    (
        *("page", "p", "pn", "paged", "pageno", "page_no", "pagenum", "page_num", "pagenumber", "page_number"),
        *("pageindex", "page_index", "current", "currentpage", "current_page", "page[number]"),
    )
)
OFFSETS = frozenset(("offset", "start", "skip", "startindex", "start_index", "page[offset]"))
NEXT = ("next", "next_url", "nextUrl", "nextPageUrl", "next_page_url", "next.href")
TOTAL = (
    *("total", "totalCount", "total_count", "totalElements", "totalNum", "totalSize", "totleCount"),
    *("recordsTotal", "numFound", "count", "total.value"),
)
AROUND = ("", "links", "_links", "pagination", "paging", "meta", "page", "pageInfo", "meta.pagination")
"""Where an answer tells about its pages: beside the list or anything around it, or in an object of that name there."""
UNKNOWN = (
    "接口说一共有 {total} 条，这里只有 {count} 条，没有看出怎样翻到下一页。"
    "如果网址可以写页码，请在网址里写上（例如 page=1），再看一次"
)


@dataclass(frozen=True)
class FoundPaging:
    """The options for the way through the pages; `remark` when there must be more than could be found."""

    options: dict[str, str] = field(default_factory=dict)
    remark: str = ""


def paging_of(response: Response, content: Any, entries: EntryList) -> FoundPaging:
    """How the rest of a list is asked for."""
    way = _next(response, content, entries.path) or _parameter(response.url)
    path, total = _total(content, entries)
    if total > entries.count and not way and not NEXT_LINK.search(response.headers.get("link", "")[:20_000]):
        return FoundPaging(remark=UNKNOWN.format(total=total, count=entries.count))
    counted = {"total": path} if way and total > entries.count else {}
    return FoundPaging({**way, **counted})


def _next(response: Response, content: Any, path: str) -> dict[str, str]:
    """The path of the next page's address, on the same site."""
    host = urlsplit(response.url).netloc
    for place in _places(path, NEXT):
        link = find_value(content, place)
        target = resolve(response.url, link) if isinstance(link, str) else ""
        if target and target != response.url and urlsplit(target).netloc == host:
            return {"next": place}
    return {}


def _parameter(url: str) -> dict[str, str]:
    """The parameter in the address that numbers the pages or the entries."""
    for name, value in parse_qsl(urlsplit(url).query):
        if not (value.isascii() and value.isdigit() and PARAMETER.match(name)):
            continue
        if name.lower() in PAGES:
            return {"page": name, **({"first": "0"} if int(value[:9]) == 0 else {})}
        if name.lower() in OFFSETS:
            return {"offset": name}
    return {}


def _total(content: Any, entries: EntryList) -> tuple[str, int]:
    """Where the answer counts the whole list, and the number; 0 when it does not."""
    for place in _places(entries.path, TOTAL):
        value = find_value(content, place)
        if isinstance(value, int) and not isinstance(value, bool) and entries.count <= value < 10**9:
            return place, value
    return "", 0


def _places(path: str, names: Sequence[str]) -> Iterator[str]:
    """The paths under which such names may stand, those nearest to the list first."""
    outer = path.split(".")[:-1] if path else []
    for length in range(len(outer), -1, -1):
        for around in AROUND:
            yield from (".".join(filter(None, (*outer[:length], around, name))) for name in names)
