"""Listing pages of web sites, taken apart by CSS selectors that the source's options give; details pages on request."""

from collections.abc import Iterator, Mapping
from typing import Any

from harvesters.errors import HttpError, OptionError, RecordError, SourceError
from harvesters.formats.addresses import resolve, web_address
from harvesters.formats.bounds import number_up_to
from harvesters.formats.fields import read_fields
from harvesters.formats.html_listing import (
    FIRST_LINK,
    NUMBER,
    Entry,
    Paging,
    base_of,
    entries_of,
    fields_of,
    numbered_addresses,
    walk_list,
)
from harvesters.formats.keys import bounded_key
from harvesters.formats.options import check_address
from harvesters.formats.page_walk import PageWalk
from harvesters.formats.selectors import Selector, parse_page, selector
from harvesters.formats.tracking import without_tracking
from harvesters.http import Http
from harvesters.record import Item, Options, OptionSpec, ResourceRecord

FIELDS = {
    "title": "标题",
    "summary": "简介",
    "body": "正文",
    "provider": "提供机构",
    "teachers": "教师",
    "subjects": "分类",
    "audiences": "适用人群",
    "level": "难度",
    "duration": "时长",
    "cost": "费用",
    "image": "图片",
    "published": "发布日期",
}
DETAIL = "detail_"
MOST_PAGES = 1_000

number_of_pages = number_up_to(MOST_PAGES)
page_number = number_up_to(99_999)


def check_numbered(text: str) -> None:
    """Refuse a pattern of page addresses without a place for the number."""
    check_address(text.replace(NUMBER, "1"))
    if text.count(NUMBER) != 1:
        raise OptionError(f"要在页码的位置写一个 {NUMBER}，例如 https://example.cn/list_{NUMBER}.html")


class HtmlList:
    """Every entry of a list that may run over several pages."""

    title = "网页列表（CSS 选择器）"
    full_list = True
    options = (
        OptionSpec("url", "列表第一页的地址", required=True, check=check_address),
        OptionSpec("item", "列表中每一条的 CSS 选择器，例如 ul.list > li", required=True, check=selector),
        OptionSpec("link", "每一条里链接的选择器；不写就是其中第一个链接", check=selector),
        *(OptionSpec(name, f"每一条里{label}的选择器", check=selector) for name, label in FIELDS.items()),
        *(OptionSpec(DETAIL + name, f"详情页里{label}的选择器", check=selector) for name, label in FIELDS.items()),
        OptionSpec("next", "“下一页”链接的选择器", check=selector),
        OptionSpec("pages", f"没有“下一页”链接时，其余各页的地址，页码处写 {NUMBER}", check=check_numbered),
        OptionSpec("pages_from", "其余各页的页码从几开始，不写是 2", check=page_number),
        OptionSpec("most", "只读前几页；不写就读到最后一页", check=number_of_pages),
        OptionSpec("kind", "列出的都是什么，例如 course、video"),
    )

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        """Hand over each entry once; `resume` is the number and the address of the page to go on with.

        With selectors for details each entry's own page is read too; one that fails makes its item a `problem`.
        """
        item, link = selector(str(options["item"])), chosen(options, "link").get("link", FIRST_LINK)
        fields, details = chosen(options, *FIELDS), chosen(options, *(DETAIL + name for name in FIELDS))
        number, _, address = str(options.get("resume") or f"1 {options['url']}").partition(" ")
        walk, seen = PageWalk(http), set[str]()
        for page in walk_list(http, paging(options), address=address, number=int(number)):
            token = f"{page.number + 1} {page.following}" if page.following else ""
            found = {entry_key(entry): entry for entry in entries_of(page, item, link, fields)}
            if not found and page.number == 1:
                raise SourceError("选择器 item 在网页里没有找到任何条目；网页可能改版了")
            if seen.issuperset(found):
                return  # some sites answer a number beyond the end with the last page again
            for key in [key for key in found if key not in seen]:
                seen.add(key)
                entry = found[key]
                data = {"page": page.base, "fields": entry.fields, "kind": str(options.get("kind") or "")}
                data |= read_details(walk, entry, details) if details else {}
                yield Item(key=key, url=entry.url, data=data, token=token)

    def read(self, item: Item) -> ResourceRecord | None:
        """Read the fields of one entry, those of its own page before those of the list."""
        data: dict[str, Any] = item.data
        if data.get("problem"):
            raise RecordError(data["problem"])
        fields = {"kind": data["kind"], **data["fields"], **data.get("details", {})}
        fields["image"] = resolve(data["page"], str(fields.get("image") or ""))
        return read_fields(item.key, item.url, fields)


def chosen(options: Options, *names: str) -> dict[str, Selector]:
    """The selectors given for these options, by the option's name or the field a details option is for."""
    return {name.removeprefix(DETAIL): selector(str(options[name])) for name in names if options.get(name)}


def paging(options: Options) -> Paging:
    """How the options say the list goes on."""
    start = page_number(str(options.get("pages_from") or "2"))
    pattern = str(options.get("pages") or "")
    return Paging(
        first=str(options["url"]),
        next_link=chosen(options, "next").get("next"),
        numbered=numbered_addresses(pattern, start, MOST_PAGES) if pattern else (),
        most=number_of_pages(str(options["most"])) if options.get("most") else 0,
    )


def entry_key(entry: Entry) -> str:
    """The address of an entry without what only tracks, else its title."""
    return bounded_key(without_tracking(entry.url) or str(entry.fields.get("title") or ""))


def read_details(walk: PageWalk, entry: Entry, details: Mapping[str, Selector]) -> dict[str, Any]:
    """What an entry's own page says, with pictures made absolute; a `problem` when it cannot be fetched."""
    if not web_address(entry.url):
        return {}  # reading it refuses it for its address
    try:
        response = walk.fetch(entry.url)
    except HttpError as error:
        return {"problem": str(error)}
    tree = parse_page(response.text)
    said = fields_of(tree, details)
    if said.get("image"):
        said["image"] = resolve(base_of(tree, response.url), str(said["image"]))
    return {"details": said}
