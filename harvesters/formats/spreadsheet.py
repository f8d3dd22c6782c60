"""Reads rows from XLSX workbooks, after a look at what the archive claims to unpack to."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import openpyxl

from harvesters.errors import SourceError
from harvesters.formats.cells import clean_cell

MAX_UNPACKED = 200 * 1024 * 1024
MAX_STRINGS = 64 * 1024 * 1024  # the shared strings are the part that is held in memory
MAX_MEMBERS = 2_000
MAX_COLUMNS = 500
MAX_ROWS = 1_048_576  # as many as a sheet can have; a forged number would be counted up to, row by empty row
MAX_ROW_CELLS = 16_384  # as many as a row can have; openpyxl holds a whole row in memory
MAX_CELL = 32_767  # as many characters as a cell can have; one shared text may stand in a million cells
CHUNK = 1024 * 1024
ROW_OR_CELL = re.compile(rb"<(?:[\w.-]{1,40}:)?(row|c)(?=[\s/>])")
NOT_XLSX = "这不是可以打开的 XLSX 表格；请用 Excel 或 WPS 另存为 XLSX 或 CSV 再试"


@contextmanager
def sheets(file: BinaryIO, *, max_unpacked: int = MAX_UNPACKED) -> Iterator[list[Iterator[list[str]]]]:
    """The rows of each visible sheet, cells cleaned. Raises SourceError for what is not a sound workbook."""
    check_archive(file, max_unpacked)
    with reading():
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        yield [rows(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    finally:
        book.close()


def rows(sheet: Any) -> Iterator[list[str]]:
    """The rows of one (read-only) sheet."""
    with reading():
        cells = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS, max_row=MAX_ROWS)
    while True:
        with reading():
            row = next(cells, None)
        if row is None:
            return
        blank = row.count(None) == len(row)
        yield [] if blank else [clean_cell(cell[:MAX_CELL] if isinstance(cell, str) else cell) for cell in row]


@contextmanager
def reading() -> Iterator[None]:
    """Whatever the parsers below openpyxl raise on a broken part (zip, XML, numbers, dates) is one SourceError."""
    try:
        yield
    except Exception as error:
        raise SourceError(NOT_XLSX) from error


def check_archive(file: BinaryIO, max_unpacked: int = MAX_UNPACKED) -> None:
    """Refuse archives that are broken, unpack beyond bounds, carry document types in their XML or rows without end."""
    with reading():
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    strings = sum(member.file_size for member in members if member.filename.endswith("sharedStrings.xml"))
    if unpacked > max_unpacked or strings > MAX_STRINGS or len(members) > MAX_MEMBERS:
        raise SourceError(f"这个 XLSX 解开后有 {unpacked // (1024 * 1024)} MB，太大了；请拆成几个文件，或另存为 CSV")
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and has_document_type(archive, member):
            raise SourceError("这个 XLSX 带有文档类型声明（DOCTYPE），为安全起见不读取")
        if is_flood(archive, member):
            raise SourceError("这个 XLSX 里的行或单元格多得不正常，为安全起见不读取；请另存为 CSV 再试")


def has_document_type(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a part of the workbook opens with a document type, which no office program writes."""
    with reading(), archive.open(member) as part:
        start = part.read(4096)
    return b"<!DOCTYPE" in start.replace(b"\x00", b"")


def is_flood(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a part has more rows than a sheet, or more cells in one than a row, may have."""
    rows = cells = 0
    rest = b""
    with reading(), archive.open(member) as part:
        while chunk := part.read(CHUNK):
            text = (rest + chunk).replace(b"\x00", b"")  # UTF-16 as well
            ends = max(text.rfind(b"<"), 0)  # a tag may go on in the next chunk
            text, rest = text[:ends], text[ends : ends + 100]
            for found in ROW_OR_CELL.finditer(text):
                is_row = found[1] == b"row"
                rows, cells = (rows + 1, 0) if is_row else (rows, cells + 1)
                if rows > MAX_ROWS or cells > MAX_ROW_CELLS:
                    return True
    return False
