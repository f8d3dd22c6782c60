"""Members take back what they handed in, before a decision or after, and may hand it in again."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.intake.resources import take_in
from catalogue.models import Event, Listing, Resource, ReviewTask
from tests.catalogue.web.portal.forms import typed_resource
from tests.factories import make_record, make_source


@pytest.fixture
def path(member: FlaskClient, home: str) -> str:
    return str(member.post(f"{home}/resources/new", data=typed_resource()).location)


def resource() -> Resource:
    db.session.rollback()
    return db.session.scalars(select(Resource)).one()


def open_tasks() -> list[str]:
    db.session.rollback()
    return [task.kind for task in db.session.scalars(select(ReviewTask).where(ReviewTask.state == "open"))]


def accept() -> None:
    with writing() as session:
        listing = session.scalars(select(Listing)).one()
        listing.accepted = listing.latest
        listing.resource.state = "public"
        for task in session.scalars(select(ReviewTask)):
            task.state = "done"


def test_nobody_decides_any_more_about_what_was_taken_back(member: FlaskClient, path: str) -> None:
    assert member.post(f"{path}/take-back", data={"reason": "内容要重做"}).status_code == 303
    assert open_tasks() == []
    assert resource().state == "pending"
    assert "已自行收回" in member.get(path).text


def test_who_took_it_back_and_why_is_remembered(member: FlaskClient, path: str) -> None:
    member.post(f"{path}/take-back", data={"reason": "内容要重做"})
    event = db.session.scalars(select(Event).where(Event.what == "resource.taken_back")).one()
    assert (event.note, event.actor.partition(":")[0]) == ("内容要重做", "person")


def test_what_was_public_is_archived_with_the_reason(member: FlaskClient, path: str) -> None:
    accept()
    member.post(f"{path}/take-back", data={"reason": "课程已停办"})
    assert (resource().state, resource().reason) == ("archived", "课程已停办")


def test_what_was_taken_back_waits_again_when_handed_in_again(member: FlaskClient, path: str) -> None:
    member.post(f"{path}/take-back", data={"reason": "内容要重做"})
    assert member.post(f"{path}/edit", data=typed_resource()).status_code == 303
    assert open_tasks() == ["new_resource"]


def test_what_was_archived_does_not_come_back_without_a_reviewer(member: FlaskClient, path: str) -> None:
    accept()
    member.post(f"{path}/take-back", data={"reason": "课程已停办"})
    member.post(f"{path}/edit", data=typed_resource())
    assert resource().state == "archived"
    assert open_tasks() == ["changed_listing"]


def test_a_change_that_waits_is_taken_back_too(member: FlaskClient, path: str) -> None:
    accept()
    member.post(f"{path}/edit", data=typed_resource(title="还没审核的标题"))
    member.post(f"{path}/take-back", data={"reason": "课程已停办"})
    assert resource().listings[0].latest["title"] == "智能手机入门"
    assert open_tasks() == []


def test_a_reason_is_wanted(member: FlaskClient, path: str) -> None:
    answer = member.post(f"{path}/take-back", data={"reason": " "})
    assert (answer.status_code, "请写一句原因" in answer.text) == (400, True)


def test_it_is_taken_back_once(member: FlaskClient, path: str) -> None:
    member.post(f"{path}/take-back", data={"reason": "内容要重做"})
    answer = member.post(f"{path}/take-back", data={"reason": "再来一次"})
    assert (answer.status_code, "只能收回" in answer.text) == (400, True)


def test_what_a_reviewer_withdrew_is_not_edited_any_more(member: FlaskClient, path: str) -> None:
    with writing() as session:
        session.scalars(select(Resource)).one().state = "withdrawn"
    answer = member.get(f"{path}/edit")
    assert (answer.status_code, "不能再修改" in answer.text) == (400, True)


def test_what_another_source_lists_too_stays_public(member: FlaskClient, path: str) -> None:
    accept()
    with writing() as session:
        take_in(session, make_source(session), make_record(url="https://www.example.edu.cn/phone"))
    answer = member.post(f"{path}/take-back", data={"reason": "课程已停办"}, follow_redirects=True)
    assert "别的来源还列有它" in answer.text
    assert resource().state == "public"
