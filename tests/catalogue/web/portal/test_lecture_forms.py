"""Members hand in lectures by form; times are those of clocks in China."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.models import Lecture, Submission
from tests.catalogue.web.portal.forms import BEGINS, typed_lecture, typed_moment


def lectures() -> list[Lecture]:
    db.session.rollback()
    return list(db.session.scalars(select(Lecture).order_by(Lecture.id)))


def publish_all() -> None:
    with writing() as session:
        for lecture in session.scalars(select(Lecture)):
            lecture.state = "public"


def test_what_is_handed_in_waits_for_a_reviewer(member: FlaskClient, home: str) -> None:
    answer = member.post(f"{home}/lectures/new", data=typed_lecture())
    [lecture] = lectures()
    assert (answer.status_code, answer.location) == (303, f"{home}/lectures/{lecture.public_id}")
    assert (lecture.state, lecture.title, lecture.speakers) == ("pending", "手机防诈骗", ["张警官"])
    assert lecture.starts_at == BEGINS
    assert lecture.topics == ["anti-fraud"]
    assert lecture.institution.name == "赣江数字学院"
    [submission] = db.session.scalars(select(Submission))
    assert submission.subjects == [lecture.public_id]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "请填写标题。"),
        ({"title": "\x00"}, "没有标题。"),
        ({"starts": ""}, "请填写开始时间。"),
        ({"starts": "明天晚上"}, "看不懂这个时间"),
        ({"starts": "0001-01-01T00:00"}, "开始时间不对"),
        ({"starts": "9999-12-31T23:59"}, "开始时间不对"),
        ({"starts": "2020-01-01 19:30", "ends": ""}, "已经开始或结束"),
        ({"ends": typed_moment(BEGINS - timedelta(minutes=30))}, "结束时间要晚于开始时间"),
        ({"ends": typed_moment(BEGINS + timedelta(days=31))}, "最长 14 天"),
        ({"url": "", "location": ""}, "至少填一项"),
        ({"url": "javascript:alert(1)"}, "网址须以 http:// 或 https:// 开头"),
        ({"audiences": ["nobody"]}, "请从列表里选。"),
        ({"committed": None}, "请逐项自查并勾选七项标准和承诺，再提交。"),
    ],
)
def test_what_cannot_be_taken_in_is_told_and_kept(
    member: FlaskClient, home: str, wrong: dict[str, object], words: str
) -> None:
    answer = member.post(f"{home}/lectures/new", data=typed_lecture(speakers="独一无二的主讲人", **wrong))
    assert answer.status_code == 400
    assert words in answer.text
    assert "独一无二的主讲人" in answer.text
    assert lectures() == []


def test_the_form_starts_with_what_was_handed_in(member: FlaskClient, home: str) -> None:
    path = member.post(f"{home}/lectures/new", data=typed_lecture()).location
    page = member.get(f"{path}/edit").text
    assert f'value="{typed_moment(BEGINS)}"' in page
    assert 'value="张警官"' in page


def test_a_public_lecture_is_cancelled_at_once(member: FlaskClient, home: str) -> None:
    path = member.post(f"{home}/lectures/new", data=typed_lecture()).location
    publish_all()
    assert member.post(f"{path}/edit", data=typed_lecture(cancelled="yes")).status_code == 303
    [lecture] = lectures()
    assert (lecture.state, lecture.status) == ("public", "cancelled")


def test_handing_in_the_same_again_changes_nothing(member: FlaskClient, home: str) -> None:
    path = member.post(f"{home}/lectures/new", data=typed_lecture()).location
    answer = member.post(f"{path}/edit", data=typed_lecture())
    assert (answer.status_code, "内容没有改动" in answer.text) == (400, True)


def test_a_lecture_taken_back_is_archived_with_the_reason(member: FlaskClient, home: str) -> None:
    path = member.post(f"{home}/lectures/new", data=typed_lecture()).location
    publish_all()
    assert member.post(f"{path}/take-back", data={"reason": "主讲人生病"}).status_code == 303
    [lecture] = lectures()
    assert (lecture.state, lecture.reason) == ("archived", "主讲人生病")


def test_a_pending_lecture_taken_back_can_be_handed_in_again(member: FlaskClient, home: str) -> None:
    path = member.post(f"{home}/lectures/new", data=typed_lecture()).location
    member.post(f"{path}/take-back", data={"reason": "改期"})
    assert "已自行收回" in member.get(path).text
    assert member.post(f"{path}/edit", data=typed_lecture()).status_code == 303
    assert "待审核" in member.get(path).text


def test_the_preview_is_the_public_page_and_stores_nothing(member: FlaskClient, home: str) -> None:
    answer = member.post(f"{home}/lectures/preview", data=typed_lecture(checked=None))
    assert answer.status_code == 200
    assert "<h1>手机防诈骗</h1>" in answer.text
    assert "<b>预览。</b>" in answer.text
    assert lectures() == []


def test_advice_names_what_is_not_told(member: FlaskClient, home: str) -> None:
    told = member.post(f"{home}/lectures/advice", data={"title": "手机防诈骗", "starts": "明天晚上"}).json
    assert [one["field"] for one in told["advice"]][:3] == ["ends", "url", "speakers"]
    assert told["told"] + len(told["advice"]) == told["rules"]


def test_the_same_advice_stands_on_the_page_without_a_script(member: FlaskClient, home: str) -> None:
    answer = member.post(f"{home}/lectures/new", data=typed_lecture(committed=None))
    assert '<a href="#summary">请用两三句话介绍' in answer.text
    assert '<a href="#speakers">' not in answer.text


def test_the_page_of_a_lecture_says_what_may_be_added(member: FlaskClient, home: str) -> None:
    path = member.post(f"{home}/lectures/new", data=typed_lecture()).location
    assert "请用两三句话介绍" in member.get(path).text
