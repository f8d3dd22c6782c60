"""Calendars: times, series and what is broken in them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from loopback import Site
from reading import read_all

from harvesters import registry
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


SERIES = (
    "UID:1\r\nSUMMARY:讲座\r\nDTSTART;TZID=Asia/Shanghai:20261201T193000\r\n"
    "DTEND;TZID=Asia/Shanghai:20261201T210000\r\nRRULE:FREQ=WEEKLY;COUNT=4"
)


def read_events(site: Site, http: Http, *events: str) -> list[Any]:
    return read_calendar(site, http, "\r\n".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT" for event in events))


def starts(lectures: list[Any]) -> list[tuple[str, str]]:
    """The first and the present start of each occurrence: day and time in China."""
    return [(lecture.recurrence_id, lecture.starts.strftime("%m-%d %H:%M")) for lecture in lectures]


FOUR = [
    ("20261201T113000Z", "12-01 19:30"),
    ("20261208T113000Z", "12-08 19:30"),
    ("20261215T113000Z", "12-15 19:30"),
    ("20261222T113000Z", "12-22 19:30"),
]


@pytest.mark.parametrize(
    "exception",
    [
        "EXDATE;TZID=Asia/Shanghai:20261208T193000,20261222T193000",
        "EXDATE:20261208T113000Z\r\nEXDATE:20261222T113000Z",
        "EXDATE:20261208T193000,20261222T193000",
        "EXDATE;VALUE=DATE:20261208,20261222",
    ],
)
def test_dates_taken_out_do_not_take_place(site: Site, http: Http, exception: str) -> None:
    assert starts(read_events(site, http, f"{SERIES}\r\n{exception}")) == [FOUR[0], FOUR[2]]


@pytest.mark.parametrize("addition", ["RDATE:20270101T113000Z", "RDATE;VALUE=PERIOD:20270101T113000Z/PT3H"])
def test_dates_added_take_place(site: Site, http: Http, addition: str) -> None:
    lectures = read_events(site, http, f"{SERIES}\r\n{addition}")

    assert datetime(2027, 1, 1, 11, 30, tzinfo=UTC) in [lecture.starts for lecture in lectures]
    assert len({lecture.key for lecture in lectures}) == 5


@pytest.mark.parametrize("named", [";TZID=Asia/Shanghai:20261208T193000", ":20261208T113000Z", ";VALUE=DATE:20261208"])
def test_a_moved_occurrence_keeps_its_key(site: Site, http: Http, named: str) -> None:
    moved = f"UID:1\r\nSUMMARY:改期\r\nRECURRENCE-ID{named}\r\nDTSTART;TZID=Asia/Shanghai:20261209T193000"

    lectures = sorted(read_events(site, http, SERIES, moved), key=lambda lecture: lecture.starts)

    assert starts(lectures) == [FOUR[0], ("20261208T113000Z", "12-09 19:30"), FOUR[2], FOUR[3]]


def test_a_cancelled_occurrence_says_so(site: Site, http: Http) -> None:
    cancelled = (
        "UID:1\r\nSUMMARY:讲座\r\nSTATUS:CANCELLED\r\nRECURRENCE-ID:20261208T113000Z\r\nDTSTART:20261208T113000Z"
    )

    lectures = read_events(site, http, SERIES, cancelled)

    assert [lecture.key for lecture in lectures if lecture.status == "cancelled"] == ["1#20261208T113000Z"]


def test_a_change_from_one_date_on_leaves_each_later_one_its_own_key(site: Site, http: Http) -> None:
    change = (
        "UID:1\r\nSUMMARY:改到八点\r\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Asia/Shanghai:20261215T193000\r\n"
        "DTSTART;TZID=Asia/Shanghai:20261215T200000"
    )

    lectures = read_events(site, http, SERIES, change)

    assert starts(lectures) == [
        FOUR[0],
        FOUR[1],
        ("20261215T113000Z", "12-15 20:00"),
        ("20261222T113000Z", "12-22 20:00"),
    ]
    assert [lecture.title for lecture in lectures] == ["讲座", "讲座", "改到八点", "改到八点"]


def test_a_property_named_rule_is_no_rule(read: Any) -> None:
    assert len(read("DTSTART:20261201T083000", "RULE:FREQ=WEEKLY", "RULE:COUNT=18")) == 1


def test_an_alarm_is_no_part_of_the_lecture(read: Any) -> None:
    [lecture] = read(
        "DTSTART:20261201T083000", "BEGIN:VALARM", "TRIGGER:-PT15M", "DESCRIPTION:快到了", "SUMMARY:提醒", "END:VALARM"
    )

    assert (lecture.title, lecture.summary) == ("讲座", "")


@pytest.mark.parametrize(
    "events",
    [
        (
            "SUMMARY:甲\r\nLOCATION:南405\r\nDTSTART:20261201T083000",
            "SUMMARY:甲\r\nLOCATION:北402\r\nDTSTART:20261201T083000",
        ),
        ("UID:1\r\nSUMMARY:甲\r\nDTSTART:20261201T083000", "UID:1\r\nSUMMARY:甲\r\nDTSTART:20261202T083000"),
    ],
    ids=["no UID", "one UID by mistake"],
)
def test_two_lectures_stay_two(site: Site, http: Http, events: tuple[str, str]) -> None:
    lectures = read_events(site, http, *events)

    assert len({lecture.key for lecture in lectures}) == 2


def test_the_newer_version_of_an_event_counts(site: Site, http: Http) -> None:
    old, new = (f"UID:1\r\nSEQUENCE:{n}\r\nSUMMARY:第{n}版\r\nDTSTART:2026120{n}T083000" for n in (1, 2))

    assert [lecture.title for lecture in read_events(site, http, old, new)] == ["第2版"]


@pytest.mark.parametrize("line", ["DTEND:abc", "DURATION:abc", "EXDATE:", "DTSTART:20261202T113000Z"])
def test_what_can_be_mended_is(read: Any, line: str) -> None:
    [lecture] = read("DTSTART:20261201T113000Z", line)

    assert (lecture.starts, lecture.ends) == (EVENING, None)


def test_dates_that_cannot_be_read_may_call_off_a_lecture(site: Site, http: Http) -> None:
    assert read_events(site, http, f"{SERIES}\r\nEXDATE:abc") == ["日程的 EXDATE 无法读取"]


def test_a_rule_may_name_the_gregorian_calendar_only(site: Site, http: Http) -> None:
    named = SERIES.replace("RRULE:", "RRULE:RSCALE=GREGORIAN;")
    assert starts(read_events(site, http, named)) == FOUR

    assert read_events(site, http, SERIES.replace("RRULE:", "RRULE:RSCALE=CHINESE;")) == [
        "重复规则用的历法不支持：CHINESE"
    ]


def test_the_speakers_are_who_chairs(read: Any) -> None:
    [lecture] = read(
        "DTSTART:20261201T083000", "ATTENDEE;ROLE=CHAIR;CN=王五:mailto:w@a.example", "DESCRIPTION:主讲人：赵六"
    )

    assert lecture.speakers == ("王五",)


def test_else_the_speakers_and_the_replay_are_what_the_words_say(read: Any) -> None:
    words = r"主讲人：张三教授（示例大学，院长）、李四\n地点：线上\n讲座回放：https://a.example/replay/1。"

    [lecture] = read("DTSTART:20261201T083000", f"DESCRIPTION:{words}")

    assert (lecture.speakers, lecture.url) == (("张三教授", "李四"), "https://a.example/replay/1")


@pytest.mark.parametrize("address", ["https://a.example/c.ics", "webcal://a.example/c.ics"])
def test_a_calendar_has_a_web_address(address: str) -> None:
    registry.check_options(Ical(), {"url": address})


def test_a_file_is_no_web_address() -> None:
    with pytest.raises(SourceError, match="iCalendar 日历的选项“url”有误"):
        registry.check_options(Ical(), {"url": "file:///etc/passwd"})
