"""Members hand in resources by form; what is wrong is told, and nothing typed is lost."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.institutions.providers import Providers, name_key
from catalogue.domain.intake.compose import compose
from catalogue.domain.intake.resources import take_in
from catalogue.models import Event, Institution, InstitutionAlias, Listing, Resource, ReviewTask, Submission
from tests.catalogue.web.portal.forms import VOUCHED, typed_resource
from tests.factories import make_record, make_source


def resources() -> list[Resource]:
    db.session.rollback()
    return list(db.session.scalars(select(Resource).order_by(Resource.id)))


def test_what_is_handed_in_waits_for_a_reviewer(member: FlaskClient, home: str) -> None:
    answer = member.post(f"{home}/resources/new", data=typed_resource())
    [resource] = resources()
    assert (answer.status_code, answer.location) == (303, f"{home}/resources/{resource.public_id}")
    assert (resource.state, resource.title, resource.duration) == ("pending", "智能手机入门", "PT4H")
    assert (resource.topics, resource.audiences) == (["smartphone"], ["elderly"])
    assert resource.teachers == ["王老师", "李老师"]
    assert resource.provider.name == "赣江数字学院"
    [task] = db.session.scalars(select(ReviewTask))
    assert (task.kind, task.state) == ("new_resource", "open")


def test_the_check_and_the_promise_are_kept_with_it(member: FlaskClient, home: str) -> None:
    member.post(f"{home}/resources/new", data=typed_resource())
    [resource] = resources()
    [submission] = db.session.scalars(select(Submission))
    assert (submission.subjects, submission.outcomes) == ([resource.public_id], {"pending": 1})
    assert len(submission.checked) == 7
    made = db.session.scalars(select(Event).where(Event.what == "submission.made")).one()
    assert made.actor == submission.by
    assert submission.by.startswith("person:")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "请填写标题。"),
        ({"title": "长" * 201}, "太长了，最多 200 个字。"),
        ({"title": " "}, "请填写标题。"),
        ({"title": "\x00\x07"}, "没有标题。"),
        ({"url": ""}, "请填写学习页面的网址。"),
        ({"url": "javascript:alert(1)"}, "网址须以 http:// 或 https:// 开头"),
        ({"url": "https://user:secret@example.cn/"}, "网址中不能带用户名和密码"),
        ({"url": "https://"}, "网址中没有正确的域名"),
        ({"image": "data:image/svg+xml,<svg>"}, "网址须以 http:// 或 https:// 开头"),
        ({"cost": "paid"}, "本目录只收录免费资源"),
        ({"cost": None}, "请选择费用。"),
        ({"cost": "gratis"}, "请从列表里选。"),
        ({"kind": "no-such-kind"}, "请从列表里选。"),
        ({"topics": ["smartphone", "no-such-topic"]}, "请从列表里选。"),
        ({"duration": "很久"}, "看不懂这个时长"),
        ({"checked": ["political"]}, "请逐项自查并勾选七项标准和承诺，再提交。"),
        ({"committed": None}, "请逐项自查并勾选七项标准和承诺，再提交。"),
    ],
)
def test_what_cannot_be_taken_in_is_told_and_kept(
    member: FlaskClient, home: str, wrong: dict[str, object], words: str
) -> None:
    answer = member.post(f"{home}/resources/new", data=typed_resource(teachers="独一无二的老师", **wrong))
    assert answer.status_code == 400
    assert words in answer.text
    assert "独一无二的老师" in answer.text
    assert resources() == []
    assert db.session.scalars(select(Submission)).all() == []


def test_markup_is_shown_as_it_was_typed(member: FlaskClient, home: str) -> None:
    hostile = '"><script>alert(1)</script>'
    answer = member.post(f"{home}/resources/new", data=typed_resource(title=hostile), follow_redirects=True)
    assert answer.status_code == 200
    assert "<script>alert(1)" not in answer.text


def test_an_address_handed_in_before_is_pointed_out(member: FlaskClient, home: str) -> None:
    member.post(f"{home}/resources/new", data=typed_resource())
    answer = member.post(f"{home}/resources/new", data=typed_resource(title="手机再入门"))
    assert answer.status_code == 400
    assert "本机构已经登记过这个网址：《智能手机入门》" in answer.text
    assert len(resources()) == 1


def test_a_change_of_a_pending_one_is_the_same_resource(member: FlaskClient, home: str) -> None:
    path = member.post(f"{home}/resources/new", data=typed_resource()).location
    answer = member.post(f"{path}/edit", data=typed_resource(title="智能手机从头学"))
    assert answer.status_code == 303
    assert [resource.title for resource in resources()] == ["智能手机从头学"]
    assert len(db.session.scalars(select(ReviewTask)).all()) == 1


def test_the_form_starts_with_what_was_handed_in(member: FlaskClient, home: str) -> None:
    path = member.post(f"{home}/resources/new", data=typed_resource(subjects="手机")).location
    page = member.get(f"{path}/edit").text
    assert 'value="智能手机入门"' in page
    assert 'value="约 4 小时"' in page
    assert 'value="smartphone" checked' in page


def test_handing_in_the_same_again_changes_nothing(member: FlaskClient, home: str) -> None:
    path = member.post(f"{home}/resources/new", data=typed_resource()).location
    answer = member.post(f"{path}/edit", data=typed_resource(duration="约 4 小时"))
    assert (answer.status_code, "内容没有改动" in answer.text) == (400, True)
    assert len(db.session.scalars(select(Submission)).all()) == 1


def accept_all() -> None:
    """As a reviewer would: what is latest is shown."""
    with writing() as session:
        for listing in session.scalars(select(Listing)):
            listing.accepted = listing.latest
            listing.resource.state = "public"
            compose(listing.resource, Providers(session))
        for task in session.scalars(select(ReviewTask)):
            task.state = "done"


def test_a_change_of_a_public_one_waits(member: FlaskClient, home: str) -> None:
    path = member.post(f"{home}/resources/new", data=typed_resource()).location
    accept_all()
    member.post(f"{path}/edit", data=typed_resource(title="智能手机新编"))
    [resource] = resources()
    assert (resource.state, resource.title) == ("public", "智能手机入门")
    [task] = db.session.scalars(select(ReviewTask).where(ReviewTask.state == "open"))
    assert task.kind == "changed_listing"
    page = member.get(path).text
    assert "智能手机新编" in page
    assert "改动待审核" in page


@pytest.fixture
def harvested(school: Institution) -> str:
    """The public id of a course of the school that another institution's source lists."""
    with writing() as session:
        source = make_source(session, title="大平台")
        record = make_record(title="手机课", url="https://platform.example.cn/1", provider="赣江数字学院")
        session.merge(school).aliases.append(InstitutionAlias(name_key=name_key("赣江数字学院")))
        session.flush()
        return take_in(session, source, record).subject


