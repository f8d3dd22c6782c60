from datetime import UTC, date, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from catalogue.db import db, now, writing
from catalogue.models import Lecture
from tests.catalogue.api.conftest import START, Site
from tests.factories import make_lecture


def events(client: FlaskClient, path: str = "/lectures.ics") -> list:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.data).walk("VEVENT")


def test_a_lecture_as_calendars_read_it(client: FlaskClient, site: Site) -> None:
    [event, _] = events(client)

    assert event["UID"] == f"{site.lecture}@{site.namespace}"
    assert event["SUMMARY"] == "手机讲座；一"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (START, START + timedelta(hours=1))
    assert (event["SEQUENCE"], event["STATUS"]) == (1, "CONFIRMED")
    assert event["URL"] == f"http://localhost/lectures/{site.lecture}"
    assert event["CATEGORIES"].cats == ["智能手机使用"]


def test_a_cancelled_lecture_stays_and_says_so(client: FlaskClient, site: Site) -> None:
    assert [event["STATUS"] for event in events(client)] == ["CONFIRMED", "CANCELLED"]


def test_a_changed_lecture_has_a_higher_sequence_under_the_same_uid(client: FlaskClient, site: Site) -> None:
    [before] = events(client, f"/lectures/{site.lecture}.ics")
    with writing() as session:
        session.query(Lecture).filter_by(public_id=site.lecture).one().starts_at = START + timedelta(days=1)

    [after] = events(client, f"/lectures/{site.lecture}.ics")

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["DTSTART"].dt == START + timedelta(days=1)


def test_a_whole_day_is_the_day_in_jiangxi(client: FlaskClient, site: Site) -> None:
    midnight = datetime(2099, 4, 30, 16, tzinfo=UTC)
    with writing() as session:
        lecture = make_lecture(session, starts_at=midnight, ends_at=midnight + timedelta(days=1), all_day=True)
        public_id = lecture.public_id

    [event] = events(client, f"/lectures/{public_id}.ics")

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2099, 5, 1), date(2099, 5, 2))


def test_what_is_long_past_or_not_public_is_left_out(client: FlaskClient, site: Site) -> None:
    with writing() as session:
        make_lecture(session, starts_at=now() - timedelta(days=60))
        pending = make_lecture(session, state="pending").public_id

    assert len(events(client)) == 2
    assert client.get(f"/lectures/{pending}.ics").status_code == 404


def test_hostile_words_cannot_add_lines(client: FlaskClient, site: Site) -> None:
    with writing() as session:
        session.query(Lecture).filter_by(public_id=site.lecture).one().title = "一\r\nATTENDEE:mailto:x@y.cn\r\nX:"

    [event] = events(client, f"/lectures/{site.lecture}.ics")

    assert "ATTENDEE" not in event


def test_before_init_there_is_no_calendar_yet(app: Flask, client: FlaskClient) -> None:
    assert db.session.query(Lecture).count() == 0
    assert client.get("/lectures.ics").status_code == 503
