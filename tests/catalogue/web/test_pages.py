"""Home, collections, lectures, institutions and the pages about the site."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue.db import now, writing
from tests.catalogue.web.shelf import Shelf
from tests.factories import make_collection, make_institution, make_lecture, make_resource


def test_an_empty_site_says_what_to_do_next(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "目录正在筹备" in page
    assert "catalogue init" in page
    assert 'href="/search?audience=elderly"' in page


def test_the_front_page_shows_everything_there_is(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get("/").text
    assert "已收录 <b>1</b> 个免费资源" in page
    for path in (shelf.resource, shelf.lecture, shelf.collection):
        assert f'href="{path}"' in page
    assert "赣江数字学院" in page
    assert "目录正在筹备" not in page


def test_one_provider_does_not_fill_the_front_page(client: FlaskClient, index_all: Callable[[], None]) -> None:
    with writing() as session:
        busy, quiet = make_institution(session, name="多产学院"), make_institution(session, name="少产学院")
        make_resource(session, provider=quiet, published_at=now() - timedelta(days=1))
        for _ in range(10):
            make_resource(session, provider=busy)
    index_all()
    page = client.get("/").text
    assert page.count('<p class="org">多产学院') == 2
    assert page.count('<p class="org">少产学院') == 1


def test_the_site_bears_the_name_it_was_given(app: Flask, client: FlaskClient) -> None:
    app.config.update(SITE_NAME="某学", ICP_RECORD="某ICP备1号", POLICE_RECORD="某公网安备2号", ORGANISER="某办")
    page = client.get("/about").text
    assert "<title>关于本站 - 某学</title>" in page
    for said in ("某ICP备1号", "某公网安备2号", "主办：某办"):
        assert said in page


def test_contact_says_how_to_reach_the_operator(app: Flask, client: FlaskClient) -> None:
    assert "还没有填写联系方式" in client.get("/contact").text
    app.config.update(CONTACT_PHONE="0791-00000000")
    page = client.get("/contact").text
    assert '<a href="tel:0791-00000000">' in page
    assert "还没有填写联系方式" not in page


@pytest.mark.parametrize("path", ["/privacy", "/accessibility"])
def test_statements_stand(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_a_collection_shows_only_what_is_public(client: FlaskClient) -> None:
    with writing() as session:
        shown, hidden = (
            make_resource(session, title="看得见"),
            make_resource(session, title="看不见", state="withdrawn"),
        )
        make_collection(session, shown, hidden, slug="mixed")
    page = client.get("/collections/mixed").text
    assert "看得见" in page
    assert "看不见" not in page
    assert '<p class="facts">1 项</p>' in client.get("/collections/").text


def test_a_draft_collection_is_not_there_and_a_withdrawn_one_is_gone(client: FlaskClient) -> None:
    with writing() as session:
        make_collection(session, slug="draft", state="draft")
        make_collection(session, slug="gone", state="withdrawn")
    assert client.get("/collections/draft").status_code == 404
    assert client.get("/collections/gone").status_code == 410


def test_a_lecture_on_now_is_live_and_leads_to_where_it_is(client: FlaskClient, shelf: Shelf) -> None:
    page = client.get(shelf.lecture).text
    assert "直播中" in page
    assert f'href="{shelf.lecture}/visit"' in page
    assert client.get(f"{shelf.lecture}/visit").location == "https://live.example.edu.cn/1"
    assert f'href="{shelf.lecture}.ics"' in page


def test_a_cancelled_lecture_says_so(client: FlaskClient) -> None:
    with writing() as session:
        path = f"/lectures/{make_lecture(session, status='cancelled').public_id}"
    assert "这场讲座已取消。" in client.get(path).text
    assert "已取消" in client.get("/lectures/").text
    assert f"{path}.ics" not in client.get(path).text


def test_a_past_lecture_offers_its_replay(client: FlaskClient) -> None:
    with writing() as session:
        replay = make_resource(session, kind="replay")
        lecture = make_lecture(session, starts_at=now() - timedelta(days=3), replay=replay)
        path, replay_path = f"/lectures/{lecture.public_id}", f"/resources/{replay.public_id}"
    assert f'<a class="button big" href="{replay_path}">看回放</a>' in client.get(path).text
    assert "往期回放" in client.get("/lectures/").text


@pytest.mark.parametrize(
    ("state", "status"), [("pending", 404), ("refused", 410), ("withdrawn", 410), ("archived", 200)]
)
def test_a_lecture_that_is_not_public(client: FlaskClient, state: str, status: int) -> None:
    with writing() as session:
        lecture = make_lecture(session, state=state, title="非公开讲座")
        path = f"/lectures/{lecture.public_id}"
    assert client.get(path).status_code == status
    assert "非公开讲座" not in client.get("/lectures/").text


def test_without_lectures_the_page_says_where_to_look(client: FlaskClient) -> None:
    assert "近期没有讲座" in client.get("/lectures/").text


def test_an_institution_stands_under_its_slug_and_its_id(client: FlaskClient) -> None:
    with writing() as session:
        institution = make_institution(session, name="赣江学院", slug="ganjiang")
        make_resource(session, provider=institution, title="它的课")
        public_id = institution.public_id
    for name in ("ganjiang", public_id):
        page = client.get(f"/institutions/{name}").text
        assert "<h1>赣江学院</h1>" in page
        assert "它的课" in page


def test_institutions_with_nothing_public_are_not_listed(client: FlaskClient) -> None:
    with writing() as session:
        make_resource(session, provider=make_institution(session, name="有资源"))
        make_lecture(session, institution=make_institution(session, name="有讲座"))
        make_resource(session, provider=make_institution(session, name="待审核"), state="pending")
    page = client.get("/institutions/").text
    assert "共 <b>2</b> 家" in page
    assert "有资源" in page
    assert "有讲座" in page
    assert "待审核" not in page


@pytest.mark.parametrize("state", ["pending", "returned", "refused", "withdrawn"])
def test_an_institution_of_which_nothing_is_shown_is_not_there(client: FlaskClient, state: str) -> None:
    with writing() as session:
        institution = make_institution(session, slug="secret")
        make_resource(session, provider=institution, state=state)
        make_lecture(session, institution=institution, state=state)
        public_id = institution.public_id
    assert [client.get(f"/institutions/{name}").status_code for name in ("secret", public_id)] == [404, 404]


@pytest.mark.parametrize("make", [make_resource, make_lecture])
def test_an_institution_is_there_as_long_as_a_page_leads_to_it(client: FlaskClient, make: Callable[..., Any]) -> None:
    with writing() as session:
        institution = make_institution(session, slug="shown")
        make(session, **{"provider" if make is make_resource else "institution": institution}, state="archived")
    assert client.get("/institutions/shown").status_code == 200


def test_a_verified_institution_is_there_before_it_has_anything(client: FlaskClient) -> None:
    with writing() as session:
        make_institution(session, slug="verified", verified=True)
    assert "这里还没有收录它的资源" in client.get("/institutions/verified").text


def test_institutions_of_one_kind(client: FlaskClient) -> None:
    with writing() as session:
        make_resource(session, provider=make_institution(session, name="某学校", kind="school"))
        make_resource(session, provider=make_institution(session, name="某博物馆", kind="museum"))
    page = client.get("/institutions/?kind=museum").text
    assert "某博物馆" in page
    assert "某学校" not in page
    assert "某学校" in client.get("/institutions/?kind=nonsense").text


def test_an_institution_with_many_resources_is_paged(client: FlaskClient) -> None:
    with writing() as session:
        institution = make_institution(session, slug="big")
        for _ in range(25):
            make_resource(session, provider=institution)
    assert client.get("/institutions/big").text.count('<article class="card">') == 20
    assert client.get("/institutions/big?page=2").text.count('<article class="card">') == 5
    assert client.get("/institutions/big?page=999999999").text.count('<article class="card">') == 5
