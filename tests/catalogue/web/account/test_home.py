"""The first page of one's account."""

from flask import Flask
from flask.testing import FlaskClient

from catalogue.db import writing
from tests.factories import make_institution
from tests.people import person


def test_it_leads_to_what_one_may_do(client: FlaskClient) -> None:
    with writing() as session:
        school = make_institution(session, name="赣江数字学院")
    person(client, "reviewer", institution=school)
    page = client.get("/account/").text.partition("<main")[2]
    assert all(words in page for words in ("您是本站的审核员", "您是它的负责人", "赣江数字学院"))
    ways = (f"/portal/{school.public_id}/", "/review/", "/admin/", "/admin/ledger")
    assert [way for way in ways if f'href="{way}"' in page] == [f"/portal/{school.public_id}/", "/review/"]


def test_the_menu_leads_staff_to_no_institution_of_theirs(client: FlaskClient) -> None:
    person(client, "administrator")
    assert ("我的机构" in client.get("/account/").text, "管理" in client.get("/account/").text) == (False, True)


def test_who_may_do_nothing_yet_is_told_whom_to_ask(client: FlaskClient) -> None:
    person(client)
    assert "您还不属于任何机构" in client.get("/account/").text


def test_staff_without_a_second_factor_are_told_they_need_one(app: Flask, client: FlaskClient) -> None:
    person(client, "reviewer")
    assert "还没有设置。设好以后，别人知道密码也进不来；工作人员必须设置" in client.get("/account/").text
