"""Lists kept in Markdown: bullets and tables under headings, or an index of pages, each about one course."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from harvesters.errors import OptionError, RecordError, SourceError
from harvesters.formats.address_patterns import matches_any, split_patterns
from harvesters.formats.addresses import resolve
from harvesters.formats.code_hosts import page_address, raw_address
from harvesters.formats.columns import SEVERAL
from harvesters.formats.course_page import read_course_page
from harvesters.formats.fields import read_fields
from harvesters.formats.keys import bounded_key
from harvesters.formats.markdown_list import Entry, list_entries
from harvesters.formats.markdown_text import LONGEST
from harvesters.formats.mkdocs import Page, looks_like_mkdocs, pages_of_site
from harvesters.formats.options import check_address
from harvesters.formats.page_walk import PageWalk, after
from harvesters.formats.tracking import without_tracking
from harvesters.http import Http, HttpError, Response
from harvesters.record import Item, Options, OptionSpec, ResourceRecord

MOST_PAGES = 2_000
NOTES = ("summary", "teachers", "provider")


def check_note(text: str) -> None:
    """Refuse a place for notes that is none."""
    if text not in NOTES:
        raise OptionError(f"只能是 {'、'.join(NOTES)} 之一，“{text[:50]}”不是")


class MarkdownList:
    """Every bullet that begins with a link and every row of a table, or every course page of an index."""

    title = "Markdown 列表"
    full_list = True
    options = (
        OptionSpec("url", "Markdown 文件的地址；MkDocs 网站用 mkdocs.yml 的地址", required=True, check=check_address),
        OptionSpec(
            "follow",
            "文件是目录，指向这些地址的每个链接是一门课程的网页：写地址的开头，* 代表任意字符，例如 */docs/*.md$",
            check=split_patterns,
        ),
        OptionSpec("skip", "不读哪些标题下的内容，用逗号分开，例如 目录,参考资料"),
        OptionSpec("note", f"链接后面的文字是什么：{'、'.join(NOTES)}；不写是 summary", check=check_note),
        OptionSpec("kind", "列出的都是什么，例如 course、video、book"),
    )

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        """Hand over each entry of a list, or each page of an index; `resume` is the address of the last page read."""
        response = http.get(raw_address(str(options["url"])))
        pages = pages_of_index(response, options)
        items = list_items(response, options) if pages is None else page_items(http, pages, options)
        for item in items:
            yield replace(item, data={**item.data, "kind": str(options.get("kind") or "")})

    def read(self, item: Item) -> ResourceRecord | None:
        """Read one entry or one page; None for a sentence with a link in it and for a page not about a course."""
        data: dict[str, Any] = item.data
        if data.get("problem"):
            raise RecordError(data["problem"])
        if data.get("prose"):
            return None
        fields = data["fields"] if "text" not in data else read_course_page(data["text"])
        if fields is None:
            return None
        url = resolve(data["page"], str(fields.get("url") or "")) or item.url
        subjects = [*data["subjects"], *fields.get("subjects", ())]
        return read_fields(item.key, url, {**fields, "subjects": subjects, "kind": data["kind"]})


def list_items(response: Response, options: Options) -> Iterator[Item]:
    """The entries of a list, each address once: met again, it only adds its subjects. Raises SourceError for none."""
    found: dict[str, Item] = {}
    for entry in kept(list_entries(response.text), options):
        item = to_item(entry, response.url, str(options.get("note") or NOTES[0]))
        if item.key in found and not found[item.key].data["prose"]:
            known = found[item.key].data["subjects"]
            known += [subject for subject in item.data["subjects"] if subject not in known]
        else:
            found[item.key] = item
    if not found:
        raise SourceError("这个 Markdown 文件里没有以链接开头的条目，也没有带链接的表格")
    yield from found.values()


def kept(entries: Iterator[Entry], options: Options) -> Iterator[Entry]:
    """The entries that do not stand under a heading to be skipped."""
    names = str(options.get("skip") or "").replace("，", ",").split(",")
    skipped = {name.strip() for name in names}
    return (entry for entry in entries if skipped.isdisjoint(entry.subjects))


def to_item(entry: Entry, page: str, note: str) -> Item:
    """One entry as found, its address absolute and without what only tracks."""
    url = page_address(without_tracking(resolve(page, entry.link)))
    noted: list[str] | str = [entry.note] if note in SEVERAL else entry.note
    fields = {"title": entry.title, **({note: noted} if entry.note else {}), **entry.fields}
    data = {"page": page, "fields": fields, "subjects": list(entry.subjects), "prose": entry.prose}
    return Item(key=bounded_key(url or entry.title), url=url or entry.link, data=data)


def pages_of_index(response: Response, options: Options) -> list[Page] | None:
    """The course pages the document leads to; None when it is the list itself. Raises SourceError for none."""
    patterns = split_patterns(str(options.get("follow") or ""))
    if looks_like_mkdocs(response.text):
        pages = pages_of_site(response.text, response.url)
    elif patterns:
        pages = [
            Page(address, page_address(address), entry.subjects)
            for entry in kept(list_entries(response.text), options)
            if (address := resolve(response.url, entry.link))
        ]
    else:
        return None
    chosen = [page for page in pages if not patterns or matches_any(page.source, patterns)]
    if not chosen:
        raise SourceError("目录里没有课程网页；请检查选项 follow")
    if len(chosen) > MOST_PAGES:
        raise SourceError(f"目录里有 {len(chosen)} 个网页，超过 {MOST_PAGES} 个；请用选项 follow 缩小范围")
    return chosen


def page_items(http: Http, pages: list[Page], options: Options) -> Iterator[Item]:
    """The text of each page, read one after another."""
    by_source = {page.source: page for page in pages}
    walk = PageWalk(http)
    for source in after(str(options.get("resume") or ""), list(by_source)):
        page = by_source[source]
        data: dict[str, Any] = {"page": source, "subjects": list(page.sections)}
        try:
            data["text"] = walk.fetch(source).text[:LONGEST]
        except HttpError as error:
            data["problem"] = str(error)
        yield Item(key=bounded_key(source), url=page.public or source, data=data, token=source)
