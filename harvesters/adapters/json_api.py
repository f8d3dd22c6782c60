"""Interfaces that answer with a list in JSON, page by page; options say where the list and the fields stand."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from harvesters.errors import OptionError, RecordError, SourceError
from harvesters.formats.addresses import fill_pattern, placeholders, resolve
from harvesters.formats.fields import field_key, is_yes, read_fields, read_lecture_fields
from harvesters.formats.json_fields import chosen_paths, pick_fields, texts
from harvesters.formats.json_paths import check_path, find_value, parts_of, walk
from harvesters.formats.keys import bounded_key
from harvesters.formats.options import check_address, check_number, check_parameter
from harvesters.formats.paging import Cursor, Linked, Numbered, Offset, Paging, Request
from harvesters.formats.walks import Page, Walk
from harvesters.http import Http
from harvesters.record import Item, Options, OptionSpec, Record

NO_LIST = "返回的 JSON 里没有列表“{path}”；请用选项 list 指明，例如 list=result.list；最外层的字段：{names}"


def check_cursor(text: str) -> tuple[str, str]:
    """The option `cursor` (after:paging.next) as parameter and path. Raises OptionError."""
    parameter, colon, path = text.partition(":")
    if not colon:
        raise OptionError("应写成 参数名:字段路径 的样子，例如 after:paging.next")
    check_parameter(parameter)
    check_path(path)
    return parameter, path


class JsonApi:
    """Each entry a resource; with a path for `starts` each a lecture."""

    title = "JSON 接口"
    full_list = True
    options = (
        OptionSpec("url", "接口的地址，固定的参数写在里面", required=True, check=check_address),
        OptionSpec("list", "列表的路径，例如 result.list；整个回答就是列表时不填", check=check_path),
        OptionSpec("fields", "字段的路径，例如 title:name,teachers:staff.*.name", check=chosen_paths),
        OptionSpec("address", "按字段拼出地址，例如 https://example.cn/course/{school.code}-{id}", check=placeholders),
        OptionSpec("site", "相对地址以哪个网站为准，例如 https://example.cn", check=check_address),
        OptionSpec("form", "用 POST 表单提问时的固定内容，例如 keyword=数字&size=20"),
        OptionSpec("page", "按页码翻页的参数名，例如 page", check=check_parameter),
        OptionSpec("first", "第一页的页码，不填是 1", check=check_number),
        OptionSpec("offset", "按起点翻页的参数名，例如 offset", check=check_parameter),
        OptionSpec("cursor", "按游标翻页的参数名和游标的路径，例如 after:paging.next", check=check_cursor),
        OptionSpec("next", "下一页地址的路径，例如 links.next；不填时看 Link 头", check=check_path),
        OptionSpec("total", "总条数的路径，例如 result.total：到了总数就不再翻页", check=check_path),
    )

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        """Walk the pages and hand over the named fields of each entry; `resume` goes on from a token."""
        given = {name: str(value).strip() for name, value in options.items() if value not in (None, "")}
        chosen = chosen_paths(given.get("fields", ""))
        form = dict(parse_qsl(given["form"], keep_blank_values=True)) if "form" in given else None
        walk_through = Walk(
            http=http,
            request=Request(given["url"], form),
            paging=paging(given),
            entries=lambda content: entries(content, given.get("list", ""), chosen),
            total=given.get("total", ""),
        )
        for page, place, entry in walk_through.places(given.get("resume", "")):
            yield to_item(page, entry, place=place, chosen=chosen, given=given)

    def read(self, item: Item) -> Record | None:
        """Read the fields of one entry."""
        data: dict[str, Any] = item.data
        if data.get("problem"):
            raise RecordError(data["problem"])
        fields = {**data["fields"], "image": resolve(data["base"], data["fields"].get("image", ""))}
        reader = read_lecture_fields if data["lecture"] else read_fields
        return reader(item.key, item.url, fields)


def paging(given: Mapping[str, str]) -> Paging:
    """The way through the pages that the options name. Raises OptionError when they name two."""
    named = [name for name in ("page", "offset", "cursor", "next") if name in given]
    if len(named) > 1:
        raise OptionError(f"翻页的选项只能用一个，现在有：{'、'.join(named)}")
    if "page" in given:
        return Numbered(given["page"], int(given.get("first", "1")))
    if "offset" in given:
        return Offset(given["offset"])
    return Cursor(*check_cursor(given["cursor"])) if "cursor" in given else Linked(given.get("next", ""))


def entries(content: Any, path: str, chosen: Mapping[str, str]) -> list[Any]:
    """The entries of an answer; an answer that is one object, with no list named, is its own only entry."""
    ends = list(walk(content, path.split("."))) if path else [content]
    found = [part for end in ends if end is not None for part in parts_of(end)]
    if not ends or (not path and isinstance(content, dict) and "title" not in pick_fields(content, chosen)):
        names = "、".join(content)[:300] if isinstance(content, dict) else "无"
        raise SourceError(NO_LIST.format(path=path, names=names))
    return found


def to_item(page: Page, entry: Any, *, place: int, chosen: Mapping[str, str], given: Mapping[str, str]) -> Item:
    """One entry as found: its fields, its address as given or built, and its own identifier if it has one."""
    base = given.get("site") or page.url
    if not isinstance(entry, dict):
        data: dict[str, Any] = {"problem": "不是 JSON 对象"}
        return Item(key=f"第 {place} 条", url="", data=data, token=page.token)
    fields = pick_fields(entry, chosen)
    data = {"base": base, "fields": fields, "lecture": "starts" in chosen}
    deleted = is_yes(fields.pop("deleted", ""))
    said = str(fields.get("url", ""))
    url = resolve(base, said) or said
    try:
        url = fill_pattern(given["address"], named_values(entry, given["address"])) if "address" in given else url
    except RecordError as error:
        data["problem"] = str(error)
    key = bounded_key(field_key(fields, url, f"第 {place} 条"))
    return Item(key=key, url=url, data=data, deleted=deleted, token=page.token)


def named_values(entry: dict[str, Any], pattern: str) -> dict[str, str]:
    """The values an address pattern names by their paths."""
    return {path: next(iter(texts(find_value(entry, path))), "") for path in placeholders(pattern)}