def test_a_correction_of_what_others_list_waits_on_the_same_resource(
    member: FlaskClient, home: str, harvested: str
) -> None:
    typed = typed_resource(title="手机入门课", url="https://new.example.edu.cn/moved")
    assert member.post(f"{home}/resources/{harvested}/edit", data=typed).status_code == 303
    [resource] = resources()
    assert (resource.title, resource.state) == ("手机课", "public")
    _, own = resource.listings
    assert (own.latest["title"], own.accepted) == ("手机入门课", None)
    [task] = db.session.scalars(select(ReviewTask))
    assert (task.kind, task.listing) == ("changed_listing", own)


def test_an_accepted_correction_by_the_provider_speaks_first(member: FlaskClient, home: str, harvested: str) -> None:
    member.post(f"{home}/resources/{harvested}/edit", data=typed_resource(title="手机入门课"))
    accept_all()
    assert resources()[0].title == "手机入门课"


def test_a_correction_that_corrects_nothing_is_not_taken_in(member: FlaskClient, home: str, harvested: str) -> None:
    bare = {"title": "手机课", "url": "https://platform.example.cn/1", "provider": "赣江数字学院", "cost": "free"}
    typed = typed_resource(**{**dict.fromkeys(typed_resource()), **VOUCHED, **bare, "language": "zh"})
    answer = member.post(f"{home}/resources/{harvested}/edit", data=typed)
    assert (answer.status_code, "内容没有改动" in answer.text) == (400, True)
    assert len(resources()[0].listings) == 1


def test_the_preview_is_the_public_page_and_stores_nothing(member: FlaskClient, home: str) -> None:
    answer = member.post(f"{home}/resources/preview", data=typed_resource(checked=None, committed=None))
    assert answer.status_code == 200
    assert "<h1>智能手机入门</h1>" in answer.text
    assert "<b>预览。</b>" in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "约 4 小时" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert resources() == []


def test_a_preview_of_what_is_wrong_says_so(member: FlaskClient, home: str) -> None:
    answer = member.post(f"{home}/resources/preview", data=typed_resource(url="javascript:alert(1)"))
    assert (answer.status_code, "javascript:alert(1)" in answer.text) == (400, True)
    assert 'href="javascript:' not in answer.text


def test_a_preview_never_shows_on_the_public_page(member: FlaskClient, home: str, app: Flask) -> None:
    path = member.post(f"{home}/resources/new", data=typed_resource()).location
    accept_all()
    public = f"/resources/{resources()[0].public_id}"
    member.post(f"{path}/preview", data=typed_resource(title="还没审核的标题"))
    assert "还没审核的标题" not in member.get(public).text


def test_advice_names_what_is_not_told(member: FlaskClient, home: str) -> None:
    told = member.post(f"{home}/resources/advice", data={"title": "手机课", "kind": "course"}).json
    assert [one["field"] for one in told["advice"]][:2] == ["summary", "audiences"]
    assert told["told"] + len(told["advice"]) == told["rules"]
