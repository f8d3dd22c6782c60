"""Expands the events of a calendar into their occurrences within a window, one series at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import icalendar
import recurring_ical_events

from harvesters.errors import RecordError
from harvesters.formats.calendars import unknown_zone, when
from harvesters.formats.keys import short_hash

TOO_OFTEN = frozenset(("SECONDLY", "MINUTELY", "HOURLY"))
MOST_A_DAY = 24
REPEATING = ("RRULE", "RDATE", "RECURRENCE-ID")


@dataclass(frozen=True)
class Series:
    """The events that share a UID: one alone, or a repeating one with its exceptions."""

    uid: str
    events: tuple[icalendar.Component, ...]

    @property
    def repeats(self) -> bool:
        """Whether occurrences need their RECURRENCE-ID to be told apart."""
        return any(name in event for event in self.events for name in REPEATING)


def collect_series(calendar: icalendar.Calendar) -> list[Series]:
    """The series of a calendar in the order of their first event. An event without UID gets a lasting one."""
    grouped: dict[str, list[icalendar.Component]] = {}
    for event in calendar.walk("VEVENT"):
        uid = str(event.get("UID", "")).strip()
        if not uid:
            start = event.get("DTSTART")
            written = start.to_ical().decode("utf-8", "replace") if hasattr(start, "to_ical") else ""
            uid = short_hash(f"{written} {event.get('SUMMARY', '')}")
            event["UID"] = icalendar.vText(uid)
        grouped.setdefault(uid, []).append(event)
    return [Series(uid=uid, events=tuple(events)) for uid, events in grouped.items()]


def expand(series: Series, zones: list[Any], *, start: datetime, end: datetime) -> Iterator[icalendar.Component]:
    """The occurrences that touch the window. Raises RecordError when the series cannot be expanded."""
    for event in series.events:
        check_event(event)
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//series//")
    for component in (*zones, *series.events):
        calendar.add_component(component)
    try:
        found = recurring_ical_events.of(calendar).between(start, end)
    except Exception as error:  # dateutil and zoneinfo raise all sorts for impossible rules
        raise RecordError(f"日程的重复规则或时间有错误：{str(error)[:200]}") from error
    for occurrence in found:
        if not series.repeats:
            occurrence.pop("RECURRENCE-ID", None)
        yield occurrence


def check_event(event: icalendar.Component) -> None:
    """Refuse what has no usable start, or a rule that would take for ever. Raises RecordError."""
    start = when(event, "DTSTART")
    if not isinstance(start, date):
        raise RecordError("日程没有可读的开始时间（DTSTART）")
    if zone := unknown_zone(event):
        raise RecordError(f"不认识的时区：{zone[:100]}")
    if not 1970 <= start.year <= 9000:
        raise RecordError("日程的开始年份不合理")
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        check_rule(rule)


def check_rule(rule: Any) -> None:
    """Refuse rules finer than a day, or without progress. Raises RecordError."""
    try:
        frequency = str(rule["FREQ"][0]).upper()
        interval = int(rule.get("INTERVAL", [1])[0])
        times = [len(rule.get(name, [1])) for name in ("BYHOUR", "BYMINUTE", "BYSECOND")]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise RecordError("日程的重复规则（RRULE）无法读取") from error
    if frequency in TOO_OFTEN or times[0] * times[1] * times[2] > MOST_A_DAY or interval < 1:
        raise RecordError("日程重复得太密，不像讲座")
