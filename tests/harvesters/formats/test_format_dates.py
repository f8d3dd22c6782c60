"""Dates as sources write them."""

from datetime import UTC, date, datetime

import pytest

from harvesters.formats.dates import read_date

DAY = date(2018, 9, 10)


@pytest.mark.parametrize(
    "written",
    [
        "2018-09-10",
        "2018-9-10",
        "20180910",
        "2018.9.10",
        "2018/09/10",
        "2018年09月10日",
        "2018 年 9 月 10 日",
        "2018年9月10日 19:30 开课",
        "2018-09-10T12:00:00",
        "2018-09-10T12:00:00+08:00",
        "2018-09-10 12:00:00.5",
        "2018-09-10T12:00 大约",
        "20180910T110000",
        "２０１８年０９月１０日",
        "二〇一八年九月十日",
        "民国107年9月10日",
        "中華民國 107 年 9 月 10 日",
        "2018年9月10日起",
        "Mon, 10 Sep 2018 06:00:00 +0800",
        "10 Sep 2018 06:00:00 GMT",
        "1536562800",
        "1536562800000",
        1536562800000,
        1536562800000.0,
        date(2018, 9, 10),
        datetime(2018, 9, 10, 23, 59),
    ],
)
def test_the_day_is_read(written: object) -> None:
    assert read_date(written) == DAY


@pytest.mark.parametrize(
    "written", ["2018-09-09T22:00:00Z", "Sun, 09 Sep 2018 22:00:00 GMT", datetime(2018, 9, 9, 22, tzinfo=UTC)]
)
def test_an_instant_is_the_day_it_was_in_china(written: object) -> None:
    assert read_date(written) == DAY


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2018年9月", date(2018, 9, 1)),
        ("2018-09", date(2018, 9, 1)),
        ("2018年", date(2018, 1, 1)),
        ("2010", date(2010, 1, 1)),
        ("2018年上半年", date(2018, 1, 1)),
        ("2018下半年", date(2018, 7, 1)),
        ("2018年第三季度", date(2018, 7, 1)),
        ("2018年秋季学期", date(2018, 9, 1)),
        ("2019春", date(2019, 3, 1)),
    ],
)
def test_missing_parts_are_the_first(written: str, day: date) -> None:
    assert read_date(written) == day


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "待定",
        "上半年",
        "每周三",
        "本周三晚7:30",
        "十二讲",
        "TBA 2",
        "32503651201000",
        "2999-01-01",
        "0001-01-01",
        "1970-01-01",
        "0",
        "2018-13-45",
        "2018年2月30日",
        "99999999999999",
        "-99999999999999",
        "YES",
        "9" * 5000,
        "Mon, 99 Sep 99999 99:99:99 +9999",
        [],
        {},
        True,
        float("nan"),
    ],
)
def test_no_date_is_none(written: object) -> None:
    assert read_date(written) is None
