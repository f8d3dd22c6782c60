"""/lectures.ics to subscribe to, /lectures/<id>.ics to put one lecture into one's own calendar (RFC 5545)."""

from collections.abc import Iterable
from datetime import timedelta

from flask import Blueprint, Response, abort, current_app
from icalendar import Calendar, Event, vDatetime, vDuration
from sqlalchemy.orm import joinedload

from catalogue.api.caching import cacheable
from catalogue.api.lectures import between
from catalogue.clock import local_day
from catalogue.db import db, now
from catalogue.domain.shown.lectures import ASSUMED_LENGTH, lecture_by_public_id
from catalogue.domain.upkeep.site_facts import namespace
from catalogue.models import Lecture
from catalogue.models.states import NEVER_SHOWN
from catalogue.models.vocabulary import vocabulary
from catalogue.site_address import address_of

blueprint = Blueprint("calendars", __name__)

KEPT_BACK = timedelta(days=30)
MOST_LECTURES = 2000
REFRESH = timedelta(hours=1)


@blueprint.get("/lectures.ics")
def lectures() -> Response:
    """The past month and everything to come; cancelled ones stay, so that subscribers hear of it."""
    rows = between(now() - KEPT_BACK, None).options(joinedload(Lecture.institution)).limit(MOST_LECTURES)
    return _calendar_response(db.session.scalars(rows), "lectures.ics")


@blueprint.get("/lectures/<public_id:public_id>.ics")
def lecture(public_id: str) -> Response:
    found = lecture_by_public_id(public_id)
    if found is None or found.state in NEVER_SHOWN:
        abort(404)
    if found.state != "public":
        abort(410)
    return _calendar_response([found], f"lecture-{found.public_id}.ics")


def _calendar_response(lectures: Iterable[Lecture], file_name: str) -> Response:
    calendar = Calendar()
    name = current_app.config["SITE_NAME"]
    calendar.add("prodid", f"-//{name}//catalogue//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{name}：讲座")
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    site = namespace(db.session())
    for lecture in lectures:
        calendar.add_component(_event(lecture, site))
    response = Response(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{file_name}"'
    return cacheable(response, 300)


def _event(lecture: Lecture, site: str) -> Event:
    event = Event()
    event.add("uid", f"{lecture.public_id}@{site}")
    event.add("dtstamp", vDatetime(lecture.changed_at))
    event.add("last-modified", lecture.changed_at)
    event.add("sequence", lecture.version)
    event.add("status", lecture.status.upper())
    event.add("summary", lecture.title)
    event.add("description", _description(lecture))
    event.add("url", address_of(lecture))
    if place := lecture.location or lecture.url:
        event.add("location", place)
    if lecture.topics:
        event.add("categories", [vocabulary("topics").label(code) for code in lecture.topics])
    _add_times(event, lecture)
    return event


def _add_times(event: Event, lecture: Lecture) -> None:
    """Times in UTC, which every calendar reads alike; whole days as the days of Asia/Shanghai."""
    ends = lecture.ends_at or lecture.starts_at + (timedelta(days=1) if lecture.all_day else ASSUMED_LENGTH)
    if lecture.all_day:
        event.add("dtstart", local_day(lecture.starts_at))
        event.add("dtend", local_day(ends))
    else:
        event.add("dtstart", lecture.starts_at)
        event.add("dtend", ends)


def _description(lecture: Lecture) -> str:
    lines = [f"主办：{lecture.institution.name}"]
    if lecture.speakers:
        lines.append(f"主讲：{'、'.join(lecture.speakers)}")
    if lecture.summary:
        lines.append(lecture.summary)
    if lecture.url:
        lines.append(f"参加：{lecture.url}")
    return "\n".join(lines)
