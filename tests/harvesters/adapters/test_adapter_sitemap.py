"""Sitemaps: what is read, what is left out, how a run goes on, and what is too much."""

import gzip
from datetime import UTC, datetime

import pytest
from loopback import Answer, Site
from reading import read_all, titles

from harvesters import registry
from harvesters.adapters import sitemap as adapter
from harvesters.errors import SourceError
from harvesters.formats import page_walk
from harvesters.http import Http


def course(name: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "Course", "name": "{name}"}}</script>'


def serve_courses(site: Site, *names: str, lastmod: str = "") -> str:
    """A sitemap of one page a course; returns its address."""
    for name in names:
        site.serve(f"/{name}", course(name), "text/html")
    changed = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    urls = "".join(f"<url><loc>/{name}</loc>{changed}</url>" for name in names)
    return site.serve("/sitemap.xml", f"<urlset>{urls}</urlset>", "text/xml")


def read_titles(http: Http, url: str, **options: object) -> list[str]:
    return titles(read_all(registry.get("sitemap"), http, {"url": url, **options}))


def test_an_interrupted_run_goes_on_after_the_page_of_its_token(site: Site, http: Http) -> None:
    url = serve_courses(site, "a", "b", "c")
    first, second, _ = registry.get("sitemap").find(http, {"url": url})

    assert read_titles(http, url, resume=first.token) == ["b", "c"]
    assert read_titles(http, url, resume=second.token) == ["c"]


def test_a_token_whose_page_is_gone_starts_anew(site: Site, http: Http) -> None:
    assert read_titles(http, serve_courses(site, "a"), resume=f"{site.url}/gone") == ["a"]


@pytest.mark.parametrize(
    ("lastmod", "read"),
    [
        ("2026-11-20", []),
        ("2026-11-21T23:59:59Z", []),
        ("2026-11-22", ["a"]),
        ("2026-11-23T08:00+08:00", ["a"]),
        ("", ["a"]),
        ("yesterday", ["a"]),
    ],
)
def test_pages_that_have_not_changed_since_are_not_fetched(
    site: Site, http: Http, lastmod: str, read: list[str]
) -> None:
    url = serve_courses(site, "a", lastmod=lastmod)

    assert read_titles(http, url, since=datetime(2026, 11, 22, tzinfo=UTC)) == read
    assert ("/a" in site.requests) == bool(read)


@pytest.mark.parametrize(
    ("options", "read"),
    [
        ({"include": "/a"}, ["a", "ab"]),
        ({"include": "/a$ /b"}, ["a", "b"]),
        ({"include": "/*b$"}, ["ab", "b"]),
        ({"exclude": "/a"}, ["b"]),
        ({"include": "/a", "exclude": "/ab"}, ["a"]),
    ],
)
def test_patterns_choose_the_pages(site: Site, http: Http, options: dict[str, str], read: list[str]) -> None:
    assert read_titles(http, serve_courses(site, "a", "ab", "b"), **options) == read


def test_pages_of_other_sites_are_read_only_when_their_whole_address_is_asked_for(site: Site, http: Http) -> None:
    other = Site()
    address = other.serve("/a", course("a"), "text/html")
    url = site.serve("/sitemap.txt", address)

    assert read_titles(http, url, include=other.url) == ["a"]
    with pytest.raises(SourceError, match="列出 1 个网页，其中没有本站的"):
        read_titles(http, url)
    other.close()


def test_more_pages_than_wanted_are_refused_rather_than_half_read(site: Site, http: Http) -> None:
    with pytest.raises(SourceError, match="有 2 个网页，超过 1 个；请用选项 include 缩小范围，或调大选项 most"):
        read_titles(http, serve_courses(site, "a", "b"), most="1")


def test_an_index_that_leads_to_itself_ends(site: Site, http: Http) -> None:
    site.serve("/pages.txt", site.url + "/a")
    site.serve("/a", course("a"), "text/html")
    children = "".join(f"<sitemap><loc>{path}</loc></sitemap>" for path in ("/index.xml", "/pages.txt"))

    assert read_titles(http, site.serve("/index.xml", f"<sitemapindex>{children}</sitemapindex>")) == ["a"]


def test_indexes_within_indexes_without_end_are_refused(site: Site, http: Http) -> None:
    for level in range(10):
        child = f"<sitemap><loc>/{level + 1}</loc></sitemap>"
        site.serve(f"/{level}", f"<sitemapindex>{child}</sitemapindex>")

    with pytest.raises(SourceError, match=f"站点地图太大（最多 {adapter.DEEPEST} 层"):
        read_titles(http, site.url + "/0")


def test_a_sitemap_that_is_missing_fails_the_source(site: Site, http: Http) -> None:
    index = site.serve("/index.xml", "<sitemapindex><sitemap><loc>/gone.xml</loc></sitemap></sitemapindex>")

    with pytest.raises(SourceError, match=r"服务器回答 404：.*/gone\.xml"):
        read_titles(http, index)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "不是站点地图"),
        ("User-agent: *\nDisallow: /", "没有指出站点地图"),
        ("<html><body/></html>", "不是站点地图"),
        ("<urlset><url>", "XML 不完整"),
        ("<!DOCTYPE urlset><urlset/>", "DOCTYPE"),
        ("<urlset/>", "列出 0 个网页"),
        pytest.param(gzip.compress(b"<urlset/>", mtime=0)[:-8], r"（gzip）不完整", id="a cut gzip"),
        (b"\x1f\x8bnonsense", r"（gzip）损坏"),
        pytest.param(gzip.compress(b" " * 60_000_000, mtime=0), r"展开后超过 50 MB", id="a gzip bomb"),
    ],
)
def test_what_is_no_sitemap_is_refused(site: Site, http: Http, body: bytes | str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_titles(http, site.serve("/sitemap.xml", body))


def test_a_page_that_fails_is_told_and_one_without_markup_is_not_ours(site: Site, http: Http) -> None:
    url = serve_courses(site, "a", "b", "c")
    site.answers["/a"] = Answer(status=500)
    site.serve("/b", "<html>", "text/html")

    assert read_titles(http, url) == [f"服务器回答 500：{site.url}/a", "", "c"]


def test_a_picture_among_the_pages_is_not_ours(site: Site, http: Http) -> None:
    url = serve_courses(site, "a")
    site.serve("/a", course("a"), "image/png")

    assert read_titles(http, url) == [""]


def test_a_site_that_fails_page_after_page_is_left_alone(
    site: Site, http: Http, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_walk, "MOST_SILENT", 2)
    url = serve_courses(site, "a", "b", "c", "d")
    site.answers |= {path: Answer(status=500) for path in ("/a", "/c", "/d")}

    with pytest.raises(SourceError, match="连续 2 个网页都没有回答，网站可能停了"):
        read_titles(http, url)
    assert [path for path in site.requests if path != "/sitemap.xml"] == ["/a", "/b", "/c", "/d"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"include": "courses"}, "选项“include”有误：“courses”应以 / 开头"),
        ({"exclude": "/" + "a" * 500}, "选项“exclude”有误：.*太长"),
        ({"include": "/a " * 51}, "选项“include”有误：最多写 50 条，这里有 51 条"),
        ({"most": "0"}, "选项“most”有误：应是 1 到 50000 之间的整数，“0”不是"),
        ({"most": "五"}, "选项“most”有误：应是 1 到 50000 之间的整数，“五”不是"),
    ],
)
def test_a_wrong_option_is_named(given: dict[str, str], message: str) -> None:
    with pytest.raises(SourceError, match=message):
        registry.check_options(registry.get("sitemap"), {"url": "https://a.example/sitemap.xml", **given})
