"""JSON-LD as pages really carry it."""

from typing import Any

import pytest

from harvesters.formats.json_ld import blocks_in_page, find_nodes, parse_leniently, types_of

COURSE = frozenset(("Course",))


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "b"}',
        '\ufeff{"a": "b"}',
        '{"a": "b",}',
        '{"a": "b"} ;',
        '// first\n{"a": /* x */ "b"}',
        '<!-- {"c": 1} -->{"a": "b"}',
        '//<![CDATA[\n{"a": "b"}\n//]]>',
        '/*<![CDATA[*/ {"a": "b"} /*]]>*/',
        '<![CDATA[{"a": "b"}]]>',
        '{"a":\x0b"b"}',
    ],
)
def test_what_people_get_wrong_is_mended(text: str) -> None:
    assert parse_leniently(text) == {"a": "b"}


def test_what_only_looks_like_a_mistake_inside_a_string_stays() -> None:
    text = '{"url": "https://a.example//x", "note": "/* , ] <!-- ", "raw": "一\n二",}'

    assert parse_leniently(text) == {"url": "https://a.example//x", "note": "/* , ] <!-- ", "raw": "一 二"}


@pytest.mark.parametrize(
    "text", ["", "{", '{"a": ', "alert(1)", "[" * 100_000, "/*" * 100_000, '"' * 99_999, "<!--" * 100_000]
)
def test_what_is_beyond_mending_is_none_and_quickly(text: str) -> None:
    assert parse_leniently(text) is None


def test_blocks_are_found_whatever_the_case_of_the_type() -> None:
    page = '<script type="Application/LD+JSON; charset=utf-8">{"a": 1}</script><script>{"b": 2}</script>'

    assert blocks_in_page(page) == [{"a": 1}]


@pytest.mark.parametrize(
    "named", ["Course", "schema:Course", "https://schema.org/Course", ["Thing", "http://schema.org/Course/"]]
)
def test_types_come_in_many_spellings(named: Any) -> None:
    assert "Course" in types_of({"@type": named})


def test_nodes_are_found_through_what_holds_them_and_nothing_else() -> None:
    course = {"@type": "Course", "hasPart": {"@type": "Course"}}
    page = [
        {"@graph": [{"@type": "WebPage", "mainEntity": course}]},
        {"@type": "Event", "conformsTo": {"@type": "Course"}},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": course}]},
    ]

    assert list(find_nodes(page, COURSE)) == [course, course]
