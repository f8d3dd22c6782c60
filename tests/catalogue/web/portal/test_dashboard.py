"""The first page of an institution says how its things stand, what to do, and how often they are looked at."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select

from catalogue.clock import local_day
from catalogue.db import db, now, writing
from catalogue.domain.accounts.accounts import set_membership
from catalogue.domain.intake.resources import take_in
from catalogue.models import (
    Institution,
    LectureViewCount,
    LectureVisitCount,
    LinkCheck,
    RawItem,
    Resource,
    Run,
    RunItem,
    Submission,
    ViewCount,
    VisitCount,
)
from catalogue.models.source import PORTAL
from tests.catalogue.web.portal.forms import typed_lecture, typed_resource
from tests.factories import make_institution, make_lecture, make_record, make_resource, make_source
from tests.people import person


def test_whoever_has_one_institution_is_led_there(member: FlaskClient, home: str) -> None:
    assert member.get("/portal/").location == f"{home}/"


def test_whoever_has_none_is_told_what_to_do(client: FlaskClient) -> None:
    person(client)
    assert "请先登记机构" in client.get("/portal/").text


def test_an_empty_dashboard_says_what_to_do_next(member: FlaskClient, home: str) -> None:
    assert "还没有登记任何内容" in member.get(f"{home}/").text


def test_what_was_returned_is_shown_with_its_reason(member: FlaskClient, home: str, school: Institution) -> None:
    member.post(f"{home}/resources/new", data=typed_resource())
    with writing() as session:
        resource = session.scalars(select(Resource)).one()
        resource.state, resource.reason = "returned", "请补充教师"
    page = member.get(f"{home}/").text
    assert "退回修改" in page
    assert "理由：请补充教师" in page


def test_views_and_clicks_of_own_resources_are_counted_by_day(
    member: FlaskClient, home: str, school: Institution
) -> None:
    today = local_day(now())
    with writing() as session:
        own, other = make_resource(session, provider=session.merge(school)), make_resource(session)
        session.add(ViewCount(resource_id=own.id, day=today, count=7))
        session.add(ViewCount(resource_id=own.id, day=today - timedelta(days=29), count=4))
        session.add(ViewCount(resource_id=own.id, day=today - timedelta(days=30), count=100))
        session.add(VisitCount(resource_id=own.id, day=today, count=3))
        session.add(ViewCount(resource_id=other.id, day=today, count=1000))
    page = member.get(f"{home}/").text
    assert "看介绍页 11" in page
    assert "去学习 3" in page
    assert "最多的一天 7 次" in page


def test_views_and_clicks_of_own_lectures_are_counted_by_day(
    member: FlaskClient, home: str, school: Institution
) -> None:
    today = local_day(now())
    with writing() as session:
        own, other = make_lecture(session, institution=session.merge(school)), make_lecture(session)
        session.add(LectureViewCount(lecture_id=own.id, day=today, count=9))
        session.add(LectureViewCount(lecture_id=own.id, day=today - timedelta(days=30), count=100))
        session.add(LectureVisitCount(lecture_id=own.id, day=today, count=2))
        session.add(LectureViewCount(lecture_id=other.id, day=today, count=1000))
    page = member.get(f"{home}/").text
    assert "看介绍页 9" in page
    assert "去听讲座 2" in page


def test_without_lectures_there_is_no_plot_of_them(member: FlaskClient, home: str, school: Institution) -> None:
    with writing() as session:
        make_resource(session, provider=session.merge(school))
    assert "去听讲座" not in member.get(f"{home}/").text


def test_dead_links_are_named_with_what_is_wrong(member: FlaskClient, home: str, school: Institution) -> None:
    with writing() as session:
        dead = make_resource(session, title="旧课", provider=session.merge(school), link_dead=True)
        check = {"address": dead.url, "host": "example.edu.cn", "state": "dead", "reason": "not_found"}
        session.add(LinkCheck(resource_id=dead.id, due_at=now(), failing_since=now(), **check))
    for path in (f"{home}/", f"{home}/links"):
        assert "对方网站说没有这个页面" in member.get(path).text


def test_a_page_that_calls_itself_something_else_is_one_to_mend(
    member: FlaskClient, home: str, school: Institution
) -> None:
    with writing() as session:
        own = make_resource(session, title="智能手机入门", provider=session.merge(school))
        titles = {"page_title": "高等数学 <b>", "disagrees_with": own.title}
        check = {"address": own.url, "host": "example.edu.cn", "state": "ok", "reason": "answers", **titles}
        session.add(LinkCheck(resource_id=own.id, due_at=now(), **check))
    for path in (f"{home}/", f"{home}/links"):
        assert "打开的网页叫“高等数学 &lt;b&gt;”，和这里的标题对不上" in member.get(path).text


def test_sources_are_shown_with_their_last_run(member: FlaskClient, home: str, school: Institution) -> None:
    with writing() as session:
        source = make_source(
            session, title="学院日历", url="https://example.edu.cn/a", institution=session.merge(school)
        )
        take_in(session, source, make_record())
        session.add_all(
            [Run(source=source, state="done", found=9), Run(source=source, state="failed", message="连不上")]
        )
    page = member.get(f"{home}/").text
    assert "学院日历" in page
    assert "连不上" in page
    assert "找到 9" not in page


@pytest.mark.parametrize("standing", ["public", "archived", "withdrawn", "no-such-state", ""])
def test_lists_are_filtered_by_state(member: FlaskClient, home: str, school: Institution, standing: str) -> None:
    with writing() as session:
        for state in ("public", "archived", "withdrawn"):
            make_resource(session, title=f"标题 {state}", state=state, provider=session.merge(school))
    page = member.get(f"{home}/resources/?state={standing}").text
    shown = [state for state in ("public", "archived", "withdrawn") if f"标题 {state}" in page]
    known = standing in ("public", "archived", "withdrawn")
    assert shown == ([standing] if known else ["public", "archived", "withdrawn"])


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999", "２", "abc", "%00"])
def test_a_page_that_is_not_there_is_the_nearest(member: FlaskClient, home: str, page: str) -> None:
    paths = ("resources/", "lectures/", "submissions", "links")
    assert [member.get(f"{home}/{path}?page={page}").status_code for path in paths] == [200] * 4


def queries(client: FlaskClient, path: str) -> int:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    db.session.rollback()
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_more_rows_need_no_more_queries(member: FlaskClient, home: str, school: Institution) -> None:
    paths = [f"{home}/", f"{home}/resources/", f"{home}/lectures/", f"{home}/submissions", f"{home}/links"]

    def counted(first: int, more: int) -> dict[str, int]:
        for number in range(first, first + more):
            member.post(f"{home}/resources/new", data=typed_resource(url=f"https://example.edu.cn/{number}"))
            member.post(f"{home}/lectures/new", data=typed_lecture(title=f"讲座 {number}"))
        with writing() as session:
            own = session.merge(school)
            for _ in range(more):
                make_lecture(session, institution=own)
                dead = make_resource(session, provider=own, link_dead=True)
                session.add(LinkCheck(resource_id=dead.id, address=dead.url, host="a", state="dead", due_at=now()))
                source = make_source(session, url="https://example.edu.cn/a", institution=own)
                session.add(Run(source=source, state="done"))
        return {path: queries(member, path) for path in paths}

    few, many = counted(0, 1), counted(1, 4)
    assert many == few


def test_several_institutions_are_a_choice(client: FlaskClient, school: Institution) -> None:
    account = person(client, institution=school)
    with writing() as session:
        other = make_institution(session, name="第二学院")
        set_membership(session, session.merge(account), other, "editor", by="operator:alice")
    page = client.get("/portal/").text
    assert "第二学院" in page
    assert "赣江数字学院" in page


def test_a_whole_file_is_told_by_how_its_resources_stand(member: FlaskClient, home: str, school: Institution) -> None:
    with writing() as session:
        own = session.merge(school)
        source = make_source(session, institution=own, channel=PORTAL)
        run = Run(source=source, state="done")
        session.add_all([run, RawItem(hash="0", data="{}")])
        session.flush()
        for position, state in enumerate(("pending", "pending", "public")):
            resource = make_resource(session, state=state)
            item = {"run_id": run.id, "position": position, "key": str(position), "raw_hash": "0"}
            session.add(RunItem(**item, subject=resource.public_id))
        submission = {"channel": "spreadsheet", "by": "person:somebody", "commitment": "2026-11"}
        session.add(Submission(institution=own, run_id=run.id, file_name="课程.xlsx", **submission))
    page = member.get(f"{home}/submissions").text
    assert "表格上传" in page
    assert "课程.xlsx" in page
    assert "共 3 条：待审核 2，已公开 1" in page
