"""Reads dates as sources write them: ISO, RFC 822, 2018年09月10日, 2018年上半年, 民国107年, Unix time; 待定 is None."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

from harvesters.formats.numerals import with_digits

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_YEAR, LAST_YEAR = 1900, 2100  # 2999 and 32503651201000 ms (the year 3000) stand for 待定 on course platforms
ZERO = date(1970, 1, 1)  # a Unix time nobody set
REPUBLIC = 1911  # 民国1年 is 1912

NUMERIC = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*[日号]?)?(?![\d])")
REPUBLICAN = re.compile(r"(?:中华|中華)?[民][国國]\s*(\d{1,3})\s*年")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,6}Z?)?$")
EPOCH = re.compile(r"-?\d{9,14}(?:\.0+)?$")
YEAR = re.compile(r"(\d{4})\s*年?$")
PART_OF_YEAR = re.compile(r"(\d{4})\s*年?\s*(?:第)?(上半年|下半年|[1-4一二三四]季度|[春夏秋冬](?:季|学期|季学期)?)")
FIRST_MONTHS = {
    **{"上": 1, "下": 7, "春": 3, "夏": 6, "秋": 9, "冬": 12},
    **{"1": 1, "2": 4, "3": 7, "4": 10, "一": 1, "二": 4, "三": 7, "四": 10},
}
MILLISECONDS = 100_000_000_000


def read_date(value: Any) -> date | None:
    """The day meant, in Asia/Shanghai when an instant is given; None for no, unknown or impossible dates.

    A month, a term, a quarter or a half of a year that is named by its year is its first day.
    """
    if isinstance(value, datetime):
        return plausible(local_day(value))
    if isinstance(value, date):
        return plausible(value)
    text = unicodedata.normalize("NFKC", str(value or "")[:100]).strip()
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
    if not text.isascii():
        text = REPUBLICAN.sub(lambda found: f"{int(found[1]) + REPUBLIC}年", with_digits(text))
    return from_parts(text) or from_message(text)


def from_parts(text: str) -> date | None:
    """The day written by its year, with month and day or without."""
    if numeric := NUMERIC.search(text):
        return date(int(numeric[1]), int(numeric[2]), int(numeric[3] or 1))
    if part := PART_OF_YEAR.search(text):
        return date(int(part[1]), FIRST_MONTHS[part[2][0]], 1)
    year = YEAR.match(text)
    return date(int(year[1]), 1, 1) if year else None


def from_message(text: str) -> date | None:
    """The day as messages are dated (RFC 822)."""
    if any(character.isalpha() for character in text) and any(character.isdigit() for character in text):
        return local_day(parsedate_to_datetime(text))
    return None


def from_epoch(number: float) -> date:
    """The day of a Unix time in seconds or, beyond the year 5138, in milliseconds."""
    return local_day(epoch_moment(number))


def epoch_moment(number: float) -> datetime:
    """The instant of a Unix time in seconds or, beyond the year 5138, in milliseconds."""
    seconds = number / 1000 if abs(number) >= MILLISECONDS else number
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


def local_day(moment: datetime) -> date:
    """The calendar day in China of an instant; a time without zone is taken as written."""
    return moment.astimezone(SHANGHAI).date() if moment.tzinfo else moment.date()


def plausible(day: date | None) -> date | None:
    """The day, or None when its year is a placeholder or a slip."""
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR and day != ZERO else None
