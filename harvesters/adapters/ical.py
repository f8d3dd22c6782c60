"""iCalendar files and subscriptions (RFC 5545): lectures, each occurrence of a series by itself."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar

from harvesters.errors import RecordError, SourceError
from harvesters.formats.calendars import as_moment, parameters, parse_calendars, single_event, when
from harvesters.formats.encodings import decode
from harvesters.formats.event_words import replay_in, speakers_in
from harvesters.formats.finish import finished_lecture
from harvesters.formats.html_text import plain_line, plain_text
from harvesters.formats.keys import bounded_key
from harvesters.formats.occurrences import Series, collect_series, expand
from harvesters.formats.options import check_address
from harvesters.formats.places import open_place
from harvesters.http import Http
from harvesters.record import Item, LectureRecord, Options, OptionSpec

PAST, AHEAD = timedelta(days=30), timedelta(days=180)
MOST_SECONDS = 300.0
"""A thousand honest series take two seconds; one rule that never comes true takes ten until the year 9999."""


def utc_now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def https(address: str) -> str:
    """The address to fetch: webcal: is https: by another name."""
    return address.strip().replace("webcal://", "https://", 1)


def check_calendar_address(text: str) -> None:
    """Refuse what is no complete web address; webcal: is one too."""
    check_address(https(text))


class Ical:
    """The lectures from 30 days ago to 180 days ahead."""

    title = "iCalendar 日历"
    full_list = True
    options = (OptionSpec("url", "日历（.ics）的地址", required=True, check=check_calendar_address),)

    def __init__(self, now: Callable[[], datetime] = utc_now) -> None:
        self._now = now

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        """Hand over each occurrence in the window as a calendar of its own; a broken series as a `problem`."""
        calendars = parse_calendars(calendar_text(http, options))
        if not calendars:
            raise SourceError("返回的 iCalendar 里没有日历")
        deadline = time.monotonic() + MOST_SECONDS
        for calendar in calendars:
            zones = calendar.walk("VTIMEZONE")
            for series in collect_series(calendar):
                if time.monotonic() > deadline:
                    raise SourceError("日历里的重复规则太复杂，展开用时过长")
                yield from self._items(series, zones)

    def read(self, item: Item) -> LectureRecord | None:
        """Read one occurrence."""
        if item.data.get("problem"):
            raise RecordError(item.data["problem"])
        try:
            [calendar] = parse_calendars(item.data["calendar"])
            [event] = calendar.walk("VEVENT")
        except (SourceError, ValueError) as error:
            raise RecordError("日程无法读取") from error
        return to_lecture(event)

    def _items(self, series: Series, zones: list[Any]) -> Iterator[Item]:
        start, end = self._now() - PAST, self._now() + AHEAD
        try:
            for event in expand(series, zones, start=start, end=end):
                key = "#".join(filter(None, (bounded_key(series.uid), recurrence_id(event))))
                yield Item(key=key, url=str(event.get("URL", "")), data={"calendar": single_event(zones, event)})
        except RecordError as error:
            yield Item(key=bounded_key(series.uid), url="", data={"problem": str(error)})


def calendar_text(http: Http, options: Options) -> str:
    """The calendar's text from a local file, else from the address."""
    if options.get("file"):
        with open_place(http, options) as file:
            return decode(file.read())
    return http.get(https(str(options["url"]))).text


def to_lecture(event: icalendar.Component) -> LectureRecord:
    """The lecture an event describes. Raises RecordError without a title or a start."""
    start = when(event, "DTSTART")
    if not isinstance(start, date):
        raise RecordError("日程没有可读的开始时间（DTSTART）")
    status = str(event.get("STATUS", "")).lower()
    title = event.get("SUMMARY", "")
    summary = plain_text(text(event.get("DESCRIPTION", "")))
    return finished_lecture(
        LectureRecord(
            uid=str(event.get("UID", "")),
            recurrence_id=recurrence_id(event),
            title=plain_line(text(title)),
            starts=as_moment(start),
            ends=end_of(event, start),
            all_day=not isinstance(start, datetime),
            status=status if status in ("tentative", "cancelled") else "confirmed",
            summary=summary,
            url=text(event.get("URL", "")) or text(event.get("CONFERENCE", "")) or replay_in(summary),
            location=plain_line(text(event.get("LOCATION", ""))),
            provider=organiser(event),
            speakers=chairs(event) or speakers_in(summary),
            language=parameters(title).get("LANGUAGE", ""),
            subjects=categories(event),
            image=text(event.get("IMAGE", "")),
        )
    )


def text(value: Any) -> str:
    """A property as text; the first when it is given several times."""
    return str(value[0] if isinstance(value, list) and value else value or "")


def end_of(event: icalendar.Component, start: date) -> datetime | None:
    """When it ends: DTEND, or DURATION after the start; a whole day ends at the next midnight; else unknown."""
    end = when(event, "DTEND")
    duration = when(event, "DURATION")
    if isinstance(end, date):
        ends = as_moment(end)
    elif isinstance(duration, timedelta):
        ends = as_moment(start + duration)
    else:
        ends = None
    if isinstance(start, datetime):
        # The expansion writes an end equal to the start where the source gave none.
        return None if ends == as_moment(start) else ends
    return ends if ends and ends > as_moment(start) else as_moment(start) + timedelta(days=1)


def recurrence_id(event: icalendar.Component) -> str:
    """The start a series first gave this occurrence, in UTC; empty for a single event."""
    value = when(event, "RECURRENCE-ID")
    if isinstance(value, datetime):
        return as_moment(value).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return value.strftime("%Y%m%d") if isinstance(value, date) else ""


def organiser(event: icalendar.Component) -> str:
    """The organiser's name; an address is nobody's name."""
    name = parameters(event.get("ORGANIZER")).get("CN", "")
    return "" if "@" in name else name


def chairs(event: icalendar.Component) -> tuple[str, ...]:
    """The names of the attendees who chair the event: calendars of lectures name the speakers so."""
    attendees = event.get("ATTENDEE", [])
    people = [parameters(person) for person in (attendees if isinstance(attendees, list) else [attendees])]
    names = (person.get("CN", "") for person in people if person.get("ROLE", "").upper() == "CHAIR")
    return tuple(name for name in names if "@" not in name)


def categories(event: icalendar.Component) -> tuple[str, ...]:
    """The categories, from one property or several."""
    values = event.get("CATEGORIES", [])
    found: list[str] = []
    for value in values if isinstance(values, list) else [values]:
        found += [str(category) for category in getattr(value, "cats", [value])]
    return tuple(found)
