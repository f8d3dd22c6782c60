"""Addresses: which are good, how they are resolved and how they are built."""

import pytest

from harvesters.errors import RecordError, SourceError
from harvesters.formats.addresses import check_pattern, fill_pattern, resolve, web_address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" https://a.example/课程?id=1 ", "https://a.example/课程?id=1"),
        ("HTTP://A.example", "HTTP://A.example"),
        ("https://a.example/a b", "https://a.example/a%20b"),
        ("https://a.example/\nb\x00", "https://a.example/b"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("ftp://a.example/", ""),
        ("//a.example/", ""),
        ("a.example/course", ""),
        ("http://", ""),
        ("http://[::1", ""),
        ("http://a.example:99999/", ""),
        ("https://a.example/" + "x" * 3000, ""),
        ("", ""),
    ],
)
def test_web_address(written: str, address: str) -> None:
    assert web_address(written) == address


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("c/1", "https://a.example/list/c/1"),
        ("/c/1", "https://a.example/c/1"),
        ("//b.example/c", "https://b.example/c"),
        ("?page=2", "https://a.example/list/?page=2"),
        ("mailto:x@a.example", ""),
        ("http://[", ""),
        ("  ", ""),
    ],
)
def test_a_reference_is_resolved_against_its_page(reference: str, address: str) -> None:
    assert resolve("https://a.example/list/", reference) == address


def test_a_pattern_takes_cells_and_escapes_them() -> None:
    assert (
        fill_pattern("https://a.example/{学校}/{id}", {"学校": "南/昌", "id": "1"})
        == "https://a.example/%E5%8D%97%2F%E6%98%8C/1"
    )


@pytest.mark.parametrize("row", [{}, {"id": ""}])
def test_a_pattern_names_the_blank_column(row: dict[str, str]) -> None:
    with pytest.raises(RecordError, match="“id”是空的"):
        fill_pattern("https://a.example/{id}", row)


def test_a_pattern_must_name_columns_of_the_table() -> None:
    with pytest.raises(SourceError, match="用到的列“code”不在表里；表里的列：id、title"):
        check_pattern("https://a.example/{code}-{id}", ["id", "title"])
    with pytest.raises(SourceError, match="没有用花括号写出列或字段的名字"):
        check_pattern("https://a.example/", ["id"])
