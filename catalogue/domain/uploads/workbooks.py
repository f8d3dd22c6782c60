"""XLSX files as partners get them: every cell a text, so that nothing in them is ever run as a formula."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from catalogue.domain.uploads.checking import rows_of
from catalogue.domain.uploads.columns import COLUMNS, Column
from catalogue.domain.uploads.report import Report

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEND = "怎么改"
"""The heading of the column with advice; the table adapter takes it for nothing."""
LONGEST_CELL = 32_767
_HEAD, _WRAPPED = Font(bold=True), Alignment(wrap_text=True, vertical="top")
_REQUIRED = PatternFill("solid", fgColor="DDE5F5")
_CHOICES_TO_ROW = 2000
_LONGEST_CHOICES = 250
"""Excel refuses a list of choices beyond 255 characters."""
_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes Chinese for another encoding."""


def template_workbook() -> bytes:
    """The sheet to fill in, with an example row, and a sheet that explains each column."""
    book = Workbook(write_only=True)
    sheet = _sheet(book, "资源", [18] * len(COLUMNS))
    for position, column in enumerate(COLUMNS, start=1):
        if column.words and len(column.words) < _LONGEST_CHOICES and column.field in ("kind", "language", "level"):
            sheet.data_validations.append(_choices(column, get_column_letter(position)))
    sheet.append([_head(sheet, column) for column in COLUMNS])
    sheet.append([_text(sheet, column.example) for column in COLUMNS])
    _explain(_sheet(book, "填写说明", [16, 8, 60, 80]))
    return _bytes(book)


def template_csv() -> str:
    """The same header and example row for those without Excel or WPS."""
    file = io.StringIO(newline="")
    rows = ([column.heading for column in COLUMNS], [column.example for column in COLUMNS])
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    return _BYTE_ORDER_MARK + file.getvalue()


def faulty_workbook(report: Report) -> bytes:
    """The faulty rows as they were, with a column that says what to do about each."""
    book = Workbook(write_only=True)
    headings = [heading for heading in report.headings if heading != MEND]
    keep = [place for place, heading in enumerate(report.headings) if heading != MEND]
    sheet = _sheet(book, "要改的行", [18] * len(headings) + [70])
    sheet.append([_text(sheet, heading, _HEAD) for heading in (*headings, MEND)])
    for *cells, advice in rows_of(report):
        sheet.append([_text(sheet, text) for text in (*(cells[place] for place in keep), advice)])
    return _bytes(book)


def _explain(sheet: Any) -> None:
    sheet.append([_text(sheet, heading, _HEAD) for heading in ("列", "必填", "怎么填", "可以写的词")])
    for column in COLUMNS:
        cells = (column.heading, "是" if column.required else "", column.about, column.words)
        sheet.append([_text(sheet, text) for text in cells])


def _sheet(book: Workbook, title: str, widths: Sequence[int]) -> Any:
    sheet = book.create_sheet(title)
    for position, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.freeze_panes = "A2"
    return sheet


def _choices(column: Column, letter: str) -> Any:
    validation = DataValidation(type="list", formula1=f'"{column.words.replace("、", ",")}"', showErrorMessage=False)
    validation.add(f"{letter}2:{letter}{_CHOICES_TO_ROW}")
    return validation


def _head(sheet: Any, column: Column) -> Any:
    cell = _text(sheet, column.heading, _HEAD)
    if column.required:
        cell.fill = _REQUIRED
    return cell


def _text(sheet: Any, text: str, font: Font | None = None) -> Any:
    """A cell that is a text whatever it begins with; openpyxl would take one with an equals sign for a formula."""
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL])
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.alignment = _WRAPPED
    if font:
        cell.font = font
    return cell


def _bytes(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
