"""Calendars: times, series and what is broken in them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from loopback import Site
from reading import read_all

from harvesters.adapters.ical import Ical
from harvesters.errors import SourceError
from harvesters.http import Http
from harvesters.record import LectureRecord

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
EVENING = datetime(2026, 12, 1, 11, 30, tzinfo=UTC)  # 19:30 in China


@pytest.fixture
def read(site: Site, http: Http) -> Any:
    """Reads a calendar of one event, given by its lines."""

    def read_event(*lines: str) -> list[Any]:
        event = "\r\n".join(["BEGIN:VEVENT", "UID:1", "SUMMARY:讲座", *lines, "END:VEVENT"])
        return read_calendar(site, http, event)

    return read_event


def read_calendar(site: Site, http: Http, inside: str) -> list[Any]:
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}\r\nEND:VCALENDAR\r\n"
    return read_all(Ical(now=lambda: NOW), http, {"url": site.serve("/c.ics", text, "text/calendar")})


@pytest.mark.parametrize(
    "start",
    [
        "DTSTART:20261201T113000Z",
        "DTSTART:20261201T193000",
        "DTSTART;TZID=Asia/Shanghai:20261201T193000",
        "DTSTART;TZID=China Standard Time:20261201T193000",
        "DTSTART;TZID=中国标准时间:20261201T193000",
        "DTSTART;TZID=Asia/Beijing:20261201T193000",
        'DTSTART;TZID="(UTC+08:00) 北京，重庆，香港特别行政区，乌鲁木齐":20261201T193000',
        "DTSTART;TZID=GMT+8:20261201T193000",
        "DTSTART;TZID=Europe/Berlin:20261201T123000",
        "DTSTART;TZID=/mozilla.org/20070129_1/Europe/Berlin:20261201T123000",
    ],
)
def test_the_moment_is_the_same_however_it_is_written(read: Any, start: str) -> None:
    [lecture] = read(start)

    assert lecture.starts == EVENING
    assert lecture.starts.tzinfo is not None


def test_an_unknown_zone_is_no_guess(read: Any) -> None:
    assert read("DTSTART;TZID=Custom Zone:20261201T193000") == ["不认识的时区：Custom Zone"]


def test_another_calendars_zone_of_the_same_name_is_forgotten(read: Any, site: Site, http: Http) -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    event = "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:讲座\r\nDTSTART;TZID=Mine:20261201T123000\r\nEND:VEVENT"
    [lecture] = read_calendar(site, http, zone + event)
    assert lecture.starts == EVENING

    assert read("DTSTART;TZID=Mine:20261201T123000") == ["不认识的时区：Mine"]


@pytest.mark.parametrize(
    ("end", "length"),
    [
        ("DTEND:20261201T123000Z", timedelta(hours=1)),
        ("DURATION:PT45M", timedelta(minutes=45)),
        ("X-NOTHING:1", None),
    ],
)
def test_the_end(read: Any, end: str, length: timedelta | None) -> None:
    [lecture] = read("DTSTART:20261201T113000Z", end)

    assert lecture.ends == (EVENING + length if length else None)


def test_whole_days_run_from_midnight_to_midnight_in_china(read: Any) -> None:
    [lecture] = read("DTSTART;VALUE=DATE:20261201")

    assert lecture.all_day
    assert (lecture.starts, lecture.ends) == (
        datetime(2026, 11, 30, 16, tzinfo=UTC),
        datetime(2026, 12, 1, 16, tzinfo=UTC),
    )


def test_a_series_ends_where_the_window_does(read: Any) -> None:
    lectures: list[LectureRecord] = read("DTSTART:20260101T113000Z", "RRULE:FREQ=WEEKLY")

    assert (len(lectures), lectures[0].starts, lectures[-1].starts) == (
        30,
        datetime(2026, 10, 29, 11, 30, tzinfo=UTC),
        datetime(2027, 5, 20, 11, 30, tzinfo=UTC),
    )
    assert lectures[0].key == "1#20261029T113000Z"
    assert len({lecture.key for lecture in lectures}) == 30


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY;INTERVAL=1",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5;BYMINUTE=0,10,20,30,40,50",
        "FREQ=NEVER",
        "nonsense",
    ],
)
def test_rules_without_sense_are_refused(read: Any, rule: str) -> None:
    [refusal] = read("DTSTART:20260101T113000Z", f"RRULE:{rule}")

    assert refusal in ("日程重复得太密，不像讲座", "日程的重复规则（RRULE）无法读取")


@pytest.mark.parametrize(
    "line", ["DTSTART:INVALID", "X-NOTHING:1", "DTSTART:20261301T000000", "DTSTART:00010101T000000Z"]
)
def test_an_event_without_a_good_start_is_refused(read: Any, line: str) -> None:
    [refusal] = read(line)

    assert refusal in ("日程没有可读的开始时间（DTSTART）", "日程的开始年份不合理")


def test_a_broken_event_does_not_keep_the_others_from_being_read(site: Site, http: Http) -> None:
    events = [
        "UID:1\r\nSUMMARY:坏\r\nDTSTART:x",
        "UID:2\r\nSUMMARY:好\r\nDTSTART:20261201T113000Z\r\nDESCRIPTION:一\r\n断行",
    ]
    inside = "\r\n".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT" for event in events)

    refusal, lecture = read_calendar(site, http, inside)

    assert refusal == "日程没有可读的开始时间（DTSTART）"
    assert (lecture.title, lecture.summary) == ("好", "一 断行")


@pytest.mark.parametrize(
    "body", ["", "<html>", "BEGIN:VEVENT\nEND:VEVENT", "BEGIN:VCALENDAR", "BEGIN:VCALENDAR\nEND:VEVENT\n"]
)
def test_what_is_no_calendar_is_refused(site: Site, http: Http, body: str) -> None:
    with pytest.raises(SourceError, match="日历"):
        read_all(Ical(now=lambda: NOW), http, {"url": site.serve("/c.ics", body)})
