"""Tables: CSV, TSV, semicolon CSV, XLSX and JSONL, from a file or an address; columns found by their headings."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any

from harvesters.errors import RecordError, SourceError
from harvesters.formats.addresses import check_pattern, fill_pattern
from harvesters.formats.cells import several
from harvesters.formats.columns import chosen_columns, kind_by_heading
from harvesters.formats.costs import read_cost, read_is_free
from harvesters.formats.dates import read_date
from harvesters.formats.durations import read_duration, read_effort
from harvesters.formats.finish import finished_resource
from harvesters.formats.html_text import plain_line, plain_text
from harvesters.formats.keys import bounded_key
from harvesters.formats.logins import read_login
from harvesters.formats.places import open_place
from harvesters.formats.tables import Line, OpenTable, open_table
from harvesters.http import Http
from harvesters.record import Item, Options, OptionSpec, ResourceRecord


class Table:
    """One row, one resource."""

    title = "表格（CSV、XLSX、JSONL）"
    full_list = True
    options = (
        OptionSpec("url", "表格文件的地址"),
        OptionSpec("address", "没有链接列时，按列拼出地址，例如 https://example.cn/course/{id}"),
        OptionSpec("columns", "指明哪一列是什么，例如 title:课程名称,url:链接"),
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
        cell = {field: value for field, value in data.items() if isinstance(value, str)}
        return finished_resource(
            ResourceRecord(
                key=item.key,
                url=item.url,
                title=plain_line(cell.get("title", "")),
                summary=plain_text(cell.get("summary", "")),
                body=plain_text(cell.get("body", "")),
                kind=next(iter(several([cell.get("kind", "")])), ""),
                provider=plain_line(cell.get("provider", "")),
                teachers=several(data.get("teachers")),
                language=cell.get("language", ""),
                subjects=several(data.get("subjects")),
                audiences=several(data.get("audiences")),
                level=cell.get("level", ""),
                duration=read_duration(cell.get("duration", "")),
                effort=read_effort(cell.get("effort", "")),
                cost=cost(cell),
                login=read_login(cell.get("login", "")),
                accessibility=several(data.get("accessibility")),
                image=cell.get("image", ""),
                licence=cell.get("licence", ""),
                provenance=cell.get("provenance", ""),
                published=read_date(cell.get("published")),
                updated=read_date(cell.get("updated")),
            )
        )


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
    deleted = str(data.pop("deleted", "")).lower() in ("true", "yes", "1", "是")
    return Item(key=bounded_key(row_key(data, url, line.number)), url=url, data=data, deleted=deleted)


def row_key(data: Mapping[str, Any], url: str, number: int) -> str:
    """The id column, else the address, else title and provider, else the row's number."""
    named = "，".join(str(data[field]) for field in ("title", "provider") if data.get(field))
    return str(data.get("id") or "") or url or named or f"第 {number} 行"


def cost(cell: Mapping[str, str]) -> str:
    """The cost by the price column, else by the yes or no of 是否免费."""
    said = read_cost(cell.get("cost", ""))
    return said if said != "unknown" else read_is_free(cell.get("free", ""))
