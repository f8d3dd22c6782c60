"""Spreadsheets for the tests: rows under the template's headings, as the workbook a partner would send."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

from catalogue.domain.uploads.columns import HEADINGS

GOOD: Mapping[str, Any] = {"title": "手机入门", "url": "https://example.cn/1", "summary": "开机。", "cost": "免费"}
FIELDS = ("title", "url", "summary", "cost", "kind", "audiences", "level", "published", "id", "image", "login")


def row(number: int = 1, **values: Any) -> dict[str, Any]:
    """A good row, but for what a test says of it."""
    return {**GOOD, "title": f"手机入门 第{number}讲", "url": f"https://example.cn/{number}", **values}


def workbook(*rows: Mapping[str, Any], fields: Sequence[str] = FIELDS) -> io.BytesIO:
    """A workbook with a column a field; the first row stands in line 2."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([HEADINGS[name] for name in fields])
    for values in rows:
        sheet.append([values.get(name, "") for name in fields])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def csv_file(*lines: str, encoding: str = "utf-8") -> io.BytesIO:
    return io.BytesIO("\n".join(lines).encode(encoding))
