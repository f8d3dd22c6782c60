from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from catalogue.domain.shown.lectures import (
    attendance,
    coming_lectures,
    other_dates,
    phase,
    programme,
    soonest_of_series,
)
from catalogue.models import Lecture
from tests.factories import make_lecture, make_resource, make_source

WEDNESDAY_NOON = datetime.fromisoformat("2026-11-25T12:00:00+08:00")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}:00+08:00")


def titles(lectures: list[Lecture]) -> list[str]:
    return [lecture.title for lecture in lectures]


def test_each_lecture_stands_where_its_time_puts_it(session: Session) -> None:
    for title, starts in {
        "上午": "11-25T09:00",
        "正在讲": "11-25T11:30",
        "今晚": "11-25T23:59",
        "明天零点": "11-26T00:00",
        "周日夜里": "11-29T23:59",
        "下周一": "11-30T00:00",
    }.items():
        make_lecture(session, title=title, starts_at=at(starts))

    found = programme(WEDNESDAY_NOON)

    assert titles(found.on_now) == ["正在讲"]
    assert titles(found.today) == ["今晚"]
    assert titles(found.this_week) == ["明天零点", "周日夜里"]
    assert [coming.lecture.title for coming in found.later] == ["下周一"]


def test_of_found_lectures_the_soonest_of_each_series_are_shown(session: Session) -> None:
    source = make_source(session)
    for day in ("12-09", "12-02"):
        make_lecture(session, source=source, uid="weekly", recurrence_id=day, title=day, starts_at=at(f"{day}T19:00"))
    make_lecture(session, title="今晚", starts_at=at("11-25T19:00"))
    make_lecture(session, title="昨天", starts_at=at("11-24T19:00"))
    make_lecture(session, title="取消", starts_at=at("11-26T19:00"), status="cancelled")

    found = soonest_of_series([one.public_id for one in session.query(Lecture)], WEDNESDAY_NOON, limit=3)

    assert titles(found) == ["今晚", "12-02"]


def test_only_public_lectures_are_shown(session: Session) -> None:
    for state in ("pending", "archived", "withdrawn", "refused"):
        make_lecture(session, state=state, starts_at=at("11-25T13:00"))
    assert programme(WEDNESDAY_NOON).empty


def test_a_series_stands_once_among_later_ones(session: Session) -> None:
    source = make_source(session)
    for week in range(1, 5):
        starts = at("11-25T20:00") + timedelta(weeks=week)
        make_lecture(session, source=source, uid="weekly", recurrence_id=str(week), title="每周一讲", starts_at=starts)

    [coming] = programme(WEDNESDAY_NOON).later

    assert coming.lecture.starts_at == at("12-02T20:00")
    assert coming.following == 3
    assert [other.recurrence_id for other in other_dates(coming.lecture, WEDNESDAY_NOON)] == ["2", "3", "4"]


def test_past_lectures_are_shown_with_a_public_replay_only(session: Session) -> None:
    for title, state in (("可回看", "public"), ("已撤下", "withdrawn")):
        replay = make_resource(session, state=state)
        make_lecture(session, title=title, starts_at=at("11-01T20:00"), replay=replay)
    make_lecture(session, title="没有回放", starts_at=at("11-01T20:00"))
    assert titles(programme(WEDNESDAY_NOON).replays) == ["可回看"]


def test_a_lecture_without_an_end_is_taken_to_last_two_hours(session: Session) -> None:
    make_lecture(session, title="还在讲", starts_at=at("11-25T10:01"), ends_at=None)
    make_lecture(session, title="讲完了", starts_at=at("11-25T09:59"), ends_at=None)
    assert titles(programme(WEDNESDAY_NOON).on_now) == ["还在讲"]


def test_cancelled_lectures_stand_on_the_programme_but_are_not_announced(session: Session) -> None:
    make_lecture(session, title="取消了", status="cancelled", starts_at=at("11-25T20:00"))
    make_lecture(session, title="照常", starts_at=at("11-25T21:00"))
    assert titles(programme(WEDNESDAY_NOON).today) == ["取消了", "照常"]
    assert titles(coming_lectures(WEDNESDAY_NOON, limit=5)) == ["照常"]


@pytest.mark.parametrize(
    ("starts", "status", "expected"),
    [
        ("11-25T12:01", "confirmed", "upcoming"),
        ("11-25T12:00", "confirmed", "on_now"),
        ("11-25T11:00", "confirmed", "past"),
        ("11-25T12:00", "cancelled", "cancelled"),
    ],
)
def test_the_phase_of_a_lecture(session: Session, starts: str, status: str, expected: str) -> None:
    lecture = make_lecture(session, starts_at=at(starts), status=status)
    assert phase(lecture, WEDNESDAY_NOON) == expected


@pytest.mark.parametrize(
    ("url", "location", "how"),
    [
        ("https://live.example.cn/1", "", "online"),
        ("", "线上直播", "online"),
        ("https://live.example.cn/1", "腾讯会议 123 456", "online"),
        ("", "图书馆一楼报告厅", "on_site"),
        ("https://live.example.cn/1", "图书馆一楼报告厅", "mixed"),
    ],
)
def test_a_place_one_can_go_to_makes_a_lecture_on_site(session: Session, url: str, location: str, how: str) -> None:
    assert attendance(make_lecture(session, url=url, location=location)) == how
