"""Reads iCalendar text (RFC 5545) from strangers: encodings, time zone names, and one event at a time out again."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from icalendar.timezone import tzp
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from harvesters.errors import SourceError
from harvesters.formats.dates import SHANGHAI

LINE_START = re.IGNORECASE | re.MULTILINE
FOLD = re.compile(r"\r?\n[ \t]")
STRAY = re.compile(r"(?<=[^\n])\r?\n(?![A-Za-z0-9-]+[;:])(?=[^\r\n])")  # text broken over lines without folding
ZONE_NAME = re.compile(r"(?<=;TZID=)(?:\"([^\"\n]*)\"|([^:;,\n\"]*))")
DEFINED_ZONE = re.compile(r"^TZID(?:;[^:\n]*)?:(.*?)\s*$", re.MULTILINE)
CHINESE_ZONE = re.compile(
    r"中国|北京|上海|重庆|香港|台北|乌鲁木齐|beijing|shanghai|china|chongqing|prc|cst-8|\+0?8(?::?00)?\b", re.IGNORECASE
)


def parse_calendars(text: str) -> list[icalendar.Calendar]:
    """The calendars in a text. Raises SourceError when it is none or not to be read."""
    begins, ends = (len(re.findall(f"^{word}:VCALENDAR", text, LINE_START)) for word in ("BEGIN", "END"))
    if not begins:
        raise SourceError("返回的不是 iCalendar 日历（没有 BEGIN:VCALENDAR）")
    if begins != ends:
        raise SourceError("日历不完整，可能没有传输完（BEGIN:VCALENDAR 与 END:VCALENDAR 不成对）")
    # Zones one calendar defines are remembered for the next one by name; another source's must not reach ours.
    tzp.use_default()
    try:
        found = icalendar.Calendar.from_ical(prepare(text).encode(), multiple=True)
    except Exception as error:  # the parser raises KeyError, IndexError and others on damaged lines
        raise SourceError(f"日历格式有错误，无法读取：{str(error)[:200]}") from error
    return [part for part in found if isinstance(part, icalendar.Calendar)]


def prepare(text: str) -> str:
    """The text unfolded, with Chinese names of the Chinese time zone replaced by the one everybody knows."""
    text = STRAY.sub(" ", FOLD.sub("", text.replace("\x00", "")))
    defined = set(DEFINED_ZONE.findall(text))

    def zone(match: re.Match[str]) -> str:
        name = match[1] if match[1] is not None else match[2]
        if name in defined or is_zone(name) or not CHINESE_ZONE.search(name):
            return match[0]
        return "Asia/Shanghai"

    return ZONE_NAME.sub(zone, text)


def is_zone(name: str) -> bool:
    """Whether the name is one of the IANA database or of Windows."""
    if name in WINDOWS_TO_OLSON:
        return True
    try:
        ZoneInfo(name.strip("/"))
    except (KeyError, ValueError, OSError):
        return False
    return True


def single_event(zones: list[icalendar.Component], event: icalendar.Component) -> str:
    """A calendar of one event and the time zones it needs, as text."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//occurrence//")
    wanted = set(zone_names(event))
    for zone in zones:
        if str(zone.get("TZID", "")) in wanted:
            calendar.add_component(zone)
    calendar.add_component(event)
    return calendar.to_ical().decode("utf-8", "replace")


def zone_names(event: icalendar.Component) -> Iterator[str]:
    """The names of the time zones an event's times refer to."""
    for value in event.values():
        for one in value if isinstance(value, list) else [value]:
            if zone := parameters(one).get("TZID"):
                yield zone


def when(event: icalendar.Component, name: str) -> Any:
    """What a property says about time (a date, a datetime, a duration); None when it is absent or broken."""
    value = event.get(name)
    try:
        return getattr(value[0] if isinstance(value, list) and value else value, "dt", None)
    except ValueError:  # icalendar keeps broken properties and raises when they are looked at
        return None


def unknown_zone(event: icalendar.Component) -> str:
    """The time zone of a start that nobody knows, so that the time would be a guess; empty when all is well."""
    names = parameters(event.get("DTSTART"))
    moment = when(event, "DTSTART")
    guess = isinstance(moment, datetime) and moment.tzinfo is None
    return names.get("TZID", "") if guess else ""


def parameters(value: Any) -> dict[str, str]:
    """The parameters of a property, their names in capitals; of the first when it is given several times."""
    value = value[0] if isinstance(value, list) and value else value
    found = getattr(value, "params", None) or {}
    return {str(name).upper(): str(said) for name, said in found.items()}


def as_moment(value: date | datetime) -> datetime:
    """An aware time: floating times and whole days are taken as Asia/Shanghai."""
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=SHANGHAI)
    return value if value.tzinfo else value.replace(tzinfo=SHANGHAI)
