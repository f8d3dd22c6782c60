"""Checking what is due: hidden after days of failing and back at once, politely, resumably and in bounded time."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from flask import Flask
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.links import due
from catalogue.domain.links.checking import check_due_links, check_link
from catalogue.domain.links.due import MOST_OF_A_HOST, due_links, enrol, reserve, unenrolled
from catalogue.domain.links.recording import Tally
from catalogue.domain.links.status import LinkStatus, link_status, links_to_mend
from catalogue.errors import CatalogueError
from catalogue.models import Event, LinkCheck, Resource
from harvesters.http import Http, Response
from tests.catalogue.domain.links.pages import LONG, page
from tests.catalogue.domain.links.silence import QUICK, hang
from tests.catalogue.domain.links.test_asking import HTML
from tests.catalogue.domain.moved_clock import Clock
from tests.factories import make_institution, make_resource
from tests.harvesters.loopback import Answer, Site, write

COURSE = page("智能手机入门 - 示范学堂", LONG)
GONE = Answer(status=404)
THERE = Answer(COURSE.encode(), headers={"Content-Type": HTML})
NOBODY = "http://127.0.0.1:9/"


def door() -> Http:
    return Http(QUICK)


def make_linked(url: str, **values: object) -> Resource:
    with writing() as session:
        return make_resource(session, url=url, **values)


def check(app: Flask, clock: Clock, limit: int = 1000) -> Tally:
    return check_due_links(door, app.config, limit=limit, clock=clock)


@pytest.fixture
def course(app: Flask, site: Site, clock: Clock) -> Resource:
    """A resource on the loopback site that is due now; its site has answered for it so far."""
    site.answers["/course/1"] = THERE
    resource = make_linked(site.url + "/course/1", title="智能手机入门")
    check(app, clock)
    clock.forward(days=1)
    return resource


def fresh(resource: Resource) -> Resource:
    db.session.rollback()
    return db.session.get_one(Resource, resource.id)


def events() -> list[tuple[str, str, str]]:
    rows = db.session.scalars(select(Event).where(Event.what.like("resource.link%")).order_by(Event.id))
    return [(event.what, event.after, event.note) for event in rows]


def test_a_link_that_answers_is_left_alone_for_two_weeks(app: Flask, clock: Clock, course: Resource) -> None:
    assert check(app, clock).states == {"ok": 1, "failing": 0, "dead": 0, "unknown": 0}
    assert link_status(course) == LinkStatus("ok", "answers", None, clock.at, "智能手机入门 - 示范学堂")
    clock.forward(days=12)
    assert check(app, clock).taken == 0
    clock.forward(days=4)
    assert check(app, clock).taken == 1


def test_the_fourth_failure_hides_and_one_answer_brings_back(
    app: Flask, site: Site, clock: Clock, course: Resource
) -> None:
    site.answers["/course/1"] = GONE
    hidden = []
    for _ in range(4):
        hidden += check(app, clock).hidden
        clock.forward(days=1.2)
    assert hidden == [course.public_id]
    assert (fresh(course).link_dead, fresh(course).state) == (True, "public")

    site.answers["/course/1"] = THERE
    assert check(app, clock).back == [course.public_id]
    assert fresh(course).link_dead is False
    assert events() == [
        ("resource.link_dead", "hidden", "对方网站说没有这个页面"),
        ("resource.link_back", "shown", "能打开"),
    ]


def test_failures_of_one_day_hide_nothing(app: Flask, site: Site, clock: Clock, course: Resource) -> None:
    site.answers["/course/1"] = GONE
    for _ in range(6):
        check_link(door, app.config, course, clock=clock)
    assert fresh(course).link_dead is False
    assert link_status(course) == LinkStatus("failing", "not_found", clock.at, clock.at)


def test_hiding_and_showing_raise_the_version_that_search_follows(
    app: Flask, site: Site, clock: Clock, course: Resource
) -> None:
    site.answers["/course/1"] = GONE
    versions = [fresh(course).version]
    for _ in range(4):
        check(app, clock)
        versions.append(fresh(course).version)
        clock.forward(days=1.2)
    assert versions == [1, 1, 1, 1, 2]


def test_a_new_address_begins_anew_and_is_checked_at_once(
    app: Flask, site: Site, clock: Clock, course: Resource
) -> None:
    site.answers["/course/1"] = GONE
    for _ in range(4):
        check(app, clock)
        clock.forward(days=1.2)
    site.answers["/course/one"] = THERE
    with writing() as session:
        session.get_one(Resource, course.id).url = site.url + "/course/one"

    assert link_status(fresh(course)) == LinkStatus()
    assert check(app, clock).states["ok"] == 1
    assert fresh(course).link_dead is False
    assert events()[-1] == ("resource.link_back", "shown", "换了地址，等待检查")


def test_an_answer_for_an_address_that_changed_meanwhile_is_dropped(
    app: Flask, site: Site, clock: Clock, course: Resource
) -> None:
    def change_and_refuse(handler: BaseHTTPRequestHandler) -> None:
        with app.app_context(), writing() as session:
            session.get_one(LinkCheck, course.id).address = site.url + "/course/one"
        write(handler, GONE)

    site.answers["/course/1"] = change_and_refuse
    tally = check(app, clock)
    assert (tally.taken, tally.checked, site.methods) == (1, 0, ["HEAD", "GET"])


@pytest.mark.parametrize("state", ["returned", "archived", "withdrawn", "refused"])
def test_only_what_is_public_or_waits_for_review_is_checked(app: Flask, site: Site, clock: Clock, state: str) -> None:
    hidden = make_linked(site.url + "/hidden", state=state)
    check(app, clock)
    clock.forward(days=2)
    assert check(app, clock).taken == 0
    with pytest.raises(CatalogueError, match="没有公开"):
        check_link(door, app.config, hidden, clock=clock)
    assert site.requests == []


def test_first_checks_are_spread_over_a_day(app: Flask, clock: Clock) -> None:
    with writing() as session:
        for _ in range(50):
            make_resource(session)
        enrol(session, unenrolled(session), clock.at)
        due_at = session.scalars(select(LinkCheck.due_at)).all()
    assert clock.at <= min(due_at) < max(due_at) <= clock.at + timedelta(days=1)
    assert max(due_at) - min(due_at) > timedelta(hours=12)


def test_what_one_process_reserved_no_other_asks_until_an_hour_later(app: Flask, clock: Clock) -> None:
    with writing() as session:
        for number in range(30):
            make_resource(session, url=f"https://host{number}.example.cn/")
        enrol(session, unenrolled(session), clock.at - timedelta(days=1))
        found = due_links(session, clock.at, 20)
        assert reserve(session, found, clock.at) == found
        assert reserve(session, found, clock.at) == []
        assert len(due_links(session, clock.at + timedelta(minutes=59), 30)) == 10
        assert len(due_links(session, clock.at + timedelta(minutes=61), 30)) == 30


def test_a_platform_with_many_links_leaves_room_for_others(app: Flask, clock: Clock) -> None:
    with writing() as session:
        for number in range(60):
            make_resource(session, url=f"https://platform.example.cn/{number}")
        enrol(session, unenrolled(session), clock.at - timedelta(days=2))
        make_resource(session, url="https://small.example.cn/")
        enrol(session, unenrolled(session), clock.at - timedelta(days=1))
        hosts = [link.host for link in due_links(session, clock.at, 50)]
    assert (hosts.count("platform.example.cn"), hosts.count("small.example.cn")) == (MOST_OF_A_HOST, 1)


def test_without_a_network_of_our_own_nothing_is_counted(
    app: Flask, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    lonely = make_linked(NOBODY)
    check(app, clock)
    clock.forward(days=1)
    with caplog.at_level(logging.WARNING):
        tally = check(app, clock)
    assert (tally.taken, tally.checked) == (1, 0)
    assert link_status(lonely) == LinkStatus()
    assert "nothing is counted" in caplog.text


def test_silence_counts_when_a_link_that_answered_lately_still_does(app: Flask, clock: Clock, course: Resource) -> None:
    check(app, clock)
    silent = make_linked(NOBODY)
    check(app, clock)
    clock.forward(days=1)
    assert check(app, clock).states["failing"] == 1
    assert link_status(silent).reason == "no_connection"


def test_a_fault_at_one_host_is_logged_and_does_not_stop_the_others(
    app: Flask, clock: Clock, course: Resource, caplog: pytest.LogCaptureFixture
) -> None:
    with writing() as session:
        make_resource(session, url="https://odd.example.cn/")
        enrol(session, unenrolled(session), clock.at - timedelta(days=1))

    class Faulty(Http):
        def head(self, url: str) -> Response:
            if "odd" in url:
                raise RuntimeError("a bug of ours")
            return super().head(url)

    tally = check_due_links(lambda: Faulty(QUICK), app.config, limit=10, clock=clock)
    assert (tally.taken, tally.checked) == (2, 1)
    assert "a bug of ours" in caplog.text


@pytest.fixture
def twenty_hosts() -> Iterator[list[Site]]:
    sites = [Site() for _ in range(20)]
    yield sites
    for site in sites:
        site.close()


def test_a_thousand_links_wait_for_a_hanging_host_a_few_times_only(
    app: Flask, clock: Clock, twenty_hosts: list[Site]
) -> None:
    hanging, *others = twenty_hosts
    video = Answer(b"x", headers={"Content-Type": "video/mp4"})
    with writing() as session:
        school = make_institution(session)
        for site in twenty_hosts:
            for number in range(50):
                site.answers[f"/course/{number}"] = hang if site is hanging else video
                make_resource(session, url=f"{site.url}/course/{number}", provider=school)
        enrol(session, unenrolled(session), clock.at - timedelta(days=1))

    tally = Tally()
    while (batch := check(app, clock)).taken:
        tally.add(batch)

    assert tally.states == {"ok": 950, "failing": 50, "dead": 0, "unknown": 0}
    assert [len(site.requests) for site in others] == [50] * 19
    assert len(set(hanging.requests)) <= 2 * 3  # two pages in each of three batches: no more waiting than that


def test_links_to_mend_are_those_of_the_provider_dead_ones_first(app: Flask, site: Site, clock: Clock) -> None:
    with writing() as session:
        school, other = make_institution(session, name="示范学院"), make_institution(session)
        for path in ("/gone", "/moved", "/login", "/fine"):
            make_resource(session, title=path, url=site.url + path, provider=school)
        make_resource(session, title="elsewhere", url=site.url + "/elsewhere", provider=other)
        enrol(session, unenrolled(session), clock.at - timedelta(days=1))
    site.answers["/moved"] = Answer(status=301, headers={"Location": "/fine"})
    site.answers["/login"] = Answer(status=401)
    site.serve("/fine", COURSE, HTML)
    check(app, clock)

    found = links_to_mend(db.session(), school, limit=10)

    assert [(link.title, link.state, link.moved_to, link.login_found) for link in found] == [
        ("/gone", "failing", "", False),
        ("/moved", "ok", site.url + "/fine", False),
        ("/login", "ok", "", True),
    ]
    assert len(links_to_mend(db.session(), limit=10)) == 4
    assert [link.title for link in links_to_mend(db.session(), school, limit=1, offset=1)] == ["/moved"]


def test_more_new_resources_than_a_portion_are_enrolled_bit_by_bit(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due, "PORTION", 2)
    with writing() as session:
        for _ in range(3):
            make_resource(session)
        enrol(session, unenrolled(session), clock.at)
        assert len(session.scalars(select(LinkCheck)).all()) == 2
        enrol(session, unenrolled(session), clock.at)
        assert len(session.scalars(select(LinkCheck)).all()) == 3
