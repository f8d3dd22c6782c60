"""Checking a spreadsheet: every fault by its cell, and the good rows written down for a run to take in."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from time import monotonic
from typing import IO, Any, BinaryIO

from openpyxl.utils import get_column_letter

from catalogue.domain.text.addresses import address_key, canonical_address
from catalogue.domain.text.normalise import normalise
from catalogue.domain.uploads.columns import EXAMPLE, HEADINGS
from catalogue.domain.uploads.faults import Fault, find_faults
from catalogue.domain.uploads.report import CellFault, FaultyRow, Remark, Report
from catalogue.errors import CatalogueError
from harvesters.adapters.table import Table, check_columns, to_item
from harvesters.errors import RecordError, SourceError
from harvesters.formats.cells import several
from harvesters.formats.fields import is_yes
from harvesters.formats.file_kind import table_kind
from harvesters.formats.tables import Line, OpenTable, open_table
from harvesters.record import Item

MAX_UNPACKED = 48 * 1024 * 1024
MOST_CHARACTERS = 30_000_000
"""In all cells together: texts that a workbook shares among many cells are small only while they are packed."""
MOST_SECONDS = 40.0
"""Less than a web request may take; 20,000 honest rows take a third of it."""
FIRST_TITLES = 10


@dataclass
class _Seen:
    """Where each identifier and each address stood first."""

    ids: dict[str, int] = field(default_factory=dict)
    addresses: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Desk:
    """What checking a table works with."""

    table: OpenTable
    good_rows: IO[str]
    report: Report
    seen: _Seen = field(default_factory=_Seen)
    remarks: dict[tuple[str, str], Remark] = field(default_factory=dict)


def check_table(file: BinaryIO, good_rows: IO[str], *, most_rows: int) -> Report:
    """Look at every row of a file; the good ones are written as JSONL that the table adapter reads.

    Raises CatalogueError saying how to mend a file that is no table, or too much of one.
    """
    try:
        if table_kind(file.read(8192)) == "jsonl":
            raise SourceError("这是 JSONL 文件；网页上传请用 XLSX、CSV 或 TSV 表格")
        file.seek(0)
        with open_table(file, {}, max_unpacked=MAX_UNPACKED) as table:
            check_columns(table, "")
            return _check_rows(table, good_rows, most_rows)
    except SourceError as error:
        raise CatalogueError(str(error)) from error


def _check_rows(table: OpenTable, good_rows: IO[str], most_rows: int) -> Report:
    desk = _Desk(table, good_rows, Report(headings=list(dict.fromkeys(filter(None, table.header)))))
    bounds = _bounds(most_rows)
    for line in table.lines:
        if not str(line.fields.get("id", "")).startswith(EXAMPLE):
            bounds(line)
            _check_line(desk, line)
    if not desk.report.rows:
        raise CatalogueError("表里只有表头，没有资源。请在表头下面每行写一个资源，再上传。")
    desk.report.remarks.extend(desk.remarks.values())
    return desk.report


def _bounds(most_rows: int) -> Callable[[Line], None]:
    """To be called with each line; raises CatalogueError when it is too much of everything."""
    began, rows, characters = monotonic(), 0, 0

    def count(line: Line) -> None:
        nonlocal rows, characters
        rows += 1
        characters += sum(map(len, line.cells.values()))
        if rows > most_rows:
            raise CatalogueError(f"表格超过 {most_rows} 行；请分成几个文件上传。")
        if characters > MOST_CHARACTERS or monotonic() > began + MOST_SECONDS:
            raise CatalogueError("表格里的文字太多，一次看不完；请分成几个文件上传。")

    return count


def _check_line(desk: _Desk, line: Line) -> None:
    report = desk.report
    report.rows += 1
    item = to_item(line, "")
    found = [Fault("", line.problem)] if line.problem else [*find_faults(item.data), *_repeats(desk.seen, line, item)]
    faults = [fault for fault in found if not fault.remark]
    faults = faults or list(_unreadable(item))
    if faults:
        cells = [line.cells.get(heading, "") for heading in report.headings] if line.cells else []
        report.faulty.append(FaultyRow(line.number, cells, [_place(desk.table, line, fault) for fault in faults]))
        return
    for remark in found:
        _note(desk, line, remark)
    report.good += 1
    if len(report.titles) < FIRST_TITLES:
        report.titles.append(str(item.data["title"]))
    desk.good_rows.write(json.dumps(_as_row(item), ensure_ascii=False) + "\n")


def _repeats(seen: _Seen, line: Line, item: Item) -> Iterator[Fault]:
    """Whether an earlier row had the same identifier or address; a table has no say in what is to be taken down."""
    if is_yes(line.fields.get("deleted", "")):
        yield Fault("deleted", "上传表格不能撤下资源。请删去这一行，到“我的资源”里撤下。")
    if name := str(line.fields.get("id", "")):
        first = seen.ids.setdefault(item.key, line.number)
        if first != line.number:
            yield Fault("id", f"“{name[:30]}”与第 {first} 行的编号相同。请删去重复的一行，或换一个编号。")
    try:
        address = address_key(canonical_address(item.url))
    except ValueError:
        return  # told as a fault of the address itself
    first = seen.addresses.setdefault(address, line.number)
    if first != line.number:
        yield Fault("url", f"与第 {first} 行的链接相同。请删去重复的一行，或改正链接。")


def _unreadable(item: Item) -> Iterator[Fault]:
    """What only the reading that a run does would find, so that no row called good is lost there."""
    try:
        record = Table().read(item)
        if record is not None:
            normalise(record, default_cost="unknown")
    except RecordError as error:
        yield Fault("", str(error))


def _place(table: OpenTable, line: Line, fault: Fault) -> CellFault:
    places = table.fields.get(fault.field)
    if not places:
        return CellFault(f"第 {line.number} 行", HEADINGS.get(fault.field, ""), fault.message)
    return CellFault(f"{get_column_letter(places[0] + 1)}{line.number}", table.header[places[0]], fault.message)


def _note(desk: _Desk, line: Line, remark: Fault) -> None:
    """Remarks are gathered: a column nobody filled in is one remark, not ten thousand."""
    known = desk.remarks.get((remark.field, remark.message))
    if known:
        known.rows += 1
        return
    placed = _place(desk.table, line, remark)
    desk.remarks[remark.field, remark.message] = Remark(placed.cell, placed.heading, remark.message)


def _as_row(item: Item) -> dict[str, str]:
    """The fields as JSONL has them; the identifier is the one this table gave, so that it stays the same."""
    row: Mapping[str, Any] = {**item.data, "id": item.key, "url": item.url}
    return {name: value if isinstance(value, str) else "；".join(several(value)) for name, value in row.items()}


def rows_of(report: Report) -> Iterator[list[str]]:
    """The faulty rows as a table to mend: their cells under the report's headings, then what to do about each."""
    for row in report.faulty:
        advice = "\n".join(" ".join(filter(None, (f.cell, f.heading, f.message))) for f in row.faults)
        yield list(chain(row.cells or [""] * len(report.headings), [advice]))
