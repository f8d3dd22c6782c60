"""Asking for the head alone, and sending forms, which must not be sent twice or to anybody else."""

import time
from http.server import BaseHTTPRequestHandler

import pytest
from fake_clock import FakeClock
from loopback import Answer, Site, in_turn, local_door

from harvesters.errors import DestinationError, HttpError, PassingError
from harvesters.http import Http


def test_a_head_comes_without_its_body(site: Site, http: Http) -> None:
    response = http.head(site.serve("/a", "x" * 1000, "text/html"))

    assert site.asked == ["HEAD /a"]
    assert (response.status, response.content, response.content_type) == (200, b"", "text/html")


def test_a_head_follows_redirects(site: Site, http: Http) -> None:
    site.answers["/old"] = Answer(status=301, headers={"Location": "/a"})
    site.serve("/a", "x")

    assert http.head(site.url + "/old").url == site.url + "/a"
    assert site.asked == ["HEAD /old", "HEAD /a"]


def test_a_head_tells_a_status_as_an_error(site: Site, http: Http) -> None:
    with pytest.raises(HttpError) as caught:
        http.head(site.url + "/missing")
    assert caught.value.status == 404


def test_one_fetch_may_be_bounded_more_tightly(site: Site, http: Http) -> None:
    site.serve("/a", b"x" * 101)

    with pytest.raises(HttpError, match="内容太大"):
        http.get(site.url + "/a", max_bytes=100)
    assert len(http.get(site.url + "/a", max_bytes=101).content) == 101


def test_a_form_is_posted(site: Site, http: Http) -> None:
    response = http.post_form(site.serve("/search", "found"), {"词": "手机", "page": "1"})

    assert response.text == "found"
    assert site.asked == ["POST /search"]
    assert site.bodies == [b"%E8%AF%8D=%E6%89%8B%E6%9C%BA&page=1"]


def test_after_a_see_other_the_form_is_not_sent_again(site: Site, http: Http) -> None:
    site.answers["/search"] = Answer(status=303, headers={"Location": "/results"})
    site.serve("/results", "found")

    assert http.post_form(site.url + "/search", {"q": "x"}).text == "found"
    assert site.asked == ["POST /search", "GET /results"]


def test_a_redirect_that_keeps_the_method_keeps_the_form(site: Site, http: Http) -> None:
    site.answers["/search"] = Answer(status=307, headers={"Location": "/elsewhere"})
    site.serve("/elsewhere", "found")
    http.post_form(site.url + "/search", {"q": "x"})

    assert site.asked == ["POST /search", "POST /elsewhere"]
    assert site.bodies == [b"q=x", b"q=x"]


@pytest.mark.parametrize("status", [302, 303, 307, 308])
def test_a_form_is_not_taken_to_another_host(site: Site, http: Http, status: int) -> None:
    other = Site()
    site.answers["/search"] = Answer(status=status, headers={"Location": other.serve("/trap", "")})

    with pytest.raises(DestinationError, match="提交的表单被转向别处"):
        http.post_form(site.url + "/search", {"q": "x"})
    assert other.asked == []
    other.close()


@pytest.mark.parametrize("status", [429, 503])
def test_a_form_nobody_acted_on_is_sent_again(site: Site, status: int) -> None:
    site.answers["/search"] = in_turn(Answer(status=status), Answer(b"found"))

    assert local_door(attempts=2, clock=FakeClock()).post_form(site.url + "/search", {}).text == "found"


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_form_somebody_may_have_acted_on_is_not(site: Site, status: int) -> None:
    site.answers["/search"] = Answer(status=status)

    with pytest.raises(PassingError):
        local_door(attempts=3, clock=FakeClock()).post_form(site.url + "/search", {})
    assert site.asked == ["POST /search"]


def test_a_form_answered_too_late_is_not_sent_again(site: Site) -> None:
    site.answers["/search"] = lambda handler: time.sleep(0.5)

    with pytest.raises(PassingError, match="等待超时"):
        local_door(attempts=3, read_timeout=0.2, clock=FakeClock()).post_form(site.url + "/search", {})
    assert site.asked == ["POST /search"]


def test_a_cookie_lasts_through_the_redirects_of_one_fetch_and_no_longer(site: Site, http: Http) -> None:
    site.answers["/door"] = Answer(status=302, headers={"Location": "/room", "Set-Cookie": "seen=1"})
    site.serve("/room", "")
    http.get(site.url + "/door")
    http.get(site.url + "/room")

    assert [headers.get("cookie") for headers in site.headers] == [None, "seen=1", None]


def dribble_head(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(60):
        handler.wfile.write(f"X-{number}: y\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.05)


def endless_trailer(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n")
    while True:
        handler.wfile.write(b"X-More: y\r\n" * 1000)


def endless_interim_answers(handler: BaseHTTPRequestHandler) -> None:
    while True:
        handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


@pytest.mark.parametrize("behaviour", [dribble_head, endless_trailer, endless_interim_answers])
def test_no_part_of_an_answer_may_come_for_ever(site: Site, behaviour: object) -> None:
    def ends_quietly(handler: BaseHTTPRequestHandler) -> None:
        try:
            behaviour(handler)  # type: ignore[operator]
        except OSError:
            handler.close_connection = True

    site.answers["/a"] = ends_quietly

    started = time.monotonic()
    with pytest.raises(PassingError, match=r"传输太慢，超过 0\.3 秒"):
        local_door(total_time=0.3).get(site.url + "/a")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("packing", ["gzip, gzip", "br", "zstd", "gzip,deflate"])
def test_packing_we_never_asked_for_is_refused(site: Site, http: Http, packing: str) -> None:
    site.answers["/a"] = Answer(b"x", headers={"Content-Encoding": packing})

    with pytest.raises(HttpError, match="压缩方式不支持"):
        http.get(site.url + "/a")
    assert site.headers[0]["accept-encoding"] == "gzip, deflate"
