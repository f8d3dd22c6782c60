"""What a page calls itself is kept, held against the record, and put before whoever reviews it."""

from dataclasses import replace

from flask import Flask

from catalogue.db import db, writing
from catalogue.domain.intake.resources import take_in
from catalogue.domain.links.checking import check_due_links
from catalogue.domain.links.recording import Tally
from catalogue.domain.links.status import LinkStatus, link_status, links_to_mend
from catalogue.domain.review.deciding import refuse
from catalogue.domain.review.guard import find_task
from catalogue.domain.screening.flags import Flag, flags_of
from catalogue.models import Event, LinkCheck, Resource, ReviewTask
from harvesters.http import Http
from harvesters.record import ResourceRecord
from tests.catalogue.domain.links.pages import LOGINS, LONG, page
from tests.catalogue.domain.links.silence import QUICK
from tests.catalogue.domain.links.test_asking import HTML
from tests.catalogue.domain.moved_clock import Clock
from tests.factories import make_record, make_resource
from tests.harvesters.loopback import Answer, Site
from tests.reviewing import found, the_task, untrusted

TITLE = "智能手机入门"
OTHER = "高等数学_示范大学"
TITLES = ("smartphones", "watercolours", "orchids")


def check(app: Flask, clock: Clock) -> Tally:
    return check_due_links(lambda: Http(QUICK), app.config, limit=100, clock=clock)


def submitted(site: Site, path: str = "/course/1", **values: object) -> tuple[ResourceRecord, str]:
    """A record that waits for review, with the public id of its task."""
    record = make_record(**{"url": site.url + path, "title": TITLE, **values})
    with writing() as session:
        outcome = take_in(session, untrusted(session), record)
        assert outcome.listing is not None
        return record, the_task(session, ReviewTask.listing_id == outcome.listing.id).public_id


def flags_on(task_id: str) -> list[Flag]:
    db.session.rollback()
    return [flag for flag in flags_of(find_task(db.session(), task_id).evidence) if flag.code == "page_title"]


def titles_kept() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(db.select(LinkCheck.page_title).order_by(LinkCheck.resource_id)))


def test_what_waits_for_review_is_checked_at_once_and_stays_as_it_is(app: Flask, site: Site, clock: Clock) -> None:
    site.serve("/course/1", page(f"{TITLE} - 示范学堂", LONG), HTML)
    _record, task_id = submitted(site)

    assert check(app, clock).states["ok"] == 1

    resource = find_task(db.session(), task_id).resource
    assert resource is not None
    assert link_status(resource) == LinkStatus("ok", "answers", None, clock.at, f"{TITLE} - 示范学堂")
    assert (resource.state, resource.link_dead, flags_on(task_id)) == ("pending", False, [])


def test_a_dead_link_of_what_waits_hides_nothing_and_is_no_event(app: Flask, site: Site, clock: Clock) -> None:
    submitted(site)
    for _ in range(5):
        check(app, clock)
        clock.forward(days=1.2)

    resource = db.session.query(Resource).one()
    assert (link_status(resource).state, resource.link_dead) == ("dead", False)
    assert db.session.query(Event).filter(Event.what.like("resource.link%")).count() == 0


def test_a_page_about_something_else_is_flagged_on_the_task(app: Flask, site: Site, clock: Clock) -> None:
    site.serve("/course/1", page(OTHER, LONG), HTML)
    _record, task_id = submitted(site)
    assert flags_on(task_id) == []

    check(app, clock)

    [flag] = flags_on(task_id)
    assert (flag.severity, flag.field, flag.found) == ("warning", "url", OTHER)
    assert flag.detail == f"网页自称“{OTHER}”，记录的标题是“{TITLE}”。"
    assert find_task(db.session(), task_id).flagged


def test_the_other_flags_of_the_task_stay(app: Flask, site: Site, clock: Clock) -> None:
    site.serve("/course/1", page(OTHER, LONG), HTML)
    _record, task_id = submitted(site, summary="咨询QQ：12345678")
    before = {flag.code for flag in flags_of(find_task(db.session(), task_id).evidence)}

    check(app, clock)

    db.session.rollback()
    assert {flag.code for flag in flags_of(find_task(db.session(), task_id).evidence)} == {*before, "page_title"}


