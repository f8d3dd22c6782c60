"""Dates, times and durations as readers of the page's language expect them, always in Asia/Shanghai."""

import re
from datetime import date, datetime, timedelta

from catalogue.clock import SHANGHAI, local_day
from catalogue.db import now
from catalogue.web.translation import counted, counted_later
from catalogue.web.translation import gettext as _
from catalogue.web.translation import lazy_gettext as _l

WEEKDAYS = (_l("周一"), _l("周二"), _l("周三"), _l("周四"), _l("周五"), _l("周六"), _l("周日"))
MONTHS = (
    *(_l("1月"), _l("2月"), _l("3月"), _l("4月"), _l("5月"), _l("6月")),
    *(_l("7月"), _l("8月"), _l("9月"), _l("10月"), _l("11月"), _l("12月")),
)
NEAR_DAYS = {-1: _l("昨天"), 0: _l("今天"), 1: _l("明天"), 2: _l("后天")}

_AMOUNT = r"(\d+(?:\.\d+)?)"
_DURATION = re.compile(
    rf"P(?:{_AMOUNT}Y)?(?:{_AMOUNT}M)?(?:{_AMOUNT}W)?(?:{_AMOUNT}D)?"
    rf"(?:T(?:{_AMOUNT}H)?(?:{_AMOUNT}M)?(?:{_AMOUNT}S)?)?"
)
_UNITS = (
    counted_later("%(number)s 年"),
    counted_later("%(number)s 个月"),
    counted_later("%(number)s 周"),
    counted_later("%(number)s 天"),
    counted_later("%(number)s 小时"),
    counted_later("%(number)s 分钟"),
    counted_later("%(number)s 秒"),
)
_CLOCK_UNITS = frozenset(_UNITS[4:])

Amount = tuple[float, str]
"""How many of which of _UNITS."""


def duration_words(iso: str) -> str:
    """An ISO 8601 duration: P14W is 14 周, PT4H is 约 4 小时. Empty for none and for what is no duration."""
    amounts = _amounts(iso)
    words = _in_words(amounts)
    return str(_("约 %(amount)s", amount=words)) if amounts and amounts[0][1] in _CLOCK_UNITS else words


def effort_words(iso: str) -> str:
    """Work in a week: PT2H is 每周 2 小时, PT3H/PT4H is 每周 3–4 小时."""
    spans = [amounts for part in iso.split("/")[:2] if (amounts := _amounts(part))]
    if not spans:
        return ""
    low, high = spans[0], spans[-1]
    if low != high and len(low) == len(high) == 1 and low[0][1] == high[0][1]:
        words = counted(high[0][1], high[0][0], shown=f"{low[0][0]:g}–{high[0][0]:g}")
    else:
        words = _in_words(high)
    return str(_("每周 %(amount)s", amount=words))


def _amounts(iso: str) -> list[Amount]:
    """The parts of a duration that are not zero, largest unit first."""
    found = _DURATION.fullmatch(iso)
    if not found:
        return []
    return [(float(amount), unit) for amount, unit in zip(found.groups(), _UNITS, strict=True) if float(amount or 0)]


def _in_words(amounts: list[Amount]) -> str:
    return " ".join(counted(unit, amount) for amount, unit in amounts)


def date_words(day: date | datetime) -> str:
    """2026年11月20日; of an instant, the day it is in China."""
    day = local_day(day) if isinstance(day, datetime) else day
    return str(_("%(year)s年%(month)s%(day)s日", year=day.year, month=MONTHS[day.month - 1], day=day.day))


def month_words(day: date) -> str:
    """2026年11月."""
    return str(_("%(year)s年%(month)s", year=day.year, month=MONTHS[day.month - 1]))


def day_words(at: datetime, today: date | None = None) -> str:
    """明天 周二, 11月27日 周五, or 2027年1月4日 周一 when it is another year."""
    day, today = local_day(at), today or local_day(now())
    weekday = WEEKDAYS[day.weekday()]
    if near := NEAR_DAYS.get((day - today).days):
        return str(_("%(near)s %(weekday)s", near=near, weekday=weekday))
    this_year = _("%(month)s%(day)s日", month=MONTHS[day.month - 1], day=day.day)
    date = this_year if day.year == today.year else date_words(day)
    return str(_("%(date)s %(weekday)s", date=date, weekday=weekday))


def clock(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%H:%M}"


def span_words(starts: datetime, ends: datetime | None, *, all_day: bool = False, today: date | None = None) -> str:
    """When something is: 今天 周一 19:30–21:00; over midnight 至次日; 全天 for whole days."""
    first = day_words(starts, today)
    if all_day:
        last = day_words(ends - timedelta(seconds=1), today) if ends and ends > starts else first
        return str(_("%(day)s 全天", day=first) if last == first else _("%(start)s 至 %(end)s", start=first, end=last))
    if ends is None or ends <= starts:
        return f"{first} {clock(starts)}"
    if local_day(ends) == local_day(starts):
        return f"{first} {clock(starts)}–{clock(ends)}"
    if local_day(ends) - local_day(starts) == timedelta(days=1):
        return str(_("%(start)s 至次日 %(end)s", start=f"{first} {clock(starts)}", end=clock(ends)))
    last = f"{day_words(ends, today)} {clock(ends)}"
    return str(_("%(start)s 至 %(end)s", start=f"{first} {clock(starts)}", end=last))


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
