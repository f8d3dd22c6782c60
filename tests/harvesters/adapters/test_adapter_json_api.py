"""JSON interfaces: the ways through the pages, where they end, and what is told when the options do not fit."""

import json
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from loopback import Answer, Site, write
from reading import read_all, titles

from harvesters import registry
from harvesters.errors import SourceError
from harvesters.http import Http

NUMBERS = list(range(1, 8))


def entry(number: int) -> dict[str, Any]:
    return {"id": number, "title": f"第{number}课", "url": f"https://a.example/{number}"}


def argument(handler: BaseHTTPRequestHandler, name: str, default: str) -> str:
    return parse_qs(urlsplit(handler.path).query).get(name, [default])[0]


def answer_json(handler: BaseHTTPRequestHandler, content: Any, **headers: str) -> None:
    write(handler, Answer(json.dumps(content).encode(), headers={"Content-Type": "application/json", **headers}))


def keys(http: Http, site: Site, **options: str) -> list[str]:
    return [item.key for item in registry.get("json_api").find(http, {"url": site.url + "/api", **options})]


ALL = [str(number) for number in NUMBERS]


@pytest.fixture
def numbered(site: Site) -> Site:
    """Three entries a page, by page number or by offset; beyond the end nothing."""

    def page(handler: BaseHTTPRequestHandler) -> None:
        start = int(argument(handler, "offset", str(3 * (int(argument(handler, "page", "1")) - 1))))
        answer_json(handler, {"total": 7, "list": [entry(number) for number in NUMBERS[start : start + 3]]})

    site.answers["/api"] = page
    return site


def test_pages_by_number_end_with_an_empty_one(numbered: Site, http: Http) -> None:
    assert keys(http, numbered, list="list", page="page") == ALL
    assert numbered.requests == [f"/api?page={number}" for number in (1, 2, 3, 4)]


def test_pages_by_number_end_at_the_total(numbered: Site, http: Http) -> None:
    assert keys(http, numbered, list="list", page="page", total="total") == ALL
    assert numbered.requests == [f"/api?page={number}" for number in (1, 2, 3)]


def test_the_first_page_may_have_another_number(numbered: Site, http: Http) -> None:
    found = registry.get("json_api").find(
        http, {"url": numbered.url + "/api", "list": "list", "page": "page", "first": 3, "total": "total"}
    )

    assert next(found).key == "7"
    assert numbered.requests == ["/api?page=3"]


def test_counting_may_begin_with_nought(site: Site, http: Http) -> None:
    site.answers["/api?page=0"] = lambda handler: answer_json(handler, [entry(1)])
    site.answers["/api?page=1"] = lambda handler: answer_json(handler, [])

    found = registry.get("json_api").find(http, {"url": site.url + "/api", "page": "page", "first": 0})

    assert [item.key for item in found] == ["1"]


def test_pages_by_offset(numbered: Site, http: Http) -> None:
    assert keys(http, numbered, list="list", offset="offset") == ALL
    assert numbered.requests == [f"/api?offset={number}" for number in (0, 3, 6, 7)]


def test_pages_by_cursor(site: Site, http: Http) -> None:
    def page(handler: BaseHTTPRequestHandler) -> None:
        second = argument(handler, "after", "") == "x y"
        more = {} if second else {"next": "x y"}
        answer_json(handler, {"list": [entry(2 if second else 1)], "paging": more})

    site.answers["/api"] = page

    assert keys(http, site, list="list", cursor="after:paging.next") == ["1", "2"]


def test_pages_by_link_header(site: Site, http: Http) -> None:
    link = '<https://a.example/prev>; rel="prev", </api?page=2>; rel="next"'
    site.answers["/api"] = lambda handler: answer_json(handler, [entry(1)], Link=link)
    site.answers["/api?page=2"] = lambda handler: answer_json(handler, [entry(2)])

    assert keys(http, site) == ["1", "2"]


def test_pages_of_a_form(site: Site, http: Http) -> None:
    def page(handler: BaseHTTPRequestHandler) -> None:
        answer_json(handler, [entry(int(site.forms[-1]["pageIndex"]))])

    site.answers["/api"] = page
    found = registry.get("json_api").find(http, {"url": site.url + "/api", "form": "keyword=数字", "page": "pageIndex"})

    assert [next(found).key, next(found).key] == ["1", "2"]
    assert site.forms[:2] == [{"keyword": "数字", "pageIndex": "1"}, {"keyword": "数字", "pageIndex": "2"}]


