"""The lists of interfaces built with Django REST framework: objects in `results`, page after page."""

from typing import Any
from urllib.parse import urljoin

from harvesters.errors import RecordError, SourceError
from harvesters.record import Item, Options


def interface_address(options: Options, path: str) -> str:
    """The interface that the option `url` means: named itself, or at this path of the site it names."""
    address = str(options["url"]).strip()
    return address if "/api/" in address else urljoin(address, path)


def results(content: Any) -> list[Any]:
    """The entries listed. Raises SourceError for an answer without such a list."""
    found = content.get("results") if isinstance(content, dict) else None
    if not isinstance(found, list):
        raise SourceError("返回的 JSON 里没有 results 列表，请检查接口的地址")
    return found


def course_of(item: Item) -> dict[str, Any]:
    """The course in an item. Raises RecordError when the list held something else."""
    course = item.data["course"]
    if not isinstance(course, dict):
        raise RecordError("不是 JSON 对象")
    return course
