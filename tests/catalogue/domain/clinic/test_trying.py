"""An address is tried with the adapter it looks like, within bounds, and nothing is stored."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Event
from time import monotonic

import pytest
from flask import Flask
from sqlalchemy import select

from catalogue.db import db, now, writing
from catalogue.domain.clinic.collecting import TOO_SLOW
from catalogue.domain.clinic.findings import findings_of
from catalogue.domain.clinic.guess import Guess
from catalogue.domain.clinic.recognising import guess_before_asking
from catalogue.domain.clinic.snippet import snippet_for
from catalogue.domain.clinic.trial_door import MOST_MEGABYTES, TrialHttp, trial_door
from catalogue.domain.clinic.trying import Trial, try_address
from catalogue.models import Institution, Resource, Source
from harvesters.adapters.feed import Feed
from tests.catalogue.domain.clinic.places import (
    CALENDAR,
    CATALOGUE,
    COURSE,
    COURSES,
    FEED,
    MARKDOWN,
    OAI,
    OAI_ERROR,
    OAI_IDENTITY,
    OAI_PAGE,
    OAI_RECORD,
    OPEN_EDX,
    PAGE,
    SITEMAP,
    TABLE,
)
from tests.factories import make_institution
from tests.harvesters.loopback import Answer, Site, local_door


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def school(app: Flask) -> Institution:
    with writing() as session:
        return make_institution(session, name="赣江学院")


def tried(url: str, school: Institution, **bounds: float) -> Trial:
    http = TrialHttp(local_door(), **bounds)  # type: ignore[arg-type]
    return try_address(db.session(), url, school, http)


def chosen(trial: Trial) -> tuple[str, list[str]]:
    """The adapter that was chosen, and the titles it would bring."""
    assert trial.chosen, trial
    return trial.chosen.guess.adapter, [record.title for record in findings_of(trial).first]


def test_a_feed_is_known_by_its_root(site: Site, school: Institution) -> None:
    trial = tried(site.serve("/rss", FEED, "text/html"), school)
    assert chosen(trial) == ("feed", ["手机入门", "手机摄影"])
    assert site.requests == ["/rss"]


def test_a_calendar_is_known_by_its_first_line(site: Site, school: Institution) -> None:
    start = (now() + timedelta(days=3)).strftime("%Y%m%dT%H%M%SZ")
    trial = tried(site.serve("/a.ics", CALENDAR.replace("{start}", start)), school)
    assert chosen(trial) == ("ical", ["防骗讲座"])


def test_a_page_is_read_by_its_markup(site: Site, school: Institution) -> None:
    page = PAGE.format(head=COURSE, body="")
    assert chosen(tried(site.serve("/", page, "text/html"), school)) == ("schema_org", ["算法初步"])


def test_a_page_without_markup_leads_to_the_feed_it_names(site: Site, school: Institution) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    site.serve("/rss", FEED)
    trial = tried(site.serve("/", PAGE.format(head=link, body=""), "text/html"), school)
    assert chosen(trial)[0] == "feed"
    assert trial.chosen and trial.chosen.guess.url == f"{site.url}/rss"


def test_a_page_without_anything_leads_to_the_sitemap_of_its_site(site: Site, school: Institution) -> None:
    site.serve("/c", PAGE.format(head=COURSE, body=""), "text/html")
    site.serve("/sitemap.xml", SITEMAP.format(urls=f"<url><loc>{site.url}/c</loc></url>"), "text/xml")
    trial = tried(site.serve("/", PAGE.format(head="", body="课程"), "text/html"), school)
    assert chosen(trial) == ("sitemap", ["算法初步"])


def test_a_table_is_known_by_its_content(site: Site, school: Institution) -> None:
    trial = tried(site.serve("/k.csv", TABLE.encode("gb18030"), "text/csv"), school)
    findings = findings_of(trial)
    assert chosen(trial) == ("table", ["算法初步"])
    assert (findings.found, findings.readable, findings.reasons) == (2, 1, [("没有标题", 1)])


def test_an_interface_in_json_is_read_page_by_page(site: Site, school: Institution) -> None:
    for page in (1, 2):
        site.serve(f"/api/list?page={page}", COURSES.format(page=page), "application/json")
    trial = tried(f"{site.url}/api/list?page=1", school)
    assert chosen(trial) == ("json_api", ["手机入门1", "手机摄影1", "手机入门2", "手机摄影2"])
    assert site.requests == ["/api/list?page=1", "/api/list?page=2"]
    assert trial.chosen and trial.chosen.guess.left_over == ("hits",)


def test_an_interface_without_addresses_shows_what_was_understood(site: Site, school: Institution) -> None:
    trial = tried(site.serve("/api", '[{"courseName": "手机入门", "courseId": 1}]'), school)
    [attempt] = trial.attempts
    assert ([one.field for one in attempt.guess.understood], attempt.problem) == (["title", "id"], "没有地址")


def test_what_a_person_says_goes_before_what_is_guessed(site: Site, school: Institution) -> None:
    address = site.serve("/api", '[{"courseName": "手机入门", "courseId": 1}]')
    http = TrialHttp(local_door())
    said = {"address": "https://example.cn/c/{courseId}"}
    trial = try_address(db.session(), address, school, http, said=said)
    assert chosen(trial) == ("json_api", ["手机入门"])
    assert trial.chosen and trial.chosen.guess.options == {"fields": "title:courseName,id:courseId", **said}


def test_what_a_person_says_wrongly_is_told(site: Site, school: Institution) -> None:
    address = site.serve("/api", '[{"courseName": "手机入门"}]')
    trial = try_address(db.session(), address, school, TrialHttp(local_door()), said={"list": "a b"})
    assert "选项“list”有误" in trial.problem


def test_an_open_edx_is_known_by_any_of_its_pages(site: Site, school: Institution) -> None:
    site.serve("/api/courses/v1/courses/", OPEN_EDX, "application/json")
    trial = tried(site.serve("/about", PAGE.format(head="", body="网课"), "text/html"), school)
    assert chosen(trial) == ("open_edx", ["数字素养"])
    assert trial.chosen and trial.chosen.guess.url == f"{site.url}/"


def test_a_page_that_says_it_is_an_open_edx_is_asked_first(site: Site, school: Institution) -> None:
    site.serve("/api/courses/v1/courses/", OPEN_EDX, "application/json")
    page = PAGE.format(head=COURSE, body="Powered by Open edX")
    assert chosen(tried(site.serve("/", page, "text/html"), school))[0] == "open_edx"


def test_a_course_catalogue_is_known_by_its_courses(site: Site, school: Institution) -> None:
    trial = tried(site.serve("/api/v1/courses/", CATALOGUE, "application/json"), school)
    assert chosen(trial) == ("course_discovery", ["数字素养"])


def test_a_markdown_file_is_a_list(site: Site, school: Institution) -> None:
    trial = tried(site.serve("/README.md", MARKDOWN, "text/plain"), school)
    assert chosen(trial) == ("markdown_list", ["手机入门", "手机摄影"])


def test_a_file_shown_on_a_code_hosts_page_is_known_by_its_address() -> None:
    url = "https://gitee.com/example/courses/blob/master/README.md"
    assert guess_before_asking(url) == Guess("markdown_list", url)


def test_broken_json_is_said_to_be_broken(site: Site, school: Institution) -> None:
    trial = tried(site.serve("/api", "[" * 100_000, "application/json"), school)
    assert (trial.problem, trial.attempts) == ("这个地址返回的 JSON 一层套一层，套得太深，读不下去", [])


def test_more_json_than_a_trial_reads_is_said_to_be_too_much(site: Site, school: Institution, app: Flask) -> None:
    site.serve("/api", b'[{"title": "' + bytes(MOST_MEGABYTES * 2**20) + b'"}]', "application/json")
    trial = try_address(db.session(), f"{site.url}/api", school, trial_door(app.config))
    assert "内容太大，超过 8 MB" in trial.problem


def test_an_oai_interface_is_known_by_its_answer_to_nothing(site: Site, school: Institution) -> None:
    trial = tried(site.serve("/oai", OAI_ERROR, "text/xml"), school)
    assert [attempt.guess.adapter for attempt in trial.attempts] == ["oai_pmh"]
    assert trial.chosen is None


def test_a_long_walk_is_cut_short_and_shows_what_it_found(site: Site, school: Institution) -> None:
    urls = "".join(f"<url><loc>{site.url}/c{number}</loc></url>" for number in range(40))
    for number in range(40):
        site.serve(f"/c{number}", PAGE.format(head=COURSE.replace('/c"', f'/c{number}"'), body=""), "text/html")
    trial = tried(site.serve("/sitemap.xml", SITEMAP.format(urls=urls), "text/xml"), school)

    assert len(site.requests) == 10
    assert trial.chosen and (trial.chosen.found, trial.chosen.cut_short) == (9, True)


def test_no_request_starts_after_its_time(site: Site, school: Institution) -> None:
    trial = tried(site.serve("/rss", FEED), school, seconds=-1)
    assert (site.requests, "时间用完" in trial.problem) == ([], True)


def test_an_adapter_that_takes_for_ever_is_left_alone(
    site: Site, school: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalogue.domain.clinic.trial_door.MOST_SECONDS_IN_ALL", 0.5)
    released = Event()
    monkeypatch.setattr(Feed, "find", lambda *_: iter(lambda: released.wait(30), True))
    began = monotonic()
    trial = tried(site.serve("/rss", FEED), school)
    released.set()
    assert (trial.chosen, trial.attempts[0].problem, monotonic() - began < 5) == (None, TOO_SLOW, True)


def test_what_was_found_before_a_source_broke_is_shown(site: Site, school: Institution) -> None:
    record = OAI_RECORD.format(number=1)
    site.serve("/oai?verb=Identify", OAI.format(content=OAI_IDENTITY), "text/xml")
    site.serve("/oai?verb=ListRecords&metadataPrefix=oai_dc", OAI.format(content=OAI_PAGE.format(records=record)))
    trial = tried(site.serve("/oai", OAI_ERROR, "text/xml"), school)
    assert chosen(trial) == ("oai_pmh", ["课程一"])
    assert trial.chosen and trial.chosen.problem


def test_nothing_is_stored_by_looking(site: Site, school: Institution) -> None:
    tried(site.serve("/rss", FEED), school)
    assert db.session.scalars(select(Source)).all() == []
    assert db.session.scalars(select(Resource)).all() == []


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("", "不是认识的格式"),
        ("<rss><chan", "没有可以收录"),
        ("%PDF-1.7", "不是认识"),
    ],
)
def test_what_holds_nothing_says_so(site: Site, school: Institution, body: str, says: str) -> None:
    assert says in tried(site.serve("/x", body, "application/octet-stream"), school).problem


def test_what_cannot_be_reached_says_why(site: Site, school: Institution) -> None:
    site.answers["/gone"] = Answer(status=404)
    assert "404" in tried(f"{site.url}/gone", school).problem


@pytest.mark.parametrize("url", ["", "无", "ftp://example.cn/", "file:///etc/passwd", "javascript:alert(1)"])
def test_what_is_no_web_address_is_refused(school: Institution, url: str) -> None:
    trial = tried(url, school)
    assert (trial.chosen, trial.problem != "") == (None, True)


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://10.0.0.1/feed", "http://[::1]/", "http://localhost/"])
def test_private_addresses_are_refused(app: Flask, school: Institution, url: str) -> None:
    app.config["ALLOW_PRIVATE_NETWORKS"] = False
    began = monotonic()
    trial = try_address(db.session(), url, school, trial_door(app.config))
    assert (trial.chosen, trial.problem != "", monotonic() - began < 5) == (None, True, True)


def test_the_missing_fields_are_counted(site: Site, school: Institution) -> None:
    findings = findings_of(tried(site.serve("/rss", FEED), school))
    told = {one.label: (one.have, one.percent) for one in findings.coverage}
    assert (told["简介"], told["提供机构"], told["语言"]) == ((1, 50), (0, 0), (2, 100))


def test_the_snippet_is_filled_from_the_first_record_and_ends_where_it_should(site: Site, school: Institution) -> None:
    course = COURSE.replace("算法初步", "算法</script><b>初步")
    course = course.replace("</script><b>", "\\u003c/script>\\u003cb>", 1)
    trial = tried(site.serve("/", PAGE.format(head=course, body=""), "text/html"), school)
    snippet = snippet_for(findings_of(trial).first[0], institution=school.name)

    assert ('"name": "算法' in snippet, '"name": "南昌大学"' in snippet, "（请填写难度" in snippet) == (
        True,
        True,
        True,
    )
    assert (snippet.count("</script>"), snippet.endswith("</script>")) == (1, True)


def test_a_page_with_the_snippet_can_be_read(site: Site, school: Institution) -> None:
    snippet = snippet_for(None, institution=school.name).replace("（请填写这门课的网址）", "https://example.cn/1")
    trial = tried(site.serve("/", PAGE.format(head=snippet, body=""), "text/html"), school)
    assert chosen(trial) == ("schema_org", ["（请填写课程名称）"])
