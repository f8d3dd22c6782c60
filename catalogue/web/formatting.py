"""Dates, times and durations as Chinese readers expect them, always in Asia/Shanghai."""

import re
from datetime import date, datetime, timedelta

from catalogue.clock import SHANGHAI, local_day
from catalogue.db import now

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
NEAR_DAYS = {-1: "昨天", 0: "今天", 1: "明天", 2: "后天"}

_AMOUNT = r"(\d+(?:\.\d+)?)"
_DURATION = re.compile(
    rf"P(?:{_AMOUNT}Y)?(?:{_AMOUNT}M)?(?:{_AMOUNT}W)?(?:{_AMOUNT}D)?"
    rf"(?:T(?:{_AMOUNT}H)?(?:{_AMOUNT}M)?(?:{_AMOUNT}S)?)?"
)
_UNITS = ("年", "个月", "周", "天", "小时", "分钟", "秒")
_CLOCK_UNITS = frozenset(("小时", "分钟", "秒"))


def duration_words(iso: str) -> str:
    """An ISO 8601 duration: P14W is 14 周, PT4H is 约 4 小时. Empty for none and for what is no duration."""
    amounts = _amounts(iso)
    words = " ".join(f"{_number(amount)} {unit}" for amount, unit in amounts)
    return f"约 {words}" if amounts and amounts[0][1] in _CLOCK_UNITS else words


def effort_words(iso: str) -> str:
    """Work in a week: PT2H is 每周 2 小时, PT3H/PT4H is 每周 3–4 小时."""
    spans = [amounts for part in iso.split("/")[:2] if (amounts := _amounts(part))]
    if not spans:
        return ""
    low, high = spans[0], spans[-1]
    if low != high and len(low) == len(high) == 1 and low[0][1] == high[0][1]:
        return f"每周 {_number(low[0][0])}–{_number(high[0][0])} {low[0][1]}"
    return "每周 " + " ".join(f"{_number(amount)} {unit}" for amount, unit in high)


def _amounts(iso: str) -> list[tuple[float, str]]:
    """The parts of a duration that are not zero, largest unit first."""
    found = _DURATION.fullmatch(iso)
    if not found:
        return []
    return [(float(amount), unit) for amount, unit in zip(found.groups(), _UNITS, strict=True) if float(amount or 0)]


def _number(amount: float) -> str:
    return f"{amount:g}"


def date_words(day: date | datetime) -> str:
    """2026年11月20日; of an instant, the day it is in China."""
    day = local_day(day) if isinstance(day, datetime) else day
    return f"{day.year}年{day.month}月{day.day}日"


def day_words(at: datetime, today: date | None = None) -> str:
    """明天 周二, 11月27日 周五, or 2027年1月4日 周一 when it is another year."""
    day, today = local_day(at), today or local_day(now())
    near = NEAR_DAYS.get((day - today).days)
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{near or f'{year}{day.month}月{day.day}日'} {WEEKDAYS[day.weekday()]}"


def clock(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%H:%M}"


def span_words(starts: datetime, ends: datetime | None, *, all_day: bool = False, today: date | None = None) -> str:
    """When something is: 今天 周一 19:30–21:00; over midnight 至次日; 全天 for whole days."""
    first = day_words(starts, today)
    if all_day:
        last = day_words(ends - timedelta(seconds=1), today) if ends and ends > starts else first
        return f"{first} 全天" if last == first else f"{first} 至 {last}"
    if ends is None or ends <= starts:
        return f"{first} {clock(starts)}"
    if local_day(ends) == local_day(starts):
        return f"{first} {clock(starts)}–{clock(ends)}"
    if local_day(ends) - local_day(starts) == timedelta(days=1):
        return f"{first} {clock(starts)} 至次日 {clock(ends)}"
    return f"{first} {clock(starts)} 至 {day_words(ends, today)} {clock(ends)}"


def local_iso(at: datetime) -> str:
    """The instant for machines, with the offset of China: 2026-11-27T20:00:00+08:00."""
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds")


FILTERS = {
    "duration_words": duration_words,
    "effort_words": effort_words,
    "date_words": date_words,
    "day_words": day_words,
    "clock": clock,
    "local_iso": local_iso,
}