def test_a_check_that_finds_nothing_leaves_the_task_as_its_reviewer_saw_it(
    app: Flask, site: Site, clock: Clock
) -> None:
    site.serve("/course/1", page(TITLE, LONG), HTML)
    _record, task_id = submitted(site)
    seen = found(find_task(db.session(), task_id))

    check(app, clock)

    db.session.rollback()
    assert found(find_task(db.session(), task_id)) == seen


def test_a_record_sent_again_keeps_the_flag_until_it_is_mended(app: Flask, site: Site, clock: Clock) -> None:
    site.serve("/course/1", page(OTHER, LONG), HTML)
    record, task_id = submitted(site)
    check(app, clock)
    source = find_task(db.session(), task_id).source
    assert source is not None

    with writing() as session:
        take_in(session, session.merge(source), replace(record, summary="新的简介"))
    assert len(flags_on(task_id)) == 1
    with writing() as session:
        take_in(session, session.merge(source), replace(record, title="高等数学"))
    assert flags_on(task_id) == []


def test_a_page_that_changes_its_title_back_loses_the_flag(app: Flask, site: Site, clock: Clock) -> None:
    site.serve("/course/1", page(OTHER, LONG), HTML)
    _record, task_id = submitted(site)
    check(app, clock)
    site.serve("/course/1", page(TITLE, LONG), HTML)
    clock.forward(days=20)
    check(app, clock)
    assert flags_on(task_id) == []


def test_a_title_that_several_pages_of_a_site_bear_says_nothing(app: Flask, site: Site, clock: Clock) -> None:
    tasks = []
    for title in TITLES:
        site.serve(f"/{title}", page("lifelong studies", LONG), HTML)
        tasks.append(submitted(site, f"/{title}", title=title)[1])
        check(app, clock)
    assert [flags_on(task) for task in tasks] == [[], [], []]


def test_the_name_of_who_provides_it_says_nothing(app: Flask, site: Site, clock: Clock) -> None:
    site.serve("/course/1", page("赣鄱云讲", LONG), HTML)
    _record, task_id = submitted(site, provider="赣鄱云讲")
    check(app, clock)
    assert flags_on(task_id) == []


def test_a_decided_task_is_not_touched(app: Flask, site: Site, clock: Clock) -> None:
    site.serve("/course/1", page(OTHER, LONG), HTML)
    _record, task_id = submitted(site)
    with writing() as session:
        refuse(session, (task := find_task(session, task_id)), found(task, "不合适"), by="account:reviewer")
        resource = task.resource
        assert resource is not None
        resource.state = "public"
    check(app, clock)
    clock.forward(days=1)
    check(app, clock)
    assert (titles_kept(), flags_on(task_id)) == ([OTHER], [])


def test_logins_files_and_missing_pages_have_no_title(app: Flask, site: Site, clock: Clock) -> None:
    login, file, missing = TITLES
    site.serve(f"/{login}", LOGINS["a login"], HTML)
    site.serve(f"/{file}", b"%PDF", "application/pdf")
    site.answers[f"/{missing}"] = Answer(status=404)
    for title in TITLES:
        submitted(site, f"/{title}", title=title)
    check(app, clock)
    assert titles_kept() == ["", "", ""]


def test_a_public_page_about_something_else_is_one_to_mend_until_the_title_is_corrected(
    app: Flask, site: Site, clock: Clock
) -> None:
    site.serve("/course/1", page(OTHER, LONG), HTML)
    with writing() as session:
        resource = make_resource(session, title=TITLE, url=site.url + "/course/1")
    check(app, clock)
    clock.forward(days=1)
    check(app, clock)

    [link] = links_to_mend(db.session(), limit=10)
    assert (link.resource, link.state, link.other_title) == (resource.public_id, "ok", OTHER)
    with writing() as session:
        session.get_one(Resource, resource.id).title = "高等数学"
    assert links_to_mend(db.session(), limit=10) == []
