"""CSV as spreadsheet programs open it: with a byte order mark, and no cell that would run as a formula."""

import csv
import io
from collections.abc import Sequence

MEDIA_TYPE = "text/csv; charset=utf-8"
LIST_SEPARATOR = "；"
_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes Chinese for another encoding."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Cell = str | int | Sequence[str]


def csv_head(names: Sequence[str]) -> str:
    """The beginning of a file: the byte order mark and the row of headings."""
    return _BYTE_ORDER_MARK + csv_line(names)


def csv_line(cells: Sequence[Cell]) -> str:
    """One row with its line end (RFC 4180), each cell disarmed."""
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow([safe_cell(cell) for cell in cells])
    return line.getvalue()


def safe_cell(value: Cell) -> str:
    """The text of a cell that no spreadsheet runs as a formula: one that begins like one gets an apostrophe."""
    if isinstance(value, int):
        return str(value)
    text = value if isinstance(value, str) else LIST_SEPARATOR.join(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text
