"""Expands the events of a calendar into their occurrences within a window, one series at a time."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import recurring_ical_events

from harvesters.errors import RecordError
from harvesters.formats.calendars import as_moment, parameters, unknown_zone, when
from harvesters.formats.event_repairs import mend_events
from harvesters.formats.keys import short_hash

TOO_OFTEN = frozenset(("SECONDLY", "MINUTELY", "HOURLY"))
MOST_A_DAY = 24
REPEATING = ("RRULE", "RDATE", "RECURRENCE-ID")


@dataclass(frozen=True)
class Series:
    """The events that share a UID: one alone, or a repeating one with its exceptions.

    `shares_uid` says that another series has the same UID, so that even a single event needs its RECURRENCE-ID.
    """

    uid: str
    events: tuple[icalendar.Component, ...]
    shares_uid: bool = False

    @property
    def repeats(self) -> bool:
        """Whether occurrences need their RECURRENCE-ID to be told apart."""
        return self.shares_uid or any(name in event for event in self.events for name in REPEATING)


def collect_series(calendar: icalendar.Calendar) -> list[Series]:
    """The series of a calendar in the order of their first event. An event without UID gets a lasting one."""
    grouped: dict[str, list[icalendar.Component]] = {}
    for event in calendar.walk("VEVENT"):
        uid = str(event.get("UID", "")).strip()
        if not uid:
            uid = lasting_uid(event, grouped)
            event["UID"] = icalendar.vText(uid)
        grouped.setdefault(uid, []).append(event)
    return [series for uid, events in grouped.items() for series in divided(uid, events)]


def lasting_uid(event: icalendar.Component, taken: Container[str]) -> str:
    """A UID from start and title; one of the same start and title is told apart by its place and its words."""
    start = event.get("DTSTART")
    written = start.to_ical().decode("utf-8", "replace") if hasattr(start, "to_ical") else ""
    uid = short_hash(f"{written} {event.get('SUMMARY', '')}")
    if uid not in taken:
        return uid
    return short_hash(
        f"{written} {event.get('SUMMARY', '')} {event.get('LOCATION', '')} {event.get('DESCRIPTION', '')}"
    )


def divided(uid: str, events: list[icalendar.Component]) -> list[Series]:
    """One series, or one for each event where several at different times were given one UID by mistake.

    Versions of one event differ in SEQUENCE; exceptions carry a RECURRENCE-ID.
    """
    starts = {str(when(event, "DTSTART")) for event in events}
    versions = {str(event.get("SEQUENCE", 0)) for event in events}
    exceptions = any("RECURRENCE-ID" in event for event in events)
    if exceptions or len(versions) > 1 or len(starts) < len(events) or len(events) == 1:
        return [Series(uid=uid, events=tuple(events))]
    return [Series(uid=uid, events=(event,), shares_uid=True) for event in events]


def expand(series: Series, zones: list[Any], *, start: datetime, end: datetime) -> Iterator[icalendar.Component]:
    """The occurrences that touch the window. Raises RecordError when the series cannot be expanded."""
    mend_events(series.events)
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
    shifts = later_shifts(series.events)
    for occurrence in found:
        if not series.repeats:
            occurrence.pop("RECURRENCE-ID", None)
        elif shift := shifts.get(recurrence_text(occurrence)):
            occurrence["RECURRENCE-ID"] = icalendar.vDDDTypes(occurrence["DTSTART"].dt - shift)
        yield occurrence


def later_shifts(events: Iterable[icalendar.Component]) -> dict[str, timedelta]:
    """How far THISANDFUTURE moves the occurrences after its own, by its RECURRENCE-ID.

    The expansion gives all of them this one RECURRENCE-ID; each needs the start that it had at first.
    """
    changes = [event for event in events if parameters(event.get("RECURRENCE-ID")).get("RANGE") == "THISANDFUTURE"]
    return {
        recurrence_text(event): as_moment(when(event, "DTSTART")) - as_moment(when(event, "RECURRENCE-ID"))
        for event in changes
    }


def recurrence_text(event: icalendar.Component) -> str:
    """The RECURRENCE-ID as text, to tell whether two are the same."""
    value = when(event, "RECURRENCE-ID")
    return as_moment(value).astimezone(UTC).isoformat() if isinstance(value, date) else ""


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
