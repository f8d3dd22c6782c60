"""Owners look at an address, see what would come of it, and propose it as a source."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, now, writing
from catalogue.domain.review.deciding import refuse
from catalogue.domain.runs.starting import start_run
from catalogue.domain.submissions.criteria import CODES
from catalogue.errors import CatalogueError
from catalogue.models import Event, Institution, Source, Submission
from catalogue.web.formatting import date_words
from tests.catalogue.domain.clinic.places import CALENDAR, COURSES, FEED
from tests.factories import make_institution, make_source
from tests.harvesters.loopback import Site
from tests.people import person
from tests.reviewing import found, the_task

PROPOSED = {
    "adapter": "feed",
    "address": "https://example.cn/rss",
    "title": "网课订阅",
    "often": "168",
    "free": "free",
    "checked": list(CODES),
    "committed": "yes",
}


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def school(app: Flask) -> Institution:
    with writing() as session:
        return make_institution(session, name="赣江学院")


@pytest.fixture
def owner(client: FlaskClient, school: Institution) -> FlaskClient:
    person(client, institution=school)
    return client


def at(school: Institution, *parts: str) -> str:
    return f"/portal/{school.public_id}/sources/{'/'.join(parts)}"


def test_a_look_shows_the_records_what_is_missing_and_a_snippet(
    owner: FlaskClient, school: Institution, site: Site
) -> None:
    page = owner.post(at(school, "look"), data={"address": site.serve("/rss", FEED)}).text

    shown = ("RSS / Atom 订阅", "手机入门", "手机摄影", "50%", "application/ld+json", "登记这个来源")
    assert [words for words in shown if words not in page] == []
    assert "<script type" not in page.partition("<main")[2]


def test_a_calendar_shows_when_its_lectures_are(owner: FlaskClient, school: Institution, site: Site) -> None:
    start = now() + timedelta(days=3)
    calendar = CALENDAR.replace("{start}", start.strftime("%Y%m%dT%H%M%SZ"))
    page = owner.post(at(school, "look"), data={"address": site.serve("/a.ics", calendar)}).text
    assert all(words in page for words in ("防骗讲座", date_words(start), "主讲人", "EducationEvent"))


def test_what_a_site_says_is_shown_as_text(owner: FlaskClient, school: Institution, site: Site) -> None:
    feed = FEED.replace("手机入门", "&lt;img src=x onerror=alert(1)&gt;课")
    page = owner.post(at(school, "look"), data={"address": site.serve("/rss", feed)}).text
    assert "<img src=x" not in page


def test_an_address_that_holds_nothing_gets_advice(owner: FlaskClient, school: Institution, site: Site) -> None:
    answer = owner.post(at(school, "look"), data={"address": site.serve("/x", "%PDF")})
    assert (answer.status_code, "没有读出条目" in answer.text, "上传表格" in answer.text) == (200, True, True)


def test_without_an_address_the_form_says_so(owner: FlaskClient, school: Institution) -> None:
    answer = owner.post(at(school, "look"), data={"address": ""})
    assert (answer.status_code, "请填写要看的网址" in answer.text) == (400, True)


def test_an_interface_shows_what_was_understood_and_what_was_not(
    owner: FlaskClient, school: Institution, site: Site
) -> None:
    page = owner.post(at(school, "look"), data={"address": site.serve("/api", COURSES.format(page=1))}).text
    shown = ("JSON 接口", "看懂了哪些字段", "courseName", "手机入门1", "没有用到的字段：hits", "没有看出怎样翻到下一页")
    assert [words for words in shown if words not in page] == []


def test_an_interface_without_addresses_says_what_is_missing(
    owner: FlaskClient, school: Institution, site: Site
) -> None:
    address = site.serve("/api", '[{"courseName": "手机入门"}]')
    page = owner.post(at(school, "look"), data={"address": address}).text
    shown = ("没有读出条目", "看懂了哪些字段", "缺少每一条的网址", "接口的读法")
    assert [words for words in shown if words not in page] == []


def test_an_interface_nobody_can_guess_is_read_as_the_person_says(
    owner: FlaskClient, school: Institution, site: Site
) -> None:
    address = site.serve("/api", '{"rows": [{"kcmc": "手机入门", "kcbh": 7}, {"kcmc": "手机摄影", "kcbh": 8}]}')
    page = owner.post(at(school, "look"), data={"address": address}).text
    assert ("字段的名称都看不懂" in page, "没有用到的字段：kcmc、kcbh" in page) == (True, True)

    said = {"paths": "title:kcmc\r\nid:kcbh", "pattern": "https://example.cn/c/{kcbh}"}
    page = owner.post(at(school, "look"), data={"address": address, **said}).text
    shown = ("可以登记", "手机入门", "https://example.cn/c/7", "标题 = kcmc，编号 = kcbh")
    assert [words for words in shown if words not in page] == []


def test_what_is_said_wrongly_is_refused_and_kept(owner: FlaskClient, school: Institution, site: Site) -> None:
    said = {"address": site.serve("/api", COURSES.format(page=1)), "paths": "nonsense:a"}
    page = owner.post(at(school, "look"), data=said).text
    assert ("没有“nonsense”这个字段" in page, "nonsense:a</textarea>" in page) == (True, True)


def test_what_is_said_at_too_great_length_is_refused_and_kept(owner: FlaskClient, school: Institution) -> None:
    answer = owner.post(at(school, "look"), data={"address": "https://example.cn", "paths": "x" * 2_001})
    assert (answer.status_code, "最多 2000 个字" in answer.text, "x</textarea>" in answer.text) == (400, True, True)


def test_what_was_guessed_goes_along_with_the_proposal(owner: FlaskClient, school: Institution, site: Site) -> None:
    site.serve("/api?page=2", COURSES.format(page=2))
    page = owner.post(at(school, "look"), data={"address": site.serve("/api?page=1", COURSES.format(page=1))}).text
    [link] = re.findall(r'href="([^"]*sources/propose[^"]*)"', page)
    form = owner.get(html.unescape(link)).text
    assert ("列表：data.list" in form, "标题 = courseName" in form, "页码参数：page" in form) == (True, True, True)

    [options] = re.findall(r'name="options" value="([^"]*)"', form)
    guessed = {"adapter": "json_api", "address": f"{site.url}/api?page=1", "options": html.unescape(options)}
    assert owner.post(at(school, "propose"), data={**PROPOSED, **guessed}).status_code == 303
    source = db.session.scalars(select(Source)).one()
    assert source.options == {
        "list": "data.list",
        "fields": "id:courseId,title:courseName,url:detailUrl,teachers:teacher",
        "page": "page",
        "total": "data.total",
    }


def test_what_may_not_be_read_whole_is_proposed_as_a_window(
    owner: FlaskClient, school: Institution, site: Site
) -> None:
    page = owner.post(at(school, "look"), data={"address": site.serve("/api", COURSES.format(page=1))}).text
    [link] = re.findall(r'href="([^"]*sources/propose[^"]*)"', page)
    form = owner.get(html.unescape(link)).text
    assert ("可能没有读全" in page, "读不到的不算下架" in form) == (True, True)

    [window] = re.findall(r'name="window" value="([^"]*)"', form)
    owner.post(at(school, "propose"), data={**PROPOSED, "window": window})
    assert db.session.scalars(select(Source)).one().full_list is False


@pytest.mark.parametrize("options", ["{", "[1]", '{"list": 1}', '{"list": "' + "x" * 6_000 + '"}'])
def test_options_that_came_broken_are_refused(owner: FlaskClient, school: Institution, options: str) -> None:
    answer = owner.post(at(school, "propose"), data={**PROPOSED, "options": options})
    assert (answer.status_code, "读法的内容不完整" in answer.text) == (400, True)


@pytest.mark.parametrize("options", ['{"nonsense": "1"}', '{"file": "/etc/passwd"}'])
def test_options_the_adapter_does_not_know_are_refused(owner: FlaskClient, school: Institution, options: str) -> None:
    answer = owner.post(at(school, "propose"), data={**PROPOSED, "options": options})
    assert (answer.status_code, "不认识选项" in answer.text) == (400, True)


def test_reviewers_see_how_a_proposed_interface_is_read(client: FlaskClient, school: Institution) -> None:
    person(client, institution=school)
    options = '{"list": "data", "fields": "title:courseName"}'
    client.post(at(school, "propose"), data={**PROPOSED, "adapter": "json_api", "options": options})
    person(client, "reviewer")
    page = client.get(f"/review/tasks/{the_task(db.session()).public_id}").text
    assert ("<dt>列表</dt><dd>data</dd>" in page, "标题 = courseName" in page) == (True, True)


def test_a_look_leads_to_the_proposal(owner: FlaskClient, school: Institution) -> None:
    page = owner.get(at(school, "propose?adapter=feed&address=https://example.cn/rss")).text
    assert ('value="https://example.cn/rss"' in page, "赣江学院（RSS / Atom 订阅）" in page) == (True, True)


def test_a_proposal_without_a_look_leads_back(owner: FlaskClient, school: Institution) -> None:
    assert owner.get(at(school, "propose")).location == at(school)


def test_a_proposed_source_waits_and_is_vouched_for(owner: FlaskClient, school: Institution) -> None:
    assert owner.post(at(school, "propose"), data=PROPOSED).status_code == 303

    source = db.session.scalars(select(Source)).one()
    assert (source.state, source.url, source.every_hours) == ("proposed", "https://example.cn/rss", 168)
    assert (source.trusted, source.institution.name, source.title) == (False, "赣江学院", "网课订阅")
    submission = db.session.scalars(select(Submission)).one()
    assert (submission.channel, submission.subjects) == ("source", [source.public_id])
    assert list(db.session.scalars(select(Event.what).order_by(Event.id)))[-2:] == [
        "source.proposed",
        "submission.made",
    ]
    assert "等待批准" in owner.get(at(school)).text


def test_why_a_proposal_was_refused_is_told(owner: FlaskClient, school: Institution) -> None:
    owner.post(at(school, "propose"), data=PROPOSED)
    with writing() as session:
        task = the_task(session)
        refuse(session, task, found(task, "不是教育机构的网站"), by="operator:alice")
    page = owner.get(at(school)).text
    assert ("未批准" in page, "理由：不是教育机构的网站" in page) == (True, True)


def test_a_proposed_source_is_not_harvested(owner: FlaskClient, school: Institution) -> None:
    owner.post(at(school, "propose"), data=PROPOSED)
    with pytest.raises(CatalogueError, match="未获批准"), writing() as session:
        start_run(session, session.scalars(select(Source)).one(), by="system")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"committed": ""}, "请逐项自查"),
        ({"checked": ["political"]}, "请逐项自查"),
        ({"title": ""}, "起个名称"),
        ({"address": "ftp://example.cn"}, "须以 http:// 或 https:// 开头"),
        ({"adapter": "nothing"}, "没有名为"),
        ({"often": "1"}, "请从列表里选"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused_and_kept(
    owner: FlaskClient, school: Institution, change: dict[str, str], says: str
) -> None:
    answer = owner.post(at(school, "propose"), data={**PROPOSED, **change})
    assert (answer.status_code, any(words in answer.text for words in says.split("|"))) == (400, True)
    assert db.session.scalars(select(Source)).all() == []


def test_an_address_is_proposed_once(owner: FlaskClient, school: Institution) -> None:
    owner.post(at(school, "propose"), data=PROPOSED)
    answer = owner.post(at(school, "propose"), data={**PROPOSED, "address": "HTTPS://EXAMPLE.cn/rss"})
    assert (answer.status_code, "已经登记过" in answer.text) == (400, True)


def test_editors_see_sources_and_propose_none(client: FlaskClient, school: Institution) -> None:
    person(client, institution=school, member="editor")
    assert "请机构的负责人来登记" in client.get(at(school)).text
    assert client.post(at(school, "look"), data={"address": "https://example.cn"}).status_code == 403
    assert client.post(at(school, "propose"), data=PROPOSED).status_code == 403


def test_only_its_own_sources_are_listed(owner: FlaskClient, school: Institution) -> None:
    with writing() as session:
        make_source(session, title="别家的来源", adapter="feed", url="https://other.example/rss")
        make_source(session, title="自家的来源", institution=session.merge(school), url="https://own.example/a.csv")
    page = owner.get(at(school)).text
    assert ("自家的来源" in page, "别家的来源" in page, "还没有采集过" in page) == (True, False, True)
