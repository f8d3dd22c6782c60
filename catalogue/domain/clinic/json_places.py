"""What a JSON answer is: of a format that says so, of a known platform, lines of a table, or an interface's own."""

from collections.abc import Iterator
from json import JSONDecodeError
from typing import Any

from catalogue.domain.clinic.entry_lists import best_list
from catalogue.domain.clinic.guess import Guess
from catalogue.domain.clinic.json_paging import paging_of
from harvesters.errors import SourceError
from harvesters.formats.json_feed import VERSION
from harvesters.formats.json_text import parse_json
from harvesters.http import Response

BEGINNINGS = ("{", "[")
NOTHING = "这个地址返回的是 JSON，但里面没有课程或讲座的列表：每一条都要是有字段的对象。最外层的字段：{names}"
MOST_NAMES = 300
INTERFACE = "json_api"


def json_guesses(url: str, response: Response) -> Iterator[Guess]:
    """The adapters for a JSON answer, the surest first. Raises SourceError for broken JSON, or none with a list."""
    try:
        content = parse_json(response.text.lstrip("\ufeff \t\r\n"))
    except ValueError as error:
        if not _is_lines(response.text, error):
            raise SourceError(_fault(error)) from error
        yield Guess("table", url)
        return
    known = _known(content)
    if known:
        yield Guess(known, url)
    if interface := _interface(url, response, content):
        yield interface
    elif not known:
        names = "、".join(content)[:MOST_NAMES] if isinstance(content, dict) else "无"
        raise SourceError(NOTHING.format(names=names or "无"))


def _known(content: Any) -> str:
    """The adapter of a format that tells what it is; empty for an interface of its own making."""
    first = content[0] if isinstance(content, list) and content else content
    if not isinstance(first, dict):
        return ""
    if VERSION in str(first.get("version", ""))[:100]:
        return "feed"
    if "@context" in first or "@graph" in first:
        return "schema_org"
    return _platform(first)


def _platform(content: dict[str, Any]) -> str:
    """The platform whose interface answers so, by what its courses alone have."""
    results = content.get("results")
    entry = results[0] if isinstance(results, list) and results else None
    if not isinstance(entry, dict):
        return ""
    if "course_runs" in entry and "key" in entry:
        return "course_discovery"
    return "open_edx" if "pagination" in content and {"blocks_url", "course_id"} & entry.keys() else ""


def _interface(url: str, response: Response, content: Any) -> Guess | None:
    found = best_list(content, url)
    if found is None:
        return None
    paging = paging_of(response, content, found)
    fields = ",".join(f"{one.field}:{one.path}" for one in found.understood)
    named = {"list": found.path, "fields": fields}
    options = {**{name: value for name, value in named.items() if value}, **paging.options}
    return Guess(INTERFACE, url, options, found.understood, found.left_over, paging.remark)


def _is_lines(text: str, error: ValueError) -> bool:
    """Whether the text is one object a line, which is a table: JSON ends for it where the second line begins."""
    if not isinstance(error, JSONDecodeError) or error.msg != "Extra data":
        return False
    return text.lstrip("\ufeff \t\r\n").startswith("{") and error.doc[error.pos :].startswith("{")


def _fault(error: ValueError) -> str:
    if isinstance(error, JSONDecodeError):
        return f"这个地址返回的内容像 JSON，但第 {error.lineno} 行第 {error.colno} 个字起写得不对，读不下去"
    if isinstance(error.__cause__, RecursionError):
        return "这个地址返回的 JSON 一层套一层，套得太深，读不下去"
    return "这个地址返回的 JSON 里有长得离谱的数字，读不下去"
