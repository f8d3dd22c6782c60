from datetime import date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from catalogue.clock import local_day
from catalogue.db import db, now, writing
from catalogue.domain.counts import visits
from catalogue.models import VisitCount
from tests.catalogue.web.shelf import Shelf
from tests.factories import make_lecture, make_resource


def counts() -> list[tuple[date, int]]:
    return [(day, count) for day, count in db.session.execute(select(VisitCount.day, VisitCount.count))]


def test_the_page_says_what_it_is_and_where_the_button_leads(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get(shelf.resource).text
    assert "<h1>智能手机入门</h1>" in page
    assert "约 4 小时" in page
    assert "无需登录，打开就能看" in page
    assert "将打开 example.edu.cn" in page
    assert f'href="{shelf.resource}/visit"' in page


def test_the_page_says_where_its_facts_come_from(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get(shelf.resource).text
    assert "学院公开的课程名单" in page
    assert "学院课程表" in page


def test_the_page_names_the_collections_it_is_in(client: FlaskClient, shelf: Shelf) -> None:
    assert f'<a href="{shelf.collection}">银龄课堂</a>' in client.get(shelf.resource).text


def test_a_visit_leads_to_the_stored_address(client: FlaskClient, shelf: Shelf) -> None:
    answer = client.get(f"{shelf.resource}/visit?url=https://evil.example/&next=//evil.example")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "https://www.example.edu.cn/phone?from=1&to=2"
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert answer.headers["Cache-Control"] == "no-store"


def test_visits_are_counted_by_day(client: FlaskClient, shelf: Shelf) -> None:
    client.get(f"{shelf.resource}/visit")
    client.get(f"{shelf.resource}/visit")
    assert counts() == [(local_day(now()), 2)]


@pytest.mark.parametrize("path", ["/resources/returned22", "/resources/returned22/visit", "/lectures/returned33"])
def test_what_was_sent_back_to_its_provider_is_nowhere(client: FlaskClient, path: str) -> None:
    with writing() as session:
        make_resource(session, public_id="returned22", state="returned", reason="简介太短")
        make_lecture(session, public_id="returned33", state="returned", reason="简介太短")
    answer = client.get(path)
    assert answer.status_code == 404
    assert "简介太短" not in answer.text


def test_looking_ahead_is_no_visit(client: FlaskClient, shelf: Shelf) -> None:
    client.head(f"{shelf.resource}/visit")
    client.get(f"{shelf.resource}/visit", headers={"Sec-Purpose": "prefetch"})
    assert counts() == []


def test_what_robots_follow_is_no_visit(client: FlaskClient, shelf: Shelf) -> None:
    client.get(f"{shelf.resource}/visit", headers={"User-Agent": "Mozilla/5.0 (compatible; bingbot/2.0)"})
    assert counts() == []


def test_a_count_that_fails_does_not_stop_the_visit(
    client: FlaskClient, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def locked(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    monkeypatch.setattr(visits, "_add_one", locked)
    assert client.get(f"{shelf.resource}/visit").status_code == 302
    assert "was not counted" in caplog.text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "//evil.example/", "https://"])
def test_only_web_addresses_are_offered(client: FlaskClient, address: str) -> None:
    with writing() as session:
        path = f"/resources/{make_resource(session, url=address).public_id}"
    assert "去学习" not in client.get(path).text
    assert client.get(f"{path}/visit").status_code == 410


def test_a_merged_resource_leads_to_what_it_became(client: FlaskClient, shelf: Shelf) -> None:
    answer = client.get(shelf.merged)
    assert (answer.status_code, answer.headers["Location"]) == (301, shelf.resource)
    answer = client.get(f"{shelf.merged}/visit")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{shelf.resource}/visit")


def test_a_withdrawn_resource_says_why_it_is_gone(client: FlaskClient, shelf: Shelf) -> None:
    answer = client.get(shelf.withdrawn)
    assert answer.status_code == 410
    assert "“旧课程”已经撤下" in answer.text
    assert "提供机构要求撤下。" in answer.text
    assert client.get(f"{shelf.withdrawn}/visit").status_code == 410


def test_a_refused_resource_gives_neither_its_title_nor_the_words_for_its_provider(
    client: FlaskClient, shelf: Shelf
) -> None:
    answer = client.get(shelf.refused)
    assert answer.status_code == 410
    assert "审核后决定不收录。" in answer.text
    assert "收费课程。" not in answer.text
    assert "不该出现的标题" not in answer.text


def test_an_archived_resource_stands_with_a_notice(client: FlaskClient, shelf: Shelf) -> None:
    answer = client.get(shelf.archived)
    assert answer.status_code == 200
    assert "<b>已归档。</b>在来源处找不到了。" in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text


def test_a_pending_resource_is_not_there_yet(client: FlaskClient, shelf: Shelf) -> None:
    assert client.get(shelf.pending).status_code == 404
    assert client.get(f"{shelf.pending}/visit").status_code == 404


def test_a_day_begins_at_midnight_in_shanghai(shelf: Shelf) -> None:
    from_before, from_after = "2026-11-23T23:59:00+08:00", "2026-11-24T00:01:00+08:00"
    for written in (from_before, from_after):
        visits.count_visit(1, at=datetime.fromisoformat(written))
    assert [day for day, _ in counts()] == [date(2026, 11, 23), date(2026, 11, 24)]
