"""Asking a link, against a real server: what each answer of the outside world is taken to mean."""

import socket
import time
from http.server import BaseHTTPRequestHandler

import pytest

from catalogue.domain.links.asking import PAGE_BYTES, Link, ask, ask_host
from catalogue.domain.links.meaning import Finding, of_error
from catalogue.models.link_check import LINK_REASONS
from harvesters.errors import Fault, HttpError
from harvesters.http import Http, Response
from tests.catalogue.domain.links.pages import LOGINS, LONG, MISSING, page
from tests.catalogue.domain.links.silence import QUICK, hang
from tests.harvesters.loopback import Answer, Site, write

HTML = "text/html; charset=utf-8"
TITLE = "智能手机入门 - 示范学堂"
COURSE = page(TITLE, LONG)


@pytest.fixture
def http() -> Http:
    return Http(QUICK)


def redirect(location: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": location})


def only_for_get(answer: Answer, head: Answer) -> object:
    """A server that answers HEAD otherwise than GET."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        write(handler, head if handler.command == "HEAD" else answer)

    return behave


def test_a_page_with_something_to_say_answers(site: Site, http: Http) -> None:
    assert ask(http, site.serve("/course/1", COURSE, HTML)) == Finding("answers", "answers", 200, title=TITLE)
    assert site.methods == ["HEAD", "GET"]


def test_of_a_file_the_headers_are_enough(site: Site, http: Http) -> None:
    assert ask(http, site.serve("/handbook.pdf", b"%PDF", "application/pdf")) == Finding("answers", "answers", 200)
    assert site.methods == ["HEAD"]


def test_a_page_in_gbk_is_read(site: Site, http: Http) -> None:
    body = page("页面不存在 - 示范学堂", LONG).replace("utf-8", "gbk").encode("gbk")
    assert ask(http, site.serve("/course/1", body, "text/html; charset=gbk")).reason == "missing_page"


@pytest.mark.parametrize("status", [403, 404, 405, 500, 501])
def test_a_server_that_refuses_head_is_asked_for_the_page(site: Site, http: Http, status: int) -> None:
    answer = Answer(COURSE.encode(), headers={"Content-Type": HTML})
    site.answers["/course/1"] = only_for_get(answer, Answer(status=status))  # type: ignore[assignment]
    assert ask(http, site.url + "/course/1") == Finding("answers", "answers", 200, title=TITLE)


@pytest.mark.parametrize(
    ("status", "meaning", "reason"),
    [
        (404, "gone", "not_found"),
        (410, "gone", "gone"),
        (401, "answers", "login_wall"),
        (403, "unchecked", "turned_away"),
        (412, "unchecked", "turned_away"),
        (429, "trouble", "too_many_requests"),
        (500, "trouble", "server_error"),
        (503, "trouble", "server_error"),
        (400, "trouble", "broken"),
        (300, "trouble", "broken"),
    ],
)
def test_each_status_has_its_meaning(site: Site, http: Http, status: int, meaning: str, reason: str) -> None:
    site.answers["/course/1"] = Answer(status=status)
    found = ask(http, site.url + "/course/1")
    assert (found.meaning, found.reason, found.status) == (meaning, reason, status)


def test_a_busy_site_is_not_asked_a_second_time(site: Site, http: Http) -> None:
    site.answers["/course/1"] = Answer(status=429)
    ask(http, site.url + "/course/1")
    assert site.methods == ["HEAD"]


def test_a_permanent_move_suggests_the_new_address(site: Site, http: Http) -> None:
    site.answers["/course/1"] = redirect("/courses/one", 301)
    site.serve("/courses/one", COURSE, HTML)
    found = ask(http, site.url + "/course/1")
    assert found == Finding("answers", "answers", 200, moved_to=site.url + "/courses/one", title=TITLE)


def test_a_route_in_the_fragment_moves_along(site: Site, http: Http) -> None:
    site.answers["/app"] = redirect("/learn", 308)
    site.serve("/learn", page("学堂", ""), HTML)
    assert ask(http, site.url + "/app#/course/1").moved_to == site.url + "/learn#/course/1"


def test_a_passing_redirect_suggests_nothing(site: Site, http: Http) -> None:
    site.answers["/course/1"] = redirect("/course/1?session=2")
    site.serve("/course/1?session=2", COURSE, HTML)
    assert ask(http, site.url + "/course/1") == Finding("answers", "answers", 200, title=TITLE)


@pytest.mark.parametrize("front", ["/", "/index.html"])
def test_a_page_that_leads_to_the_front_page_is_gone(site: Site, http: Http, front: str) -> None:
    site.answers["/course/1"] = redirect(front, 301)
    site.serve(front, COURSE, HTML)
    assert ask(http, site.url + "/course/1") == Finding("gone", "front_page", 200)


def test_a_front_page_may_lead_to_another(site: Site, http: Http) -> None:
    site.answers["/"] = redirect("/index.html")
    site.serve("/index.html", COURSE, HTML)
    assert ask(http, site.url + "/").meaning == "answers"


def test_a_redirect_to_a_login_is_a_wall_and_no_failure(site: Site, http: Http) -> None:
    site.answers["/course/1"] = redirect("/cas/login?service=%2Fcourse%2F1")
    site.serve("/cas/login?service=%2Fcourse%2F1", page("示范大学", "<form>学工号 密码</form>"), HTML)
    assert ask(http, site.url + "/course/1") == Finding("answers", "login_wall", 200)


def test_a_login_in_place_of_the_page_is_known_by_its_title(site: Site, http: Http) -> None:
    assert ask(http, site.serve("/course/1", LOGINS["a login"], HTML)) == Finding("answers", "login_wall", 200)


def test_a_page_that_says_it_is_missing_is_gone(site: Site, http: Http) -> None:
    html = MISSING["a course that does not exist"]
    assert ask(http, site.serve("/course/1", html, HTML)) == Finding("gone", "missing_page", 200)


def test_a_page_larger_than_any_error_page_answers(site: Site, http: Http) -> None:
    assert ask(http, site.serve("/course/1", b"x" * (PAGE_BYTES + 1), HTML)).meaning == "answers"


def test_a_silent_server_is_in_trouble(site: Site, http: Http) -> None:
    site.answers["/course/1"] = hang
    assert ask(http, site.url + "/course/1") == Finding("trouble", "timeout")


def test_a_server_that_takes_no_connections_is_gone(http: Http) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert ask(http, f"http://127.0.0.1:{closed.getsockname()[1]}/") == Finding("gone", "no_connection")


@pytest.mark.parametrize(
    ("error", "finding"),
    [
        (socket.EAI_NONAME, Finding("gone", "no_such_host")),
        (socket.EAI_AGAIN, Finding("trouble", "timeout")),
    ],
)
def test_a_name_that_is_not_there_is_told_from_one_that_cannot_be_asked_now(error: int, finding: Finding) -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(error, "")

    assert ask(Http(QUICK, resolve=resolve), "https://gone.example.cn/") == finding


@pytest.mark.parametrize(
    ("fault", "meaning"),
    [
        ("bad_certificate", "gone"),
        ("unknown_issuer", "unchecked"),
        ("robots", "unchecked"),
        ("refused_address", "unchecked"),
        ("redirects", "trouble"),
        ("broken", "trouble"),
        ("", "trouble"),
    ],
)
def test_each_fault_has_its_meaning_and_words(fault: Fault, meaning: str) -> None:
    finding = of_error(HttpError("", fault=fault))
    assert finding.meaning == meaning
    assert LINK_REASONS[finding.reason]


@pytest.mark.parametrize("address", ["http://10.0.0.1/", "http://example.cn:25/", "javascript:alert(1)", ""])
def test_an_address_we_may_not_ask_is_not_checked(address: str) -> None:
    assert ask(Http(), address) == Finding("unchecked", "refused_address")


def links(site: Site, count: int) -> list[Link]:
    return [Link(number, f"{site.url}/course/{number}", "host") for number in range(count)]


def test_a_host_silent_twice_is_not_asked_for_every_page(site: Site) -> None:
    for link in links(site, 10):
        site.answers[link.address.removeprefix(site.url)] = hang
    answers = list(ask_host(lambda: Http(QUICK), links(site, 10), until=time.monotonic() + 60))
    assert [answer.finding for answer in answers] == [Finding("trouble", "timeout")] * 10
    assert len(set(site.requests)) == 2


def test_one_slow_page_does_not_condemn_its_host(site: Site) -> None:
    for link in links(site, 5):
        site.serve(link.address.removeprefix(site.url), COURSE, HTML)
    site.answers["/course/1"] = hang
    answers = list(ask_host(lambda: Http(QUICK), links(site, 5), until=time.monotonic() + 60))
    meanings = [answer.finding.meaning for answer in answers]
    assert meanings == ["answers", "trouble", "answers", "answers", "answers"]


def test_nothing_is_asked_after_the_time_is_up(site: Site) -> None:
    assert list(ask_host(lambda: Http(QUICK), links(site, 3), until=time.monotonic() - 1)) == []
    assert site.requests == []


def test_when_others_are_at_the_host_its_links_wait(site: Site) -> None:
    class Queueing(Http):
        def head(self, url: str) -> Response:
            raise HttpError("", fault="no_turn")

    answers = list(ask_host(lambda: Queueing(QUICK), links(site, 3), until=time.monotonic() + 60))
    assert (answers, site.requests) == ([], [])


def test_a_connection_that_breaks_is_trouble(site: Site, http: Http) -> None:
    site.answers["/course/1"] = lambda handler: handler.connection.close()
    assert ask(http, site.url + "/course/1") == Finding("trouble", "broken")
