"""Web addresses as sources give them: absolute http(s), resolved against the page, or built from a pattern."""

import re
from collections.abc import Mapping
from urllib.parse import quote, urljoin, urlsplit

from harvesters.errors import OptionError, RecordError, SourceError
from harvesters.formats.text import CONTROLS

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
MAX_ADDRESS = 2000


def web_address(text: str) -> str:
    """The address if it is an absolute http(s) one with a host, else empty. Spaces inside are escaped."""
    text = CONTROLS.sub("", text).strip().replace("\n", "").replace(" ", "%20")
    try:
        parts = urlsplit(text)
        usable = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    return text if usable and len(text) <= MAX_ADDRESS else ""


def resolve(base: str, reference: str) -> str:
    """The absolute http(s) address a reference on a page means; empty when there is none."""
    if not reference.strip():
        return ""
    try:
        return web_address(urljoin(base, reference.strip()))
    except ValueError:
        return ""


def placeholders(pattern: str) -> list[str]:
    """The names an address pattern fills in. Raises OptionError for a pattern without any, or for no web address."""
    wanted = PLACEHOLDER.findall(pattern)
    if not wanted:
        raise OptionError("没有用花括号写出列名，例如 https://example.cn/course/{id}")
    if not web_address(PLACEHOLDER.sub("x", pattern)):
        raise OptionError("应是以 http:// 或 https:// 开头的地址，例如 https://example.cn/course/{id}")
    return wanted


def check_pattern(pattern: str, columns: list[str]) -> None:
    """Refuse an address pattern that names a column the table does not have."""
    if missing := [column for column in placeholders(pattern) if column not in columns]:
        raise SourceError(f"选项 address 用到的列“{'、'.join(missing)}”不在表里；表里的列：{'、'.join(columns)[:300]}")


def fill_pattern(pattern: str, row: Mapping[str, str]) -> str:
    """The address a row's cells make, each escaped. Raises RecordError naming the column that is missing or blank."""

    def cell(match: re.Match[str]) -> str:
        if not row.get(match[1]):
            raise RecordError(f"拼不出地址：“{match[1]}”一列是空的")
        return quote(row[match[1]], safe="")

    return PLACEHOLDER.sub(cell, pattern)
