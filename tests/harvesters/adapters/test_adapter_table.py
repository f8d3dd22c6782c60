"""Tables at their edges: what is no table, what is half one, and what is far too large."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from loopback import Site
from reading import read_all, titles

from harvesters import registry
from harvesters.errors import SourceError
from harvesters.http import Http
from harvesters.record import Record

HEADER = "title,url\n"
GOOD = "好课,https://a.example/1\n"


@pytest.fixture
def read(tmp_path: Path, http: Http) -> Any:
    """Reads a table given as text or bytes."""

    def read_table(content: str | bytes, **options: str) -> list[Record | str | None]:
        file = tmp_path / "table"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_all(registry.get("table"), http, {"file": str(file), **options})

    return read_table


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_delimiter_and_encoding_are_guessed(read: Any, delimiter: str, encoding: str) -> None:
    text = "课程名称,链接,学校\n人工智能课程,https://a.example/1,南昌大学\n".replace(",", delimiter)

    [record] = read(text.encode(encoding))

    assert (record.title, record.url, record.provider) == ("人工智能课程", "https://a.example/1", "南昌大学")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(read: Any, line_end: str) -> None:
    assert titles(read((HEADER + GOOD * 2).replace("\n", line_end))) == ["好课", "好课"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "文件是空的"),
        (b"\xef\xbb\xbf \r\n\r\n", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "这是图片，不是表格；请另存为 CSV、XLSX 或 JSONL"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "这是图片"),
        (b"%PDF-1.7\n", "这是 PDF 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文件"),
        (b"\x1f\x8b\x08\x00\x00", "这是压缩文件"),
        (bytes(range(256)) * 8, "这不是文本"),
        (b"\x00" * 5000, "文件是空的"),
        (b"<!DOCTYPE html><html>", "这是网页或 XML"),
        (b'[{"title": "a"}]', "JSON 数组；请改成 JSONL"),
        (b"PK\x03\x04 and then nothing", "不是可以打开的 XLSX"),
        ("学校,学校链接\n南昌大学,https://a.example\n".encode(), "没有找到标题列.*columns=title:列名"),
        ("一,二\n".encode() * 1000, "没有找到标题列"),
        ("课程名称,学校\n好课,南昌大学\n".encode(), "没有链接列.*address.*表里的列：课程名称、学校"),
        (b"x" * 5_000_000, "没有找到标题列"),
    ],
)
def test_what_is_no_table_is_explained(read: Any, content: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(content)


def test_a_missing_file_is_an_error_of_the_source(http: Http) -> None:
    with pytest.raises(SourceError, match="打不开文件"):
        read_all(registry.get("table"), http, {"file": "/nowhere/\x00"})
    with pytest.raises(SourceError, match="需要一个文件或地址"):
        read_all(registry.get("table"), http, {})


def test_a_missing_address_is_an_error_of_the_source(site: Site, http: Http) -> None:
    with pytest.raises(SourceError, match="404"):
        read_all(registry.get("table"), http, {"url": site.url + "/none.csv"})


def test_an_endless_line_is_refused_and_the_rest_is_read(read: Any) -> None:
    table = HEADER + GOOD + "长" * 2_500_000 + ",https://a.example/2\n" + GOOD

    assert titles(read(table)) == ["好课", "第 3 行：这一行超过 100 万个字符，没有读取", "好课"]


@pytest.mark.parametrize("others", [3, 100, 8000])
def test_a_quote_without_partner_costs_its_own_row_only(read: Any, others: int) -> None:
    table = HEADER + GOOD + '"坏课,https://a.example/2\n' + GOOD * others

    assert titles(read(table)) == ["好课", "第 3 行：引号没有成对，或一个单元格太长", *["好课"] * others]


def test_a_cell_may_hold_several_lines(read: Any) -> None:
    assert titles(read(HEADER + '"好\n课",https://a.example/1\n' + GOOD)) == ["好 课", "好课"]


def test_short_and_long_rows_are_read_as_far_as_they_go(read: Any) -> None:
    assert titles(read(HEADER + "只有标题\n" + "好课,https://a.example/1,多,余\n" + ",,,\n\n")) == ["没有地址", "好课"]


def test_repeated_keys_are_all_handed_over(read: Any) -> None:
    outcomes = read("id,title,url\n7,一,https://a.example/1\n7,二,https://a.example/2\n")

    assert [(record.key, record.title) for record in outcomes] == [("7", "一"), ("7", "二")]


def test_an_address_pattern_must_name_columns_of_the_table(read: Any) -> None:
    with pytest.raises(SourceError, match="“code”不在表里"):
        read("id,title\n1,一\n", address="https://a.example/{code}")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://a.example/", "a.example", "http://"])
def test_only_web_addresses_become_records(read: Any, address: str) -> None:
    assert titles(read(f"title,url\n课,{address}\n")) == [f"地址不是完整的 http 或 https 地址：{address}"]


def test_fields_are_bounded(read: Any) -> None:
    row = f"{'题' * 9000},https://a.example/1,{'介' * 30_000},{'，'.join(str(n) for n in range(200))}\n"
    [record] = read("title,url,简介,教师\n" + row)

    sizes = (len(record.title), len(record.summary), len(record.body), len(record.teachers))
    assert sizes == (500, 2000, 20_000, 50)


def workbook(rows: list[list[Any]]) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def rewritten(archive: bytes, part: str, content: bytes) -> bytes:
    """The archive with one part replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return file.getvalue()


def test_numbers_of_a_workbook_are_written_plainly(read: Any) -> None:
    [record] = read(workbook([["编号", "名称", "链接"], [1470430188.0, 2026, "https://a.example/1"]]))

    assert (record.key, record.title) == ("1470430188", "2026")


def unsound_workbooks() -> Iterator[tuple[str, bytes, str]]:
    good = workbook([["名称", "链接"], ["好课", "https://a.example/1"]])
    sheet = "xl/worksheets/sheet1.xml"
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><worksheet/>'
    yield "bomb", rewritten(good, sheet, b"<a>" + b" " * 210_000_000), "解开后有 200 MB，太大了"
    yield "entity", rewritten(good, sheet, entity), "DOCTYPE"
    yield "cells", rewritten(good, sheet, b"<a><row>" + b"<c/>" * 20_000 + b"</row></a>"), "多得不正常"
    yield "prefixed cells", rewritten(good, sheet, b"<a><x:row>" + b"<x:c />" * 20_000 + b"</x:row></a>"), "多得不正常"
    yield "rows", rewritten(good, sheet, b"<a>" + b"<row/>" * 1_100_000 + b"</a>"), "多得不正常"
    yield "broken sheet", rewritten(good, sheet, b"<worksheet><sheetData><row>"), "不是可以打开的 XLSX"
    yield "broken book", rewritten(good, "xl/workbook.xml", b"nothing"), "不是可以打开的 XLSX"
    yield "cut", good[: len(good) // 2], "不是可以打开的 XLSX"
    yield "no header", workbook([["一", "二"], ["三", "四"]]), "没有找到标题列"
    yield "empty", workbook([]), "没有找到标题列"


@pytest.mark.parametrize(("content", "message"), [pytest.param(c, m, id=i) for i, c, m in unsound_workbooks()])
def test_unsound_workbooks_are_explained(read: Any, content: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(content)
