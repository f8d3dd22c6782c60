"""What pages say of a link that fails, and where a resource with a dead one is still to be seen."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, now, writing
from catalogue.domain.links.recording import bring_back, hide
from catalogue.models import LinkCheck, Resource
from tests.catalogue.web.shelf import Shelf

SINCE = now() - timedelta(days=5)


def set_link(state: str, reason: str, address: str = "") -> None:
    """Let the resource of the shelf have a link in this state."""
    with writing() as session:
        resource = the_resource()
        check = session.get(LinkCheck, resource.id) or LinkCheck(resource_id=resource.id, host="", due_at=now())
        check.address, check.state, check.reason = address or resource.url, state, reason
        check.failing_since, check.checked_at = SINCE if state in ("failing", "dead") else None, now()
        session.add(check)
        if (state == "dead") != resource.link_dead:
            (hide if state == "dead" else bring_back)(session, resource, "")


def the_resource() -> Resource:
    return db.session.scalars(select(Resource).where(Resource.title == "智能手机入门")).one()


def test_a_link_that_answers_is_said_to(client: FlaskClient, shelf: Shelf) -> None:
    set_link("ok", "answers")
    page = client.get(shelf.resource).text
    assert "检查过，链接能打开" in page
    assert "打不开。" not in page.replace("可能打不开。", "")


@pytest.mark.parametrize("state", ["unknown", ""])
def test_of_a_link_nobody_checked_nothing_is_said(client: FlaskClient, shelf: Shelf, state: str) -> None:
    if state:
        set_link(state, "robots")
    page = client.get(shelf.resource).text
    assert ("检查过，链接能打开" in page, "这个链接" in page) == (False, False)


def test_the_page_warns_from_the_first_failure_on(client: FlaskClient, shelf: Shelf) -> None:
    set_link("failing", "timeout")
    page = client.get(shelf.resource).text
    assert "<b>这个链接近来打不开。</b>" in page
    assert "起，我们每次检查都没能看到它：对方网站很久没有回答。" in page
    assert f'href="{shelf.resource}/visit"' in page
    assert '<meta name="robots" content="noindex">' not in page


def test_the_page_of_a_dead_link_stays_and_says_what_to_do(client: FlaskClient, shelf: Shelf) -> None:
    set_link("dead", "not_found")
    answer = client.get(shelf.resource)
    assert answer.status_code == 200
    assert "<b>这个链接已经打不开。</b>" in answer.text
    assert "搜索里不再列出它，能打开了会自动恢复。" in answer.text
    assert f'<a href="{shelf.institution}">同一机构的其他资源</a>' in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
    assert '"sameAs"' not in answer.text
    assert client.get(f"{shelf.resource}/visit").status_code == 302


def test_the_warning_goes_at_once_when_the_link_answers(client: FlaskClient, shelf: Shelf) -> None:
    set_link("dead", "not_found")
    assert "这个链接已经打不开" in client.get(shelf.resource).text
    set_link("ok", "answers")
    assert "这个链接已经打不开" not in client.get(shelf.resource).text


def test_a_finding_about_a_former_address_is_not_shown(client: FlaskClient, shelf: Shelf) -> None:
    set_link("failing", "timeout", address="https://www.example.edu.cn/old")
    assert "这个链接近来打不开" not in client.get(shelf.resource).text


@pytest.mark.parametrize("page", ["collection", "institution"])
def test_collections_and_institutions_still_list_it_with_a_note(client: FlaskClient, shelf: Shelf, page: str) -> None:
    path = getattr(shelf, page)
    assert "链接近来打不开" not in client.get(path).text
    set_link("dead", "not_found")
    text = client.get(path).text
    assert ("智能手机入门" in text, "链接近来打不开" in text) == (True, True)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search?q=智能手机",
        "/search",
        "/feeds/resources.atom",
        "/api/v1/search?q=智能手机",
        "/api/v1/suggest?q=智能",
    ],
)
def test_nothing_recommends_a_dead_link(
    client: FlaskClient, shelf: Shelf, index_all: Callable[[], None], path: str
) -> None:
    assert "智能手机入门" in answered(client, path)
    set_link("dead", "not_found")
    index_all()
    assert "智能手机入门" not in answered(client, path)
    set_link("ok", "answers")
    index_all()
    assert "智能手机入门" in answered(client, path)


def answered(client: FlaskClient, path: str) -> str:
    """The whole answer, with characters as they are."""
    answer = client.get(path)
    return str(answer.json) if answer.is_json else answer.text


def test_a_search_before_the_next_sync_leaves_it_out(app: Flask, client: FlaskClient, shelf: Shelf) -> None:
    set_link("dead", "not_found")
    assert "智能手机入门" not in client.get("/search").text
    assert client.get("/api/v1/search").json["items"] == []


def test_the_sitemap_leaves_it_out(client: FlaskClient, shelf: Shelf) -> None:
    set_link("dead", "not_found")
    assert shelf.resource not in client.get("/sitemap.xml").text


def test_english_readers_are_told_in_english(client: FlaskClient, shelf: Shelf) -> None:
    set_link("dead", "not_found")
    page = client.get(f"/en{shelf.resource}").text
    assert "<b>This link no longer works.</b>" in page
    assert "the website says there is no such page." in page


@pytest.mark.parametrize("state", ["ok", "unknown", "failing", "dead"])
def test_the_api_says_how_the_link_stands(client: FlaskClient, shelf: Shelf, state: str) -> None:
    set_link(state, "not_found")
    link = client.get(f"/api/v1{shelf.resource}").json["link"]
    assert (link["state"], link["checked_at"][:10]) == (state, now().date().isoformat())


def test_the_api_says_when_nobody_checked_the_link(client: FlaskClient, shelf: Shelf) -> None:
    assert client.get(f"/api/v1{shelf.resource}").json["link"] == {"state": "unknown", "checked_at": None}
