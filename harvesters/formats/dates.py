"""Reads dates as sources write them: ISO, RFC 822, 2018年09月10日, 2018.9.10, Unix time; "to be announced" is None."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_YEAR, LAST_YEAR = 1900, 2100  # 2999 and 32503651201000 ms (the year 3000) stand for 待定 on course platforms
ZERO = date(1970, 1, 1)  # a Unix time nobody set

NUMERIC = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*[日号]?)?(?![\d])")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,6}Z?)?$")
EPOCH = re.compile(r"-?\d{9,14}(?:\.0+)?$")
YEAR = re.compile(r"(\d{4})\s*年?$")
MILLISECONDS = 100_000_000_000


def read_date(value: Any) -> date | None:
    """The day meant, in Asia/Shanghai when an instant is given; None for no, unknown or impossible dates."""
    if isinstance(value, datetime):
        return plausible(local_day(value))
    if isinstance(value, date):
        return plausible(value)
    text = str(value or "").strip()[:100]
    try:
        return plausible(from_text(text))
    except (ValueError, OverflowError, OSError):
        return None


def from_text(text: str) -> date | None:
    """The day in a text. Raises ValueError or OverflowError for days that do not exist."""
    if EPOCH.match(text):
        return from_epoch(float(text))
    if compact := COMPACT.match(text):
        return date(int(compact[1]), int(compact[2]), int(compact[3]))
    if len(text) > 10 and text[10] in "T ":
        try:
            return local_day(datetime.fromisoformat(text))
        except ValueError:
            pass  # not quite ISO; the date part may still be good
    if numeric := NUMERIC.search(text):
        return date(int(numeric[1]), int(numeric[2]), int(numeric[3] or 1))
    if year := YEAR.match(text):
        return date(int(year[1]), 1, 1)
    if any(character.isalpha() for character in text) and any(character.isdigit() for character in text):
        return local_day(parsedate_to_datetime(text))
    return None


def from_epoch(number: float) -> date:
    """The day of a Unix time in seconds or, beyond the year 5138, in milliseconds."""
    seconds = number / 1000 if abs(number) >= MILLISECONDS else number
    return local_day(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))


def local_day(moment: datetime) -> date:
    """The calendar day in China of an instant; a time without zone is taken as written."""
    return moment.astimezone(SHANGHAI).date() if moment.tzinfo else moment.date()


def plausible(day: date | None) -> date | None:
    """The day, or None when its year is a placeholder or a slip."""
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR and day != ZERO else None
