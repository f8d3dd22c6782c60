"""Encodings, HTML, XML and JSON from strangers."""

import pytest

from harvesters.errors import SourceError
from harvesters.formats.encodings import decode
from harvesters.formats.html_text import plain_line, plain_text
from harvesters.formats.json_text import parse_json
from harvesters.formats.xml import parse_xml

CHINESE = "课程名称,学校\n人工智能与信息技术,北京大学\n大学计算机,南昌大学\n"
TRADITIONAL = "課程名稱,學校\n人工智慧與資訊技術,國立臺灣大學\n大學計算機,師範大學\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_the_encoding_is_found_without_a_label(encoding: str) -> None:
    assert decode(CHINESE.encode(encoding)) == CHINESE


def test_big5_is_told_from_gb18030() -> None:
    assert decode(TRADITIONAL.encode("big5")) == TRADITIONAL


@pytest.mark.parametrize("label", ["utf-8", "gb2312", "big5", "iso-8859-1", "nonsense", "base64", "idna", ""])
def test_a_wrong_label_does_no_harm(label: str) -> None:
    assert decode(CHINESE.encode("utf-8"), label) == CHINESE
    assert decode(CHINESE.encode("gbk"), label if label != "big5" else "") == CHINESE


def test_a_right_label_is_believed() -> None:
    assert decode("Привет, мир".encode("koi8-r"), "koi8-r") == "Привет, мир"


def test_western_text_is_not_taken_for_chinese() -> None:
    assert decode("Müller,Straße,Café\n".encode("latin-1")) == "Müller,Straße,Café\n"


def test_a_few_damaged_places_do_not_change_the_encoding() -> None:
    damaged = (CHINESE * 20).encode()[:-4] + b"\xff\n"

    assert decode(damaged).startswith(CHINESE)


def test_html_becomes_what_a_reader_sees() -> None:
    html = "<h2>标题</h2><p>一<b>二</b>&nbsp;&lt;三&gt;</p><script>alert(1)</script><style>p{}</style>"
    html += "<ul><li>四<li>五</ul>"

    assert plain_text(html) == "标题\n一二 <三>\n四\n五"


@pytest.mark.parametrize("text", ["2 < 3 且 5 > 4", "a & b", "https://a.example/?a=1&b=2", "<", "&"])
def test_text_without_markup_stays(text: str) -> None:
    assert plain_line(text) == text


@pytest.mark.parametrize(
    "html",
    ["<div>" * 50_000 + "深", "<a" * 100_000, "<!--" * 50_000, "<p>\ud800\x00", "<![CDATA[x", "&#0;&#xffffffff;"],
)
def test_hostile_html_ends_quickly_as_text(html: str) -> None:
    assert "\x00" not in plain_text(html)


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"<a>",
        b"<a>&bogus;</a>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd"><a/>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b'<?xml version="1.0" encoding="nonsense"?><a/>',
        b"<a>" * 100_000,
    ],
)
def test_unsound_xml_is_refused(document: bytes) -> None:
    with pytest.raises(SourceError):
        parse_xml(document)


def test_chinese_xml_is_read_in_its_own_encoding() -> None:
    document = '<?xml version="1.0" encoding="gb18030"?><a>课程㐂</a>'.encode("gb18030")

    assert parse_xml(document).text == "课程㐂"


def test_json_is_made_fit_to_be_stored() -> None:
    assert parse_json('{"a\\u0000": ["x\\ud800", NaN, 1e999, 5]}') == {"a": ["x\ufffd", None, None, 5]}


@pytest.mark.parametrize("text", ["", "{", "[" * 200_000, "9" * 10_000, "undefined"])
def test_broken_json_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_json(text)
