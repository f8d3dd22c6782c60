"""Views are counted by day, in memory first, and say nothing about who."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.clock import local_day
from catalogue.db import db, now, writing
from catalogue.domain.counts.views import LECTURE_VIEWS, VIEWS
from catalogue.models import LectureViewCount, ViewCount
from tests.factories import make_lecture, make_resource

BROWSER = {"User-Agent": "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/100.0 Mobile Safari/537.36"}


def views() -> list[tuple[object, int]]:
    db.session.rollback()
    return [(day, count) for day, count in db.session.execute(select(ViewCount.day, ViewCount.count))]


def resource_page(**values: object) -> str:
    with writing() as session:
        return f"/resources/{make_resource(session, **values).public_id}"


def test_views_are_written_together(app: Flask, client: FlaskClient) -> None:
    path = resource_page()
    client.get(path, headers=BROWSER)
    client.get(path, headers=BROWSER)
    assert views() == []
    VIEWS.write()
    assert views() == [(local_day(now()), 2)]


def test_later_views_add_to_those_of_the_day(app: Flask, client: FlaskClient) -> None:
    path = resource_page()
    for _ in range(2):
        client.get(path, headers=BROWSER)
        VIEWS.write()
    assert views() == [(local_day(now()), 2)]


def test_robots_are_not_counted(app: Flask, client: FlaskClient) -> None:
    path = resource_page()
    for robot in ("Mozilla/5.0 (compatible; Baiduspider/2.0)", "Googlebot/2.1", "curl/8.5.0", ""):
        client.get(path, headers={"User-Agent": robot})
    VIEWS.write()
    assert views() == []


def test_a_telephone_is_no_robot_for_its_name(app: Flask, client: FlaskClient) -> None:
    client.get(resource_page(), headers={"User-Agent": "Mozilla/5.0 (Linux; Android 9; CUBOT_X19) Chrome/100.0"})
    VIEWS.write()
    assert views() == [(local_day(now()), 1)]


def test_looking_ahead_is_no_view(app: Flask, client: FlaskClient) -> None:
    path = resource_page()
    client.get(path, headers={**BROWSER, "Sec-Purpose": "prefetch"})
    client.head(path, headers=BROWSER)
    VIEWS.write()
    assert views() == []


def test_what_is_not_shown_is_not_counted(app: Flask, client: FlaskClient) -> None:
    client.get(resource_page(state="withdrawn"), headers=BROWSER)
    VIEWS.write()
    assert views() == []


def test_a_view_sets_no_cookie(app: Flask, client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get(resource_page(), headers=BROWSER).headers


def lecture_views() -> list[tuple[object, int]]:
    db.session.rollback()
    return [(day, count) for day, count in db.session.execute(select(LectureViewCount.day, LectureViewCount.count))]


def test_views_of_lectures_are_counted_by_themselves(app: Flask, client: FlaskClient) -> None:
    with writing() as session:
        path = f"/lectures/{make_lecture(session).public_id}"
    client.get(path, headers=BROWSER)
    client.get(path, headers={"User-Agent": "Googlebot/2.1"})
    LECTURE_VIEWS.write()
    VIEWS.write()
    assert (lecture_views(), views()) == ([(local_day(now()), 1)], [])
