"""Mends what the calendars of others get wrong in an event (RFC 5545) before its series is expanded."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import icalendar

from harvesters.errors import RecordError
from harvesters.formats.calendars import when

ONCE = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID")
DATES = ("EXDATE", "RDATE")


def mend_events(events: Sequence[icalendar.Component]) -> None:
    """Mend the events of one series in place. Raises RecordError where a guess would show a wrong time."""
    for event in events:
        for name in ONCE:
            keep_first(event, name)
        drop_broken_end(event)
        for name in DATES:
            drop_empty_dates(event, name)
        check_calendar_scale(event)
    starts = [when(event, "DTSTART") for event in events if "RECURRENCE-ID" not in event]
    for event in events:
        align_recurrence_id(event, next(iter(starts), None))


def keep_first(event: icalendar.Component, name: str) -> None:
    """Of a property given several times that may be given once, the first counts."""
    value = event.get(name)
    if isinstance(value, list):
        event[name] = value[0]


def drop_broken_end(event: icalendar.Component) -> None:
    """An end nobody can read is unknown; the start still stands."""
    for name in ("DTEND", "DURATION"):
        if name in event and when(event, name) is None:
            event.pop(name)


def drop_empty_dates(event: icalendar.Component, name: str) -> None:
    """Forget lists of dates that are empty. One that is broken is refused: it may call off what would be shown."""
    values = event.get(name)
    if values is None:
        return
    kept = [value for value in (values if isinstance(values, list) else [values]) if value.to_ical().strip()]
    if not all(map(holds_dates, kept)):
        raise RecordError(f"日程的 {name} 无法读取")
    event.pop(name)
    if kept:
        event[name] = kept


def holds_dates(value: Any) -> bool:
    """Whether dates could be read; icalendar keeps broken properties and raises when they are looked at."""
    try:
        return bool(value.dts)
    except (AttributeError, ValueError):
        return False


def check_calendar_scale(event: icalendar.Component) -> None:
    """A rule of the Gregorian calendar may say so (RFC 7529); one of another calendar cannot be followed."""
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        if not isinstance(rule, icalendar.vRecur) or "RSCALE" not in rule:
            continue
        scale = str(rule["RSCALE"][0]).upper()
        if scale != "GREGORIAN":
            raise RecordError(f"重复规则用的历法不支持：{scale[:50]}")
        rule.pop("RSCALE")
        rule.pop("SKIP", None)


def align_recurrence_id(event: icalendar.Component, start: Any) -> None:
    """A RECURRENCE-ID that is a day, in a series with times, means the occurrence of that day."""
    said = when(event, "RECURRENCE-ID")
    if isinstance(start, datetime) and isinstance(said, date) and not isinstance(said, datetime):
        aligned = icalendar.vDDDTypes(datetime.combine(said, start.timetz()))
        if "RANGE" in event["RECURRENCE-ID"].params:
            aligned.params["RANGE"] = event["RECURRENCE-ID"].params["RANGE"]
        event["RECURRENCE-ID"] = aligned
