"""What may pass is tried again, what will not is told at once, and a host that wants rest gets it."""

import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler

import pytest
from fake_clock import FakeClock
from loopback import Answer, Site, in_turn, local_door

from harvesters.errors import HttpError, PassingError
from harvesters.retrying import asked_wait, backoff


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_status_is_tried_again(site: Site, clock: FakeClock, status: int) -> None:
    site.answers["/a"] = in_turn(Answer(status=status), Answer(b"here"))

    assert local_door(attempts=3, clock=clock).get_text(site.url + "/a") == "here"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 501, 505])
def test_any_other_status_is_told_at_once(site: Site, clock: FakeClock, status: int) -> None:
    site.answers["/a"] = Answer(status=status)

    with pytest.raises(HttpError, match=f"服务器回答 {status}："):
        local_door(attempts=3, clock=clock).get(site.url + "/a")
    assert site.requests == ["/a"]


def test_after_the_last_attempt_the_failure_is_told(site: Site, clock: FakeClock) -> None:
    site.answers["/a"] = Answer(status=502)

    with pytest.raises(PassingError, match="服务器回答 502："):
        local_door(attempts=3, clock=clock).get(site.url + "/a")
    assert len(site.requests) == 3


def test_half_a_transfer_is_tried_again(site: Site, clock: FakeClock) -> None:
    site.answers["/a"] = in_turn(Answer(b"half", headers={"Content-Length": "100"}), Answer(b"whole"))

    assert local_door(attempts=2, clock=clock).get_text(site.url + "/a") == "whole"


def test_a_server_that_was_silent_is_tried_again(site: Site, clock: FakeClock) -> None:
    asked: list[str] = []

    def silent_once(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        if len(asked) == 1:
            time.sleep(1)
        handler.send_response(204)
        handler.end_headers()

    site.answers["/a"] = silent_once

    assert local_door(attempts=2, read_timeout=0.3, clock=clock).get(site.url + "/a").status == 204


def test_a_server_that_is_away_is_tried_again(clock: FakeClock) -> None:
    site = Site()
    site.close()

    with pytest.raises(PassingError, match="无法连接") as caught:
        local_door(attempts=3, obey_robots=False, clock=clock).get(site.url)
    assert not caught.value.sent
    assert len(clock.slept) == 2


def test_a_broken_compression_is_not(site: Site, clock: FakeClock) -> None:
    site.answers["/a"] = Answer(b"not gzip", headers={"Content-Encoding": "gzip"})

    with pytest.raises(HttpError, match="无法解压"):
        local_door(attempts=3, clock=clock).get(site.url + "/a")
    assert site.requests == ["/a"]


def test_waits_double_and_are_not_all_alike() -> None:
    for attempt, most in ((1, 1), (2, 2), (3, 4), (4, 8), (20, 30)):
        waits = [backoff(attempt) for _ in range(200)]
        assert most / 2 <= min(waits) < max(waits) <= most


def test_the_time_a_server_names_is_waited(site: Site, clock: FakeClock) -> None:
    site.answers["/a"] = in_turn(Answer(status=503, headers={"Retry-After": "42"}), Answer(b"here"))

    assert local_door(attempts=2, clock=clock).get_text(site.url + "/a") == "here"
    assert clock.slept == [42.0]


def test_a_date_a_server_names_is_waited_for(site: Site, clock: FakeClock) -> None:
    date = formatdate(clock.now() + 90, usegmt=True)
    site.answers["/a"] = in_turn(Answer(status=429, headers={"Retry-After": date}), Answer(b"here"))

    assert local_door(attempts=2, clock=clock).get_text(site.url + "/a") == "here"
    assert clock.slept == [90.0]


def test_the_whole_host_rests_when_one_address_asks_for_it(site: Site, clock: FakeClock) -> None:
    http = local_door(clock=clock)
    site.answers["/a"] = Answer(status=429, headers={"Retry-After": "60"})
    with pytest.raises(PassingError, match="服务器回答 429，要求过 60 秒再访问"):
        http.get(site.url + "/a")

    http.get(site.serve("/b", ""))

    assert clock.slept == [60.0]


def test_a_rest_longer_than_our_patience_is_told_at_once(site: Site, clock: FakeClock) -> None:
    site.answers["/a"] = Answer(status=503, headers={"Retry-After": "3000"})

    with pytest.raises(PassingError, match="要求过 3000 秒再访问") as caught:
        local_door(attempts=3, clock=clock).get(site.url + "/a")
    assert caught.value.wait == 3000
    assert (site.requests, clock.slept) == (["/a"], [])


def test_no_attempt_is_made_when_patience_is_at_its_end(site: Site, clock: FakeClock) -> None:
    site.answers["/a"] = Answer(status=503, headers={"Retry-After": "40"})

    with pytest.raises(PassingError):
        local_door(attempts=100, patience=100.0, clock=clock).get(site.url + "/a")
    assert len(site.requests) == 3


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        *(("120", 120.0), (" 0 ", 0.0), ("9" * 400, 3600.0), ("86400", 3600.0)),
        *(("Thu, 01 Jan 1970 00:01:40 GMT", 100.0), ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 3600.0),
    ],
)
def test_retry_after_is_read_within_an_hour(header: str, seconds: float) -> None:
    assert asked_wait(header, now=0.0) == seconds


@pytest.mark.parametrize("header", ["", "soon", "-5", "1.5", "١٢", "Thu, 99 Foo 2026", "0" * 5 + "x", "32 Dec"])
def test_a_retry_after_that_says_nothing_is_no_wait(header: str) -> None:
    assert asked_wait(header, now=0.0) is None
