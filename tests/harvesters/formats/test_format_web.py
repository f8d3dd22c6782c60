"""Small readers behind the web adapters: patterns, sitemaps, times, microdata, addresses of files."""

from datetime import UTC, datetime
from typing import Any

import pytest

from harvesters.formats.address_patterns import matches_any
from harvesters.formats.code_hosts import page_address, raw_address
from harvesters.formats.dates import SHANGHAI
from harvesters.formats.iso_times import Time, read_time
from harvesters.formats.microdata import items_in_page
from harvesters.formats.mkdocs import Page, pages_of_site
from harvesters.formats.sitemaps import Entry, parse_sitemap
from harvesters.formats.tracking import without_tracking


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("/", True),
        ("/课程/", True),
        ("/%E8%AF%BE%E7%A8%8B/", True),
        ("/课程/*.html", True),
        ("/*.html$", False),
        ("/*?page=2$", True),
        ("/*/*/", False),
        ("/课程$", False),
        ("*", True),
        ("https://a.example/", True),
        ("https://b.example/", False),
        ("*.html*=*", True),
    ],
)
def test_patterns_are_those_of_robots_txt(pattern: str, fits: bool) -> None:
    assert matches_any("https://a.example/%E8%AF%BE%E7%A8%8B/1.html?page=2", (pattern,)) == fits


def test_no_pattern_is_slow() -> None:
    assert not matches_any("https://a.example/" + "a" * 100_000, ("/" + "a*" * 200 + "b",))


@pytest.mark.parametrize(
    ("body", "entries"),
    [
        ("<urlset><url><loc> https://a.example/1 </loc></url></urlset>", [("https://a.example/1", "")]),
        ('<x:urlset xmlns:x="y"><x:url><x:loc>/1</x:loc></x:url></x:urlset>', [("https://s.example/1", "")]),
        ("<urlset><url><loc>/1?a=b&c=d</loc></url></urlset>", [("https://s.example/1?a=b&c=d", "")]),
        ("<urlset><url><loc>/1</loc></url><url><loc>/1#x</loc></url></urlset>", [("https://s.example/1", "")]),
        ("<urlset><url><loc>mailto:a@b.example</loc></url></urlset>", []),
        (
            "<rss><channel><item><link>/1</link><pubDate>d</pubDate></item></channel></rss>",
            [("https://s.example/1", "d")],
        ),
        (
            '<feed><link href="/"/><entry><link rel="self" href="/x"/><link href="/1"/></entry></feed>',
            [("https://s.example/1", "")],
        ),
        ("\ufeffhttps://a.example/1\nwords\n", [("https://a.example/1", "")]),
    ],
)
def test_sitemaps_come_in_many_forms(body: str, entries: list[tuple[str, str]]) -> None:
    assert parse_sitemap(body.encode(), "https://s.example/sitemap").pages == tuple(Entry(*one) for one in entries)


def test_robots_txt_names_sitemaps_in_any_case() -> None:
    found = parse_sitemap(b"User-agent: *\nsItEmAp: /a.xml\nsite-map:/b.xml", "https://s.example/robots.txt")

    assert [entry.url for entry in found.sitemaps] == ["https://s.example/a.xml", "https://s.example/b.xml"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-11-25T19:30+08:00", Time(datetime(2026, 11, 25, 11, 30, tzinfo=UTC), all_day=False)),
        ("2026-11-25T11:30:00Z", Time(datetime(2026, 11, 25, 11, 30, tzinfo=UTC), all_day=False)),
        ("2026-11-25 19:30", Time(datetime(2026, 11, 25, 19, 30, tzinfo=SHANGHAI), all_day=False)),
        ("2026年11月25日 19:30", Time(datetime(2026, 11, 25, 19, 30, tzinfo=SHANGHAI), all_day=False)),
        ("2026-11-25", Time(datetime(2026, 11, 25, tzinfo=SHANGHAI), all_day=True)),
        ("2026-11-25T00:00:00", Time(datetime(2026, 11, 25, tzinfo=SHANGHAI), all_day=True)),
        ("2026-11-25 29:30", None),
        ("2999-01-01", None),
        ("soon", None),
        ("", None),
    ],
)
def test_times_machines_write(text: str, time: Time | None) -> None:
    assert read_time(text) == time


@pytest.mark.parametrize(
    ("html", "item"),
    [
        ("<b itemprop='name'>一 <i>二</i></b>", {"name": "一 二"}),
        ("<meta itemprop='name' content='一'>", {"name": "一"}),
        ("<a itemprop='url' href='/1'>x</a>", {"url": "/1"}),
        ("<time itemprop='startDate' datetime='2026-01-01'>x</time>", {"startDate": "2026-01-01"}),
        ("<b itemprop='name headline'>一</b>", {"name": "一", "headline": "一"}),
        ("<b itemprop='about'>一</b><b itemprop='about'>二</b>", {"about": ["一", "二"]}),
        ("<b itemprop='https://schema.org/name'>一</b>", {"name": "一"}),
        (
            "<p itemprop='provider' itemscope itemtype='https://schema.org/Person'><b itemprop='name'>一</b></p>",
            {"provider": {"@type": ["https://schema.org/Person"], "name": "一"}},
        ),
    ],
)
def test_microdata_is_read_as_json_ld(html: str, item: dict[str, Any]) -> None:
    page = f"<div itemscope itemtype='https://schema.org/Course' itemid='/c'>{html}</div>"

    assert items_in_page(page) == [{"@type": ["https://schema.org/Course"], "@id": "/c", **item}]


@pytest.mark.parametrize(
    "page", ["itemscope", "<p itemprop='name'>", "<div itemscope>" * 20_000, "<!-- itemscope", "\x00itemscope"]
)
def test_hostile_microdata_ends_quickly(page: str) -> None:
    assert all(node["@type"] == [] for node in items_in_page(page))


def test_files_on_code_hosts_are_read_raw_and_shown_as_pages() -> None:
    raw, page = "https://raw.githubusercontent.com/a/b/main/c/d.md", "https://github.com/a/b/blob/main/c/d.md"

    assert page_address(raw) == page
    assert raw_address(page) == "https://github.com/a/b/raw/main/c/d.md"
    assert page_address("https://a.example/b") == raw_address("https://a.example/b") == "https://a.example/b"


def test_the_pages_of_an_mkdocs_site_stand_in_their_sections() -> None:
    text = "site_name: x\nsite_url: https://s.example/h\ndocs_dir: text\nnav: [index.md, {编程: [{甲: c/a.md}]}]\n"

    assert pages_of_site(text, "https://a.example/mkdocs.yml") == [
        Page("https://a.example/text/index.md", "https://s.example/h/", ()),
        Page("https://a.example/text/c/a.md", "https://s.example/h/c/a/", ("编程",)),
    ]


def test_only_what_tracks_is_taken_off_an_address() -> None:
    assert without_tracking("https://a.example/v/?p=2&spm_id_from=3&vd_source=4#x") == "https://a.example/v/?p=2#x"
    assert without_tracking("https://a.example/?b=&c") == "https://a.example/?b=&c"
    assert without_tracking("https://[broken/?utm_source=x") == "https://[broken/?utm_source=x"