def test_a_harvest_goes_on_from_its_token(numbered: Site, http: Http) -> None:
    options = {"url": numbered.url + "/api", "list": "list", "page": "page", "total": "total"}
    tokens = [item.token for item in registry.get("json_api").find(http, options)]
    assert tokens == ["3 2"] * 3 + ["6 3"] * 3 + [""]

    assert keys(http, numbered, list="list", page="page", total="total", resume="6 3") == ["7"]


def test_a_page_that_leads_back_ends_the_harvest(site: Site, http: Http) -> None:
    site.answers["/api"] = lambda handler: answer_json(handler, {"list": [entry(1)], "next": "/api?page=2"})
    site.answers["/api?page=2"] = lambda handler: answer_json(handler, {"list": [entry(2)], "next": "/api?page=2"})

    with pytest.raises(SourceError, match="反复指向同一页"):
        keys(http, site, list="list", next="next")


def test_a_server_that_ignores_the_page_number_is_told(site: Site, http: Http) -> None:
    site.answers["/api"] = lambda handler: answer_json(handler, [entry(1), entry(2)])

    with pytest.raises(SourceError, match="连续两页的内容完全相同"):
        keys(http, site, page="page")


def test_a_page_that_is_not_there_is_no_end_of_the_list(site: Site, http: Http) -> None:
    site.answers["/api?page=1"] = lambda handler: answer_json(handler, [entry(1), entry(2)])

    with pytest.raises(SourceError, match=r"读了 2 条后没有下一页.*选项 total"):
        keys(http, site, page="page")


def test_a_list_that_is_not_there_is_told(site: Site, http: Http) -> None:
    site.answers["/api"] = lambda handler: answer_json(handler, {"code": 1, "data": {}})

    with pytest.raises(SourceError, match=r"没有列表“data.list”；请用选项 list 指明，例如 .*最外层的字段：code、data"):
        keys(http, site, list="data.list")


def test_a_list_nobody_named_is_told(site: Site, http: Http) -> None:
    site.answers["/api"] = lambda handler: answer_json(handler, {"results": [entry(1)]})

    with pytest.raises(SourceError, match="请用选项 list 指明"):
        keys(http, site)


def test_a_total_that_is_no_number_is_told(numbered: Site, http: Http) -> None:
    with pytest.raises(SourceError, match="“list”不是总数"):
        keys(http, numbered, list="list", page="page", total="list")


@pytest.mark.parametrize("body", ["", "<html>", "{", "[" * 100_000])
def test_what_is_no_json_is_refused(site: Site, http: Http, body: str) -> None:
    site.serve("/api", body)

    with pytest.raises(SourceError, match="返回的不是 JSON"):
        keys(http, site)


def test_names_are_guessed_like_the_headings_of_a_table(site: Site, http: Http) -> None:
    one = {"courseName": "一", "link": "/1", "是否免费": True, "level": "零基础入门", "tags": ["a, b", {"name": "c"}]}
    site.answers["/api"] = lambda handler: answer_json(handler, [one])

    [record] = read_all(registry.get("json_api"), http, {"url": site.url + "/api"})

    assert (record.title, record.url, record.cost) == ("一", site.url + "/1", "free")
    assert (record.level, record.subjects) == ("starter", ("a, b", "c"))


def test_an_entry_without_what_is_needed_is_refused_alone(site: Site, http: Http) -> None:
    odd = [None, 1, [], {"title": {}}, {"title": "一", "url": "javascript:x"}, entry(2)]
    site.answers["/api"] = lambda handler: answer_json(handler, {"list": odd})

    outcomes = titles(read_all(registry.get("json_api"), http, {"url": site.url + "/api", "list": "list"}))

    assert outcomes == [
        *(["不是 JSON 对象"] * 3),
        "没有地址",
        "地址不是完整的 http 或 https 地址：javascript:x",
        "第2课",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("url", "interface.example"),
        ("list", "a b"),
        ("list", "a..b"),
        ("fields", "title"),
        ("fields", "nothing:x"),
        ("fields", "title:a b"),
        ("address", "https://a.example/"),
        ("address", "a.example/{id}"),
        ("site", "a.example"),
        ("page", "页 码"),
        ("first", "-1"),
        ("cursor", "after"),
        ("cursor", "after:"),
        ("next", "."),
    ],
)
def test_a_wrong_option_is_named(name: str, value: str) -> None:
    given = {"url": "https://a.example/api", name: value}

    with pytest.raises(SourceError, match=f"JSON 接口的选项“{name}”有误："):
        registry.check_options(registry.get("json_api"), given)


def test_two_ways_through_the_pages_are_one_too_many(site: Site, http: Http) -> None:
    with pytest.raises(SourceError, match="只能用一个，现在有：page、next"):
        keys(http, site, page="page", next="next")
