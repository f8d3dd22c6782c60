"""Reads the times machines write (ISO 8601 and what comes close): an aware instant, or a whole day."""

import re
from datetime import datetime
from typing import NamedTuple

from harvesters.formats.dates import SHANGHAI, read_date

CLOCK = re.compile(r"[T\s日号]\s*(\d{1,2})[:：时点](\d{2})?")


class Time(NamedTuple):
    """An aware time; of a whole day it is the midnight it begins with, Asia/Shanghai."""

    at: datetime
    all_day: bool


def read_time(text: str) -> Time | None:
    """The time meant; one without a zone is Shanghai's, a midnight without a zone the whole day. None for no time."""
    text = text.strip()[:100]
    day = read_date(text)
    if day is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        clock = CLOCK.search(text)
        hour, minute = (int(clock[1]), int(clock[2] or 0)) if clock else (0, 0)
        if hour > 23 or minute > 59:
            return None
        at = datetime(day.year, day.month, day.day, hour, minute)
    if at.tzinfo:
        return Time(at, all_day=False)
    return Time(at.replace(tzinfo=SHANGHAI), all_day=(at.hour, at.minute, at.second) == (0, 0, 0))
