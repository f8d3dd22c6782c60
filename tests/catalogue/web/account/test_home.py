"""The first page of one's account."""

from flask import Flask
from flask.testing import FlaskClient

from catalogue.db import writing
from tests.factories import make_institution
from tests.people import person


def test_it_says_what_one_may_do(client: FlaskClient) -> None:
    with writing() as session:
        school = make_institution(session, name="赣江数字学院")
    person(client, "reviewer", institution=school)
    page = client.get("/account/").text
    assert "您是本站的审核员" in page
    assert f'您是<a href="/portal/{school.public_id}/">赣江数字学院</a>的负责人' in page


def test_who_may_do_nothing_yet_is_told_whom_to_ask(client: FlaskClient) -> None:
    person(client)
    assert "您还不属于任何机构" in client.get("/account/").text


def test_staff_without_a_second_factor_are_told_they_need_one(app: Flask, client: FlaskClient) -> None:
    person(client, "reviewer")
    assert "还没有设置。设好以后，别人知道密码也进不来；工作人员必须设置" in client.get("/account/").text
