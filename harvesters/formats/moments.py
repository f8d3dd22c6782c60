"""Reads moments as sources write them: ISO, Unix time, 2026年12月1日19:30, 本周三晚7:30, 明天下午3点."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from harvesters.formats.dates import EPOCH, SHANGHAI, epoch_moment, plausible, read_date
from harvesters.formats.numerals import with_digits

REPEATED = re.compile(r"每[周週天日月年逢个個]|[周週][一二三四五六日天][至到~-][周週]?[一二三四五六日天]")
DAYS_AHEAD = re.compile(r"(大后|后|明|今|当|昨)(?:天|日|晚|早)")
AHEAD = {"大后": 3, "后": 2, "明": 1, "今": 0, "当": 0, "昨": -1}
WEEKDAY = re.compile(r"(上|本|这个?|下下个?|下个?)?(?:周|週|星期|礼拜)([一二三四五六日天1-7])")
WEEKS = {"上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
MONTH_AND_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[月/]\s*(\d{1,2})\s*[日号]?")
CLOCK = re.compile(
    r"(凌晨|清晨|早上|早|上午|中午|下午|午后|傍晚|晚上|晚间|夜|晚)?\s*(?<!\d)(\d{1,2})\s*"
    r"(?:[:：]\s*([0-5]\d)(?!\d)|[点點时時](?:(半)|([一三1-3])刻|([0-5]?\d)分?)?)"
)
AFTERNOON = frozenset(("下午", "午后", "傍晚", "晚上", "晚间", "夜", "晚"))


def read_moment(value: Any, *, today: date | None = None) -> datetime | None:
    """The instant meant, aware; a time without zone is taken as China's. None without a day or a time of day.

    `today` is the day the text was written: without it 明天 and 本周三 say nothing.
    """
    if isinstance(value, datetime):
        moment: datetime | None = value
    else:
        text = unicodedata.normalize("NFKC", str(value or "")[:200]).strip()
        moment = from_standard(text) or from_words(with_digits(text), today)
    if moment is None or not plausible(moment.date()):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def from_standard(text: str) -> datetime | None:
    """The moment in ISO 8601, RFC 822 or Unix time."""
    try:
        if EPOCH.match(text):
            return epoch_moment(float(text))
        if text[10:11] in ("T", " ") and text[13:14] in (":", ""):
            return datetime.fromisoformat(text)
        return parsedate_to_datetime(text) if text[:1].isascii() and "," in text[:5] else None
    except (ValueError, OverflowError):
        return None


def from_words(text: str, today: date | None) -> datetime | None:
    """The moment in Chinese words, when both the day and the time of day are told."""
    clock = CLOCK.search(text)
    if not clock or REPEATED.search(text):
        return None
    day = named_day(text) or (nearest_day(text, today) if today else None)
    hours, minutes = time_of_day(clock)
    if day is None or hours > 24 or (hours == 24 and minutes):
        return None
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(hours=hours, minutes=minutes)


def named_day(text: str) -> date | None:
    """The day written with its year."""
    return read_date(text) if re.search(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}", text) else None


def nearest_day(text: str, today: date) -> date | None:
    """The day as seen from today: 明天, 下周三, or 12月1日 in the year that brings it nearest."""
    if ahead := DAYS_AHEAD.search(text):
        return today + timedelta(days=AHEAD[ahead[1]])
    if found := MONTH_AND_DAY.search(text):
        years = (today.year - 1, today.year, today.year + 1)
        days = [day for year in years if (day := read_date(f"{year}-{found[1]}-{found[2]}"))]
        return min(days, key=lambda day: abs(day - today), default=None)
    weekday = WEEKDAY.search(text)
    return day_of_week(weekday[1] or "", weekday[2], today) if weekday else None


def day_of_week(week: str, name: str, today: date) -> date:
    """本周三 and 下周三 by calendar weeks from Monday; a bare 周三 is the next one from today on."""
    place = "1234567".index(name) if name in "1234567" else "一二三四五六日".index(name.replace("天", "日"))
    if not week:
        return today + timedelta(days=(place - today.weekday()) % 7)
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=WEEKS[week.rstrip("个")], days=place)


def time_of_day(clock: re.Match[str]) -> tuple[int, int]:
    """Hours and minutes after midnight; 晚12点 is the midnight that ends the day."""
    part, hours = clock[1] or "", int(clock[2])
    quarters = {"一": 15, "1": 15, "2": 30, "三": 45, "3": 45}
    minutes = 30 if clock[4] else quarters.get(clock[5] or "", int(clock[3] or clock[6] or 0))
    if (part in AFTERNOON and hours < 12) or (part == "中午" and hours < 10):
        return hours + 12, minutes
    if hours == 12 and part in ("夜", "晚", "晚上", "晚间"):
        return 24, minutes
    return (0 if hours == 12 and part == "凌晨" else hours), minutes
