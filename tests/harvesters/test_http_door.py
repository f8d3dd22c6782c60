"""The door to the network: what it lets through and what it refuses, against a real server."""

import gzip
import time
from http.server import BaseHTTPRequestHandler

import pytest
from loopback import Answer, Site, local_door

from harvesters.errors import HttpError, SourceError
from harvesters.http import Http


def test_an_answer_comes_with_address_headers_and_body(site: Site, http: Http) -> None:
    response = http.get(site.serve("/a", "你好", "text/plain; charset=UTF-8"))

    assert (response.url, response.status, response.text) == (site.url + "/a", 200, "你好")
    assert (response.content_type, response.charset) == ("text/plain", "utf-8")


def test_the_door_says_who_we_are_and_where_to_reach_us(site: Site) -> None:
    local_door(contact="https://catalogue.example.cn/contact").get(site.serve("/a", ""))

    [headers] = site.headers
    assert headers["user-agent"] == "DigitalSkillsCatalogue/1.0 (+https://catalogue.example.cn/contact)"


def test_redirects_are_followed_and_the_last_address_is_kept(site: Site, http: Http) -> None:
    site.answers["/old"] = Answer(status=301, headers={"Location": "/new?x=1"})
    site.serve("/new", "here")

    assert http.get(site.url + "/old").url == site.url + "/new?x=1"


def test_an_endless_redirect_is_refused(site: Site, http: Http) -> None:
    site.answers["/loop"] = Answer(status=302, headers={"Location": "/loop"})

    with pytest.raises(HttpError, match="转向次数超过 5 次"):
        http.get(site.url + "/loop")
    assert len(site.requests) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.cn/", "javascript:alert(1)", "http://[::1"])
def test_a_redirect_out_of_the_web_is_refused(site: Site, http: Http, target: str) -> None:
    site.answers["/out"] = Answer(status=302, headers={"Location": target})

    with pytest.raises(HttpError, match=r"只能访问 http 或 https 地址|转向的地址不完整"):
        http.get(site.url + "/out")


def test_the_body_of_a_redirect_is_not_read(site: Site, http: Http) -> None:
    site.answers["/moved"] = Answer(
        b"cut short", status=302, headers={"Location": "/here", "Content-Length": "9999999"}
    )
    site.serve("/here", "here")

    assert http.get_text(site.url + "/moved") == "here"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "course",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "https://[",
        "http://a:99999/",
        "http://a:0/",
    ],
)
def test_only_web_addresses_are_fetched(http: Http, address: str) -> None:
    with pytest.raises(HttpError, match="只能访问 http 或 https 地址"):
        http.get(address)


@pytest.mark.parametrize(
    "address", ["http://.example.cn/", "http://exa mple/", "http://\x00/", "http://" + "a" * 300 + "/"]
)
def test_names_that_cannot_be_are_unreachable(http: Http, address: str) -> None:
    with pytest.raises(HttpError, match=r"无法连接|只能访问|找不到这个网站"):
        http.get(address)


def test_a_body_over_the_cap_is_cut_while_it_comes(site: Site) -> None:
    http = local_door(max_bytes=1000)
    http.get(site.serve("/fits", b"x" * 1000))

    with pytest.raises(HttpError, match="内容太大"):
        http.get(site.serve("/big", b"x" * 1001))


def test_a_gzip_bomb_is_measured_unpacked(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    site.answers["/bomb"] = Answer(bomb, headers={"Content-Encoding": "gzip"})

    with pytest.raises(HttpError, match="内容太大"):
        local_door(max_bytes=1_000_000).get(site.url + "/bomb")


def test_compressed_answers_are_unpacked(site: Site, http: Http) -> None:
    site.answers["/zip"] = Answer(gzip.compress("课程".encode()), headers={"Content-Encoding": "gzip"})

    assert http.get_text(site.url + "/zip") == "课程"


def test_a_broken_compression_is_an_error_of_the_source(site: Site, http: Http) -> None:
    site.answers["/zip"] = Answer(b"not gzip", headers={"Content-Encoding": "gzip"})

    with pytest.raises(HttpError, match="内容损坏，无法解压"):
        http.get(site.url + "/zip")


def test_an_answer_cut_short_is_an_error(site: Site, http: Http) -> None:
    site.answers["/half"] = Answer(b"half", headers={"Content-Length": "100"})

    with pytest.raises(HttpError, match="传输中断或内容损坏"):
        http.get(site.url + "/half")


def test_a_silent_server_is_left(site: Site) -> None:
    site.answers["/silent"] = lambda handler: time.sleep(1)

    with pytest.raises(HttpError, match="等待超时"):
        local_door(read_timeout=0.1).get(site.url + "/silent")


def test_a_dribbling_server_is_left_when_the_time_is_up(site: Site) -> None:
    site.answers["/drops"] = dribble

    started = time.monotonic()
    with pytest.raises(HttpError, match="传输太慢"):
        local_door(total_time=0.3).get(site.url + "/drops")
    assert time.monotonic() - started < 5


def dribble(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(400):
        handler.wfile.write(b".")
        handler.wfile.flush()
        time.sleep(0.05)


@pytest.mark.parametrize("status", [304, 404, 410, 429, 500, 503])
def test_any_other_status_is_an_error_that_names_it(site: Site, http: Http, status: int) -> None:
    site.answers["/status"] = Answer(b"body", status=status)

    with pytest.raises(HttpError, match=str(status)) as caught:
        http.get(site.url + "/status")
    assert caught.value.status == status


def test_nobody_listening_is_an_error_of_the_source(site: Site, http: Http) -> None:
    site.close()

    with pytest.raises(SourceError, match="无法连接"):
        http.get(site.url)


def test_json_is_read_and_anything_else_refused(site: Site, http: Http) -> None:
    assert http.get_json(site.serve("/json", '{"a": [1, "二"]}')) == {"a": [1, "二"]}

    with pytest.raises(HttpError, match="返回的不是 JSON"):
        http.get_json(site.serve("/html", "<html>"))


def test_proxies_of_the_environment_are_not_used(site: Site, http: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")

    assert http.get_text(site.serve("/a", "direct")) == "direct"


def test_permanent_redirects_tell_the_address_to_use_from_now_on(site: Site, http: Http) -> None:
    site.answers["/old"] = Answer(status=301, headers={"Location": "/new"})
    site.answers["/new"] = Answer(status=308, headers={"Location": "/newer"})
    site.answers["/newer"] = Answer(status=302, headers={"Location": "/today"})
    site.serve("/today", "here")

    response = http.get(site.url + "/old")

    assert (response.url, response.permanent_url) == (site.url + "/today", site.url + "/newer")
