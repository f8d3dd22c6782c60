from datetime import UTC, date, datetime

import pytest

from catalogue.web.formatting import date_words, duration_words, effort_words, local_iso, month_words, span_words

MONDAY = date(2026, 11, 23)


def shanghai(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """An instant by the clock of Shanghai, as the database gives it: in UTC."""
    return datetime.fromisoformat(f"2026-{month:02}-{day:02}T{hour:02}:{minute:02}:00+08:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("P14W", "14 周"),
        ("PT4H", "约 4 小时"),
        ("PT1H30M", "约 1 小时 30 分钟"),
        ("PT3.5H", "约 3.5 小时"),
        ("P3D", "3 天"),
        ("P2M", "2 个月"),
        ("PT0S", ""),
        ("", ""),
        ("十四周", ""),
    ],
)
def test_a_duration_in_chinese(iso: str, words: str) -> None:
    assert duration_words(iso) == words


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("PT2H", "每周 2 小时"),
        ("PT3H/PT4H", "每周 3–4 小时"),
        ("PT2H/PT2H", "每周 2 小时"),
        ("", ""),
        ("/", ""),
    ],
)
def test_effort_counts_in_a_week(iso: str, words: str) -> None:
    assert effort_words(iso) == words


def test_a_date_is_the_day_it_is_in_china() -> None:
    assert date_words(datetime(2026, 11, 20, 17, 0, tzinfo=UTC)) == "2026年11月21日"


def test_a_month_is_said_as_people_say_it() -> None:
    assert month_words(date(2026, 11, 1)) == "2026年11月"


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (shanghai(23, 20), shanghai(23, 21, 30), "今天 周一 20:00–21:30"),
        (shanghai(24, 14, 30), None, "明天 周二 14:30"),
        (shanghai(27, 20), shanghai(27, 20), "11月27日 周五 20:00"),
        (shanghai(23, 23), shanghai(24, 1), "今天 周一 23:00 至次日 01:00"),
        (shanghai(27, 9), shanghai(29, 17), "11月27日 周五 09:00 至 11月29日 周日 17:00"),
    ],
)
def test_when_a_lecture_is(starts: datetime, ends: datetime | None, words: str) -> None:
    assert span_words(starts, ends, today=MONDAY) == words


def test_a_whole_day_has_no_clock_times() -> None:
    assert span_words(shanghai(27, 0), shanghai(28, 0), all_day=True, today=MONDAY) == "11月27日 周五 全天"


def test_several_whole_days_name_the_last_one() -> None:
    words = span_words(shanghai(27, 0), shanghai(29, 0), all_day=True, today=MONDAY)
    assert words == "11月27日 周五 至 11月28日 周六"


def test_another_year_is_named() -> None:
    assert span_words(shanghai(23, 20), None, today=date(2025, 12, 1)) == "2026年11月23日 周一 20:00"


def test_machines_read_the_offset_of_china() -> None:
    assert local_iso(shanghai(27, 20)) == "2026-11-27T20:00:00+08:00"
