"""HTML lists: pages that follow each other, details, and what goes wrong."""

import pytest
from loopback import Answer, Site
from reading import read_all, titles

from harvesters import registry
from harvesters.errors import SourceError
from harvesters.formats import html_listing
from harvesters.http import Http


def listing(*names: str, following: str = "") -> str:
    entries = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in names)
    link = f'<p class="next"><a href="{following}">下一页</a></p>' if following else ""
    return f"<ul>{entries}</ul>{link}"


def serve(site: Site, path: str, *names: str, following: str = "") -> str:
    return site.serve(path, listing(*names, following=following), "text/html")


def read_titles(http: Http, url: str, **options: str) -> list[str]:
    return titles(read_all(registry.get("html_list"), http, {"url": url, "item": "li", **options}))


def test_a_list_is_followed_by_its_links_and_ends_where_it_began(site: Site, http: Http) -> None:
    url = serve(site, "/1", "a", "b", following="2#top")
    serve(site, "/2", "b", "c", following="/1")

    assert read_titles(http, url, next=".next") == ["a", "b", "c"]


def test_numbered_pages_end_where_one_is_missing(site: Site, http: Http) -> None:
    url = serve(site, "/list", "a")
    serve(site, "/list_1", "b")
    serve(site, "/list_2", "c")

    assert read_titles(http, url, pages=site.url + "/list_{page}", pages_from="1") == ["a", "b", "c"]
    assert site.requests == ["/list", "/list_1", "/list_2", "/list_3"]


def test_numbered_pages_end_where_nothing_new_comes(site: Site, http: Http) -> None:
    serve(site, "/list", "a", "b")

    assert read_titles(http, site.url + "/list?page=1", pages=site.url + "/list?page={page}") == ["a", "b"]
    assert site.requests == ["/list?page=1", "/list?page=2"]


def test_an_interrupted_run_goes_on_with_the_page_of_its_token(site: Site, http: Http) -> None:
    url = serve(site, "/1", "a", "b", following="/2")
    serve(site, "/2", "c")
    items = list(registry.get("html_list").find(http, {"url": url, "item": "li", "next": ".next"}))

    assert [item.token for item in items] == [f"2 {site.url}/2", f"2 {site.url}/2", ""]
    assert read_titles(http, url, next=".next", resume=items[0].token) == ["c"]


def test_a_page_in_the_middle_that_fails_fails_the_source(site: Site, http: Http) -> None:
    url = serve(site, "/1", "a", following="/2")

    with pytest.raises(SourceError, match="服务器回答 404"):
        read_titles(http, url, next=".next")


def test_only_as_many_pages_are_read_as_wanted(site: Site, http: Http) -> None:
    url = serve(site, "/1", "a", following="/2")
    serve(site, "/2", "b", following="/3")

    assert read_titles(http, url, next=".next", most="2") == ["a", "b"]


def test_a_list_without_end_is_refused(site: Site, http: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_listing, "USUAL_MOST", 2)
    for number in range(4):
        serve(site, f"/{number}", f"a{number}", following=f"/{number + 1}")

    with pytest.raises(SourceError, match="列表超过 2 页还没有完；只要前几页时请写选项 most"):
        read_titles(http, site.url + "/0", next=".next")


def test_a_redesigned_page_is_an_error_of_the_source(site: Site, http: Http) -> None:
    with pytest.raises(SourceError, match="选择器 item 在网页里没有找到任何条目；网页可能改版了"):
        read_titles(http, serve(site, "/1", "a"), item="div.course")


def test_details_that_cannot_be_fetched_make_a_problem_of_their_entry_alone(site: Site, http: Http) -> None:
    url = serve(site, "/1", "a", "b")
    site.answers["/a"] = Answer(status=503)
    site.serve("/b", "<h1>乙</h1>", "text/html")

    assert read_titles(http, url, detail_title="h1") == [f"服务器回答 503：{site.url}/a", "乙"]


@pytest.mark.parametrize(
    ("body", "options", "title", "path"),
    [
        ('<li><a href="b" title="全名很长">全名…</a></li>', {}, "全名很长", "/list/b"),
        ('<li><a href="b" title="别的">全名</a></li>', {}, "全名", "/list/b"),
        ('<a class="e" href="/b"><h3>标题</h3>说明</a>', {"item": "a.e", "title": "h3"}, "标题", "/b"),
        ('<li data-go="/b">标题</li>', {"link": "li@data-go"}, "标题", "/b"),
        ('<li><a href="/b"><img src="x" alt=""></a><b>标题</b></li>', {"title": "b"}, "标题", "/b"),
        ('<base href="/deep/"><li><a href="b">标题</a></li>', {}, "标题", "/deep/b"),
    ],
)
def test_links_and_titles_are_found(
    site: Site, http: Http, body: str, options: dict[str, str], title: str, path: str
) -> None:
    url = site.serve("/list/1", body, "text/html")

    [record] = read_all(registry.get("html_list"), http, {"url": url, "item": "li", **options})

    assert (record.title, record.url) == (title, site.url + path)


@pytest.mark.parametrize("body", ["<div>" * 100_000 + "<li>", "<li>" * 3_000])
def test_a_hostile_page_is_refused(site: Site, http: Http, body: str) -> None:
    with pytest.raises(SourceError):
        read_titles(http, site.serve("/1", body, "text/html"))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "缺少选项“item”"),
        ({"item": "li["}, r"选项“item”有误：“li\[”不是正确的 CSS 选择器"),
        ({"item": "li", "published": "::"}, "选项“published”有误"),
        ({"item": "li", "detail_body": "a" * 301}, "选项“detail_body”有误：选择器太长"),
        ({"item": "li", "pages": "https://a.example/list"}, "选项“pages”有误：要在页码的位置写一个 {page}"),
        ({"item": "li", "pages": "list_{page}"}, "选项“pages”有误：.*完整地址"),
        ({"item": "li", "most": "-1"}, "选项“most”有误"),
    ],
)
def test_a_wrong_option_is_named(given: dict[str, str], message: str) -> None:
    with pytest.raises(SourceError, match=message):
        registry.check_options(registry.get("html_list"), {"url": "https://a.example/", **given})
