"""Reads rows from XLSX workbooks, after a look at what the archive claims to unpack to."""

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
NOT_XLSX = "这不是可以打开的 XLSX 表格；请用 Excel 或 WPS 另存为 XLSX 或 CSV 再试"


@contextmanager
def sheets(file: BinaryIO) -> Iterator[list[Iterator[list[str]]]]:
    """The rows of each visible sheet, cells cleaned. Raises SourceError for what is not a sound workbook."""
    check_archive(file)
    with reading():
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        yield [rows(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    finally:
        book.close()


def rows(sheet: Any) -> Iterator[list[str]]:
    """The rows of one (read-only) sheet."""
    with reading():
        cells = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)
    while True:
        with reading():
            row = next(cells, None)
        if row is None:
            return
        yield [clean_cell(cell) for cell in row]


@contextmanager
def reading() -> Iterator[None]:
    """Whatever the parsers below openpyxl raise on a broken part (zip, XML, numbers, dates) is one SourceError."""
    try:
        yield
    except Exception as error:
        raise SourceError(NOT_XLSX) from error


def check_archive(file: BinaryIO) -> None:
    """Refuse archives that are broken, unpack beyond bounds or carry document types in their XML."""
    with reading():
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    strings = sum(member.file_size for member in members if member.filename.endswith("sharedStrings.xml"))
    if unpacked > MAX_UNPACKED or strings > MAX_STRINGS or len(members) > MAX_MEMBERS:
        raise SourceError(f"这个 XLSX 解开后有 {unpacked // (1024 * 1024)} MB，太大了；请拆成几个文件，或另存为 CSV")
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and has_document_type(archive, member):
            raise SourceError("这个 XLSX 带有文档类型声明（DOCTYPE），为安全起见不读取")


def has_document_type(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a part of the workbook opens with a document type, which no office program writes."""
    with reading(), archive.open(member) as part:
        start = part.read(4096)
    return b"<!DOCTYPE" in start.replace(b"\x00", b"")
