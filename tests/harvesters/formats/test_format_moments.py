"""Moments as sources write them, seen from a Wednesday."""

from datetime import UTC, date, datetime

import pytest

from harvesters.formats.dates import SHANGHAI
from harvesters.formats.moments import read_moment

TODAY = date(2026, 11, 25)


def china(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-12-01T19:30:00+08:00", china(12, 1, 19, 30)),
        ("2026-12-01T11:30:00Z", china(12, 1, 19, 30)),
        ("2026-12-01 19:30", china(12, 1, 19, 30)),
        ("2026年12月1日（周二）19:30-21:00", china(12, 1, 19, 30)),
        ("２０２６年１２月１日１９：３０", china(12, 1, 19, 30)),
        ("二〇二六年十二月一日下午三点", china(12, 1, 15)),
        ("Tue, 01 Dec 2026 11:30:00 GMT", china(12, 1, 19, 30)),
        ("1796124600", china(12, 1, 19, 30)),
        (1796124600000, china(12, 1, 19, 30)),
        (datetime(2026, 12, 1, 11, 30, tzinfo=UTC), china(12, 1, 19, 30)),
        (datetime(2026, 12, 1, 19, 30), china(12, 1, 19, 30)),
    ],
)
def test_a_moment_is_read_without_knowing_today(written: object, moment: datetime) -> None:
    assert read_moment(written) == moment


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("本周三晚7:30", china(11, 25, 19, 30)),
        ("本周一上午9点", china(11, 23, 9)),
        ("下周五上午9点半", china(12, 4, 9, 30)),
        ("下星期天10时15分", china(12, 6, 10, 15)),
        ("周四 14：00", china(11, 26, 14)),
        ("礼拜二早上8点", china(12, 1, 8)),
        ("星期三晚上七点一刻", china(11, 25, 19, 15)),
        ("今晚8点", china(11, 25, 20)),
        ("明天下午3点", china(11, 26, 15)),
        ("后天中午12点", china(11, 27, 12)),
        ("大后天凌晨12点", china(11, 28, 0)),
        ("12月1日晚七点半", china(12, 1, 19, 30)),
        ("1月3日晚12点", china(1, 4, 0, year=2027)),
    ],
)
def test_words_are_read_as_seen_from_today(written: str, moment: datetime) -> None:
    assert read_moment(written, today=TODAY) == moment


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "待定",
        "每周三晚7:30",
        "周一至周五9:00",
        "12月1日",
        "晚7:30",
        "2月30日 9:00",
        "明天25点",
        "2999-01-01 10:00",
        32503651201000,
        "9" * 5000,
    ],
)
def test_no_moment_is_none(written: object) -> None:
    assert read_moment(written, today=TODAY) is None


@pytest.mark.parametrize("written", ["本周三晚7:30", "明天下午3点", "12月1日19:30"])
def test_without_today_such_words_say_nothing(written: str) -> None:
    assert read_moment(written) is None
