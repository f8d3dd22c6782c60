"""Markdown lists: which lines are entries, indexes of pages, and what goes wrong."""

import pytest
from loopback import Site
from reading import read_all, titles

from harvesters import registry
from harvesters.errors import SourceError
from harvesters.http import Http
from harvesters.record import ResourceRecord

COURSE = "# {name}\n\n- 所属大学：赣江学院\n- 课程难度：🌟\n- 课程网站：<https://a.example/{name}>\n"


def read_text(site: Site, http: Http, text: str, **options: str) -> list[ResourceRecord | str | None]:
    return read_all(registry.get("markdown_list"), http, {"url": site.serve("/list.md", text), **options})


@pytest.mark.parametrize(
    ("line", "title", "summary"),
    [
        ("- [题目](https://a.example/1)", "题目", ""),
        ("1. [题目](https://a.example/1)", "题目", ""),
        ("- [x] [题目](https://a.example/1)", "题目", ""),
        ("- 🌟 **[题目](https://a.example/1)**：说明", "题目", "说明"),
        ("- [题目](https://a.example/1) - 林老师 ([二](https://a.example/2))", "题目", "林老师"),
        ("- 题目：<https://a.example/1>", "题目", ""),
        ("- 题目 [链接](https://a.example/1)", "题目", ""),
        ("- 第一讲：[题目](https://a.example/1)", "题目", "第一讲"),
        ("- [题目][1]\n\n[1]: https://a.example/1", "题目", ""),
    ],
)
def test_a_line_that_names_something(site: Site, http: Http, line: str, title: str, summary: str) -> None:
    [record] = read_text(site, http, line)

    assert (record.title, record.summary, record.url) == (title, summary, "https://a.example/1")


@pytest.mark.parametrize(
    "line", ["- 先读[说明](https://a.example/1)再动手", "- " + "长" * 61 + "：<https://a.example/1>"]
)
def test_a_sentence_with_a_link_is_not_ours(site: Site, http: Http, line: str) -> None:
    assert read_text(site, http, line) == [None]


@pytest.mark.parametrize("text", ["", "# 题目", "- [目录](#top)", "[散文](https://a.example/)", "| a |\n| - |\n| b |"])
def test_a_text_that_lists_nothing_is_refused(site: Site, http: Http, text: str) -> None:
    with pytest.raises(SourceError, match="没有以链接开头的条目，也没有带链接的表格"):
        read_text(site, http, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!DOCTYPE html><html>", "返回的是网页，不是 Markdown 文件"),
        ("a" * 1_000_001, "Markdown 文件太大"),
        ("site_name: x\n", "没有导航"),
        ("site_name: x\nnav: [", "写法有误"),
        ("site_name: x\nnav: &a [*a]\n", "写法有误"),
        ("site_name: x\nnav:\n  - https://a.example/\n", "目录里没有课程网页"),
    ],
)
def test_what_cannot_be_a_list_is_refused(site: Site, http: Http, text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_text(site, http, text)


def test_notes_may_be_the_teachers(site: Site, http: Http) -> None:
    [record] = read_text(site, http, "- [题目](https://a.example/1) - 林一、周二", note="teachers")

    assert (record.teachers, record.summary) == (("林一", "周二"), "")


def test_a_table_with_a_column_of_links(site: Site, http: Http) -> None:
    [record] = read_text(site, http, "| 网址 | 课程名称 |\n| - | - |\n| [打开](https://a.example/1) | 题目 |")

    assert (record.title, record.url) == ("题目", "https://a.example/1")


def test_the_pages_of_an_index_are_each_a_course(site: Site, http: Http) -> None:
    for name in ("a", "b"):
        site.serve(f"/docs/{name}.md", COURSE.format(name=name))
    index = "# 目录\n\n## 编程\n\n- [甲](docs/a.md)\n- [乙](docs/b.md)\n- [别处](https://b.example/)\n"

    records = read_text(site, http, index, follow="/docs/")

    assert [(record.title, record.subjects, record.level) for record in records] == [
        ("a", ("编程",), "starter"),
        ("b", ("编程",), "starter"),
    ]


def test_an_interrupted_index_goes_on_after_the_page_of_its_token(site: Site, http: Http) -> None:
    for name in ("a", "b"):
        site.serve(f"/{name}.md", COURSE.format(name=name))
    index = site.serve("/list.md", "- [甲](a.md)\n- [乙](b.md)\n")
    first, _ = registry.get("markdown_list").find(http, {"url": index, "follow": "*.md"})

    assert titles(read_text(site, http, "- [甲](a.md)\n- [乙](b.md)\n", follow="*.md", resume=first.token)) == ["b"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"follow": "docs"}, "选项“follow”有误"),
        ({"note": "author"}, "选项“note”有误：只能是 summary、teachers、provider"),
    ],
)
def test_a_wrong_option_is_named(given: dict[str, str], message: str) -> None:
    with pytest.raises(SourceError, match=message):
        registry.check_options(registry.get("markdown_list"), {"url": "https://a.example/", **given})


def test_an_address_listed_twice_is_one_item_under_both_headings(site: Site, http: Http) -> None:
    text = "先看 [题目](https://a.example/1)\n\n"
    for heading in ("甲", "乙"):
        text += f"## {heading}\n\n- 请看[题目](https://a.example/1)再学\n- [题目](https://a.example/1?utm_source=x)\n"

    [record] = read_text(site, http, text)

    assert (record.title, record.subjects) == ("题目", ("甲", "乙"))
