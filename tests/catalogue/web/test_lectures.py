"""The page of a lecture leads to where it is given by way of us, and each such visit is counted."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.clock import local_day
from catalogue.db import db, now, writing
from catalogue.models import LectureVisitCount
from tests.factories import make_lecture

ROOM = "https://live.example.edu.cn/room/1?a=1&b=2"


def lecture(**values: Any) -> str:
    with writing() as session:
        return f"/lectures/{make_lecture(session, **{'url': ROOM, **values}).public_id}"


def counts() -> list[tuple[date, int]]:
    rows = db.session.execute(select(LectureVisitCount.day, LectureVisitCount.count))
    return [(day, count) for day, count in rows]


def test_the_button_leads_by_way_of_us(client: FlaskClient) -> None:
    path = lecture()
    page = client.get(path).text
    assert f'href="{path}/visit"' in page
    assert "将打开 live.example.edu.cn" in page


def test_the_card_of_what_is_on_now_leads_by_way_of_us(client: FlaskClient) -> None:
    path = lecture(starts_at=now())
    assert f'href="{path}/visit"' in client.get("/lectures/").text


def test_a_visit_leads_to_the_stored_address(client: FlaskClient) -> None:
    answer = client.get(f"{lecture()}/visit?url=https://evil.example/")
    assert (answer.status_code, answer.headers["Location"]) == (302, ROOM)
    assert answer.headers["Cache-Control"] == "no-store"


def test_visits_are_counted_by_day(client: FlaskClient) -> None:
    path = lecture()
    client.get(f"{path}/visit")
    client.get(f"{path}/visit")
    assert counts() == [(local_day(now()), 2)]


def test_what_robots_follow_is_no_visit(client: FlaskClient) -> None:
    answer = client.get(f"{lecture()}/visit", headers={"User-Agent": "Mozilla/5.0 (compatible; bingbot/2.0)"})
    assert (answer.status_code, counts()) == (302, [])


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "file:///etc/passwd", "//evil.example/"])
def test_only_web_addresses_are_led_to(client: FlaskClient, address: str) -> None:
    path = lecture(url=address)
    assert "/visit" not in client.get(path).text
    assert client.get(f"{path}/visit").status_code == 404


@pytest.mark.parametrize(("state", "status"), [("pending", 404), ("returned", 404), ("withdrawn", 410)])
def test_what_is_not_shown_is_not_led_to(client: FlaskClient, state: str, status: int) -> None:
    path = lecture(state=state)
    assert (client.get(f"{path}/visit").status_code, counts()) == (status, [])
