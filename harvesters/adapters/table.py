"""Tables: CSV, TSV, semicolon CSV, XLSX and JSONL, from a file or an address; columns found by their headings."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from harvesters.errors import RecordError, SourceError
from harvesters.formats.addresses import check_pattern, fill_pattern, placeholders
from harvesters.formats.columns import chosen_columns, kind_by_heading
from harvesters.formats.fields import field_key, is_yes, read_fields
from harvesters.formats.keys import bounded_key
from harvesters.formats.options import check_address
from harvesters.formats.places import open_place
from harvesters.formats.tables import Line, OpenTable, open_table
from harvesters.http import Http
from harvesters.record import Item, Options, OptionSpec, ResourceRecord


class Table:
    """One row, one resource."""

    title = "表格（CSV、XLSX、JSONL）"
    full_list = True
    options = (
        OptionSpec("url", "表格文件的地址", check=check_address),
        OptionSpec("address", "没有链接列时，按列拼出地址，例如 https://example.cn/course/{id}", check=placeholders),
        OptionSpec("columns", "指明哪一列是什么，例如 title:课程名称,url:链接", check=chosen_columns),
    )

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        """Hand over each row as the fields its columns mean. A row that cannot be read carries its `problem`."""
        pattern = str(options.get("address") or "")
        chosen = chosen_columns(str(options.get("columns") or ""))
        with ExitStack() as stack:
            file = stack.enter_context(open_place(http, options))
            table = stack.enter_context(open_table(file, chosen))
            check_columns(table, pattern)
            for line in table.lines:
                yield to_item(line, pattern)

    def read(self, item: Item) -> ResourceRecord | None:
        """Read the fields of one row."""
        data: dict[str, Any] = item.data
        if data.get("problem"):
            raise RecordError(data["problem"])
        return read_fields(item.key, item.url, data)


def check_columns(table: OpenTable, pattern: str) -> None:
    """Refuse a table no row of which could get an address. JSONL has no header, so there each row tells."""
    if table.header and pattern:
        check_pattern(pattern, table.header)
    if table.header and not pattern and "url" not in table.fields:
        raise SourceError(
            "表里没有链接列：表头里需要有“链接”“网址”或“url”，或用选项 address 按其他列拼出地址；"
            f"表里的列：{'、'.join(filter(None, table.header))[:300]}"
        )


def to_item(line: Line, pattern: str) -> Item:
    """One row as found: its fields, its address as given or built, and its own identifier if it has one."""
    data: dict[str, Any] = {"kind": kind_by_heading(line.cells), **line.fields}
    problem = line.problem
    url = str(data.get("url") or "")
    if pattern and not problem:
        try:
            url = fill_pattern(pattern, line.cells)
        except RecordError as error:
            problem = str(error)
    if problem:
        data["problem"] = f"第 {line.number} 行：{problem}"
    deleted = is_yes(data.pop("deleted", ""))
    key = field_key(data, url, f"第 {line.number} 行")
    return Item(key=bounded_key(key), url=url, data=data, deleted=deleted)
