"""Opens a table of any kind and hands over its lines with the fields their columns mean."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, BinaryIO

from harvesters.errors import RecordError, SourceError
from harvesters.formats import delimited, spreadsheet
from harvesters.formats.cells import clean_cell
from harvesters.formats.columns import SEVERAL, guess_columns, map_columns
from harvesters.formats.file_kind import table_kind
from harvesters.formats.json_text import parse_json

HEADER_WITHIN = 20  # rows above the header: a title, a note, a date
NO_TITLE = (
    "没有找到标题列：表头里需要有“课程名称”“名称”“标题”或“title”；如果用的是别的叫法，请用选项 columns=title:列名 指明"
)


@dataclass(frozen=True)
class Line:
    """One row: the cells under their headings, the fields they mean, or the problem that kept them from being read."""

    number: int
    cells: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str | list[str]] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True)
class OpenTable:
    """An open table. `header` is empty for JSONL, where every line names its own columns."""

    header: list[str]
    fields: Mapping[str, list[int]]
    lines: Iterator[Line]


Columns = Mapping[str, list[int]]


@contextmanager
def open_table(
    file: BinaryIO, chosen: dict[str, str], *, max_unpacked: int = spreadsheet.MAX_UNPACKED
) -> Iterator[OpenTable]:
    """The table in a file, `chosen` naming the heading of a field. Raises SourceError saying how to mend the file.

    `max_unpacked` bounds, in bytes, what a workbook may unpack to.
    """
    kind = table_kind(file.read(8192))
    file.seek(0)
    if kind == "xlsx":
        with spreadsheet.sheets(file, max_unpacked=max_unpacked) as sheets:
            yield from_sheets(sheets, chosen)
    elif kind == "jsonl":
        yield OpenTable(header=[], fields={}, lines=json_lines(file, chosen))
    else:
        yield from_text(file, chosen)


def from_text(file: BinaryIO, chosen: dict[str, str]) -> OpenTable:
    """The table in a text file, with the delimiter that gives the best header."""
    text = delimited.open_text(file)
    candidates = delimited.first_rows(text, HEADER_WITHIN)
    delimiter = max(candidates, key=lambda mark: header_score(best_header(candidates[mark], chosen), chosen))
    top = candidates[delimiter]
    place, mapping = find_header(top, chosen)
    text.seek(0)
    lines = islice(delimited.rows(text, delimiter), place + 1, None)
    header = list(top[place])
    return OpenTable(header=header, fields=mapping, lines=read_rows(lines, header, mapping, first=place + 2))


def from_sheets(sheets: list[Iterator[list[str]]], chosen: dict[str, str]) -> OpenTable:
    """The first sheet that has a header."""
    for sheet in sheets:
        top = list(islice(sheet, HEADER_WITHIN))
        if header_score(best_header(top, chosen), chosen):
            place, mapping = find_header(top, chosen)
            header = list(top[place])
            rows = chain(top[place + 1 :], sheet)
            return OpenTable(header=header, fields=mapping, lines=read_rows(rows, header, mapping, first=place + 2))
    raise SourceError(NO_TITLE)


def find_header(top: Sequence[Sequence[str]], chosen: dict[str, str]) -> tuple[int, Columns]:
    """Where the header stands and what its columns mean. Raises SourceError when no row names a title."""
    header = best_header(top, chosen)
    mapping = map_columns(header, chosen)
    if "title" not in mapping:
        raise SourceError(NO_TITLE)
    return list(top).index(header), mapping


def best_header(top: Sequence[Sequence[str]], chosen: dict[str, str]) -> Sequence[str]:
    """The row that reads most like a header; the first of equals."""
    return max(top, key=lambda row: header_score(row, chosen), default=[])


def header_score(row: Sequence[str], chosen: dict[str, str]) -> int:
    """How many fields a row names; none unless a title is among them."""
    named = set(guess_columns(row)) | {field for field, heading in chosen.items() if heading in row}
    return len(named) if "title" in named else 0


def read_rows(rows: Iterable[delimited.Row], header: list[str], mapping: Columns, *, first: int) -> Iterator[Line]:
    """The rows below a header, blank ones left out."""
    for number, row in enumerate(rows, start=first):
        if isinstance(row, RecordError):
            yield Line(number=number, problem=str(row))
        elif any(row):
            cells = {heading: cell for heading, cell in zip(header, row, strict=False) if heading}
            yield Line(number=number, cells=cells, fields=pick(row, mapping))


def pick(row: Sequence[str], mapping: Columns) -> dict[str, str | list[str]]:
    """The cells of a row by the field they mean, empty ones left out."""
    picked: dict[str, str | list[str]] = {}
    for name, places in mapping.items():
        cells = [row[place] for place in places if place < len(row) and row[place]]
        if cells:
            picked[name] = cells if name in SEVERAL else cells[0]
    return picked


def json_lines(file: BinaryIO, chosen: dict[str, str]) -> Iterator[Line]:
    """The objects of a JSONL file, each with headings of its own."""
    lines = delimited.Lines(delimited.open_text(file))
    number = 0
    while True:
        number += 1
        lines.start_row()
        try:
            line = next(lines)
            if line.strip():
                yield from_object(number, line, chosen)
        except StopIteration:
            return
        except RecordError as error:
            yield Line(number=number, problem=str(error))


def from_object(number: int, line: str, chosen: dict[str, str]) -> Line:
    """One line of JSONL. Raises RecordError when it holds no object."""
    try:
        values = parse_json(line)
    except ValueError as error:
        raise RecordError("不是有效的 JSON") from error
    if not isinstance(values, dict):
        raise RecordError("不是 JSON 对象")
    cells = {name: scalar(value) for name, value in values.items()}
    header = list(cells)
    present = {name: heading for name, heading in chosen.items() if heading in cells}
    return Line(number=number, cells=cells, fields=pick(list(cells.values()), map_columns(header, present)))


def scalar(value: Any) -> str:
    """A JSON value as a cell: lists joined, objects by their name or as they are written."""
    if isinstance(value, list):
        return "；".join(filter(None, map(scalar, value[:100])))
    if isinstance(value, dict):
        named = value.get("name") or value.get("title")
        return clean_cell(named if isinstance(named, str) else json.dumps(value, ensure_ascii=False))
    return clean_cell(value)
