"""Encodings: labels that lie, labels inside documents, and short texts."""

import pytest

from harvesters.formats.encodings import decode

CHINESE = "人工智能通识课：从身边的事认识算法"
TRADITIONAL = "人工智慧通識課：從身邊的事認識演算法"
TAKEN_FOR_GRANTED = ("", "utf-8", "iso-8859-1", "windows-1252", "nonsense", "unicode_escape")


@pytest.mark.parametrize("label", [*TAKEN_FOR_GRANTED, "big5", "gb2312"])
def test_simplified_text_is_read_whatever_its_label(label: str) -> None:
    assert decode(CHINESE.encode("gbk"), label) == CHINESE


@pytest.mark.parametrize("label", [*TAKEN_FOR_GRANTED, "gb2312", "gbk", "gb18030", "big5"])
def test_traditional_text_is_read_whatever_its_label(label: str) -> None:
    assert decode(TRADITIONAL.encode("big5"), label) == TRADITIONAL


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Привет, мир. Это курс русского языка для начинающих.", "koi8-r"),
        ("Привет, мир. Это курс русского языка для начинающих.", "windows-1251"),
        ("안녕하세요. 컴퓨터 입문 강좌입니다.", "euc-kr"),
        ("こんにちは。コンピュータ入門講座です。", "shift_jis"),
        ("Žluťoučký kůň", "iso-8859-2"),
    ],
)
def test_a_label_somebody_must_have_meant_is_believed(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), encoding) == text


@pytest.mark.parametrize(
    "start", ['<meta charset="koi8-r">', "<META content='text/html; charset=KOI8-R'>", '<?xml encoding="koi8-r"?>']
)
def test_a_label_inside_the_document_counts_where_the_server_gave_none(start: str) -> None:
    assert decode(f"{start}Привет".encode("koi8-r")) == f"{start}Привет"


def test_a_page_that_declares_gbk_and_holds_utf_8_is_read_as_utf_8() -> None:
    page = f'<meta charset="gbk">{CHINESE}'

    assert decode(page.encode(), "gbk") == page


def test_additions_to_big5_are_read() -> None:
    text = f"{TRADITIONAL}，粵語：嘅、哋"

    assert decode(text.encode("big5hkscs"), "big5") == text
