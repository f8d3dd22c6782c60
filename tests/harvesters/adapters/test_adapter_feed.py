"""Feeds at their edges."""

import pytest
from loopback import Site
from reading import read_all

from harvesters import registry
from harvesters.errors import SourceError
from harvesters.http import Http

RSS = '<?xml version="1.0" encoding="{}"?><rss version="2.0"><channel><item>{}</item></channel></rss>'
ITEM = "<title>网络安全课程</title><link>https://a.example/1</link>"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not a feed",
        "<html><body>",
        "/etc/passwd",
        "http://127.0.0.1/",
        "<a/>",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    ],
)
def test_what_is_no_feed_is_refused(site: Site, http: Http, body: str) -> None:
    with pytest.raises(SourceError, match="不是 RSS 或 Atom"):
        read_all(registry.get("feed"), http, {"url": site.serve("/feed", body)})


def test_a_feed_without_entries_gives_nothing(site: Site, http: Http) -> None:
    address = site.serve("/feed", '<rss version="2.0"><channel><title>空</title></channel></rss>', "text/xml")

    assert read_all(registry.get("feed"), http, {"url": address}) == []


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gb18030", "big5", "utf-16"])
def test_the_encoding_is_honoured(site: Site, http: Http, encoding: str) -> None:
    item = ITEM if encoding != "big5" else ITEM.replace("网络安全课程", "網路安全課程")
    address = site.serve("/feed", RSS.format(encoding, item).encode(encoding), "application/xml")

    [record] = read_all(registry.get("feed"), http, {"url": address})

    assert record.title in ("网络安全课程", "網路安全課程")


def test_entities_that_swell_are_refused(site: Site, http: Http) -> None:
    bomb = f'<!DOCTYPE rss [<!ENTITY a "{"B" * 10_000}">]>' + RSS[38:].format(ITEM + "&a;" * 1000)

    with pytest.raises(SourceError, match="实体展开后过大"):
        read_all(registry.get("feed"), http, {"url": site.serve("/feed", bomb, "text/xml")})


def test_an_entry_without_link_takes_its_enclosure(site: Site, http: Http) -> None:
    item = '<title>一</title><enclosure url="/1.mp4" type="video/mp4" length="1"/>'
    address = site.serve("/feed", RSS.format("utf-8", item), "text/xml")

    [record] = read_all(registry.get("feed"), http, {"url": address})

    assert (record.url, record.kind) == (site.url + "/1.mp4", "video")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@a.example", ""])
def test_an_entry_needs_a_web_address(site: Site, http: Http, link: str) -> None:
    address = site.serve("/feed", RSS.format("utf-8", f"<title>一</title><link>{link}</link>"), "text/xml")

    assert read_all(registry.get("feed"), http, {"url": address}) == ["没有地址"]


@pytest.mark.parametrize("body", ["{}", "{", '{"version": "https://jsonfeed.org/version/1"}', '{"items": []}'])
def test_what_is_no_json_feed_is_refused(site: Site, http: Http, body: str) -> None:
    with pytest.raises(SourceError, match=r"不是.*JSON Feed"):
        read_all(registry.get("feed"), http, {"url": site.serve("/feed.json", body, "application/feed+json")})


@pytest.mark.parametrize(
    ("written", "duration"),
    [("754", "PT12M34S"), ("3661.5", "PT1H1M1S"), ("1:01:01", "PT1H1M1S"), ("0", ""), ("x", "")],
)
def test_a_bare_number_counts_seconds(site: Site, http: Http, written: str, duration: str) -> None:
    rss = RSS.replace("<rss ", '<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" ')
    item = f"{ITEM}<itunes:duration>{written}</itunes:duration>"

    [record] = read_all(registry.get("feed"), http, {"url": site.serve("/f", rss.format("utf-8", item), "text/xml")})

    assert record.duration == duration


@pytest.mark.parametrize(
    ("name", "value"),
    [("url", "feed"), ("url", "https://www.youtube.com/@somebody"), ("rsshub", "rsshub.example")],
)
def test_a_wrong_option_is_named(name: str, value: str) -> None:
    with pytest.raises(SourceError, match=f"的选项“{name}”有误："):
        registry.check_options(registry.get("feed"), {"url": "https://a.example/feed", name: value})
