"""Reads how long something takes (14周, 两个半小时, 50学时, 1:30:00) or how much a week (3-4小时每周) as ISO 8601."""

import re
import unicodedata

from harvesters.formats.numerals import with_digits

ISO = re.compile(
    r"P(?=[\dT])(?:\d+(?:\.\d+)?Y)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?W)?(?:\d+(?:\.\d+)?D)?"
    r"(?:T(?=\d)(?:\d+(?:\.\d+)?H)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?S)?)?$"
)
UNITS = (
    ("W", r"周|週|星期|weeks?(?![a-z])|wks?(?![a-z])"),
    ("TH", r"[个個]?(?:小时|小時|学时|學時|课时|課時|钟头)|hours?(?![a-z])|hrs?(?![a-z])|h(?![a-z])"),
    ("TM", r"分钟|分鐘|分|minutes?(?![a-z])|mins?(?![a-z])|m(?![a-z])"),
    ("D", r"天|日|days?(?![a-z])"),
    ("M", r"[个個]?月|months?(?![a-z])"),
    ("Y", r"年|years?(?![a-z])"),
)
NUMBER = r"(\d{1,5}(?:\.\d{1,2})?)"
RANGE = r"(?:[-~至到]+" + NUMBER + r")?"
CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})$")
PER_WEEK = re.compile(r"(?:每|/|一|per|a)?(?:周|週|星期|week)每?")
HOURS_OR_MINUTES = f"(?:{UNITS[1][1]}|{UNITS[2][1]})"
IN_A_WEEK = re.compile(
    rf"(?:每[个個]?(?:周|週|星期)|(?:per|a|each)\s*week)[^\d,，;；+＋]{{0,6}}{NUMBER}{RANGE}{HOURS_OR_MINUTES}"
    rf"|{NUMBER}{RANGE}{HOURS_OR_MINUTES}(?:左右)?(?:[/每一]+(?:周|週|星期|week|wk)|\s*(?:per|a|each)\s*week|/wk)"
)
HOURS_AND_MINUTES = re.compile(rf"{NUMBER}(?:{UNITS[1][1]}){NUMBER}(?:{UNITS[2][1]})")
HALF = re.compile(r"(?:(\d{1,4})[个個]?)?半[个個]?(?=小时|小時|钟头|天|年|月)|(\d{1,4})(?=(?:小时|小時|钟头)半)")
MOST_HOURS_A_WEEK = 40
MOST_SECONDS = 1000 * 3600
DASHES = str.maketrans("－—–～〜∼", "------")


def read_duration(text: str) -> str:
    """The whole length as an ISO 8601 duration; empty when the text gives none. A range gives its upper end.

    What is told for a week is an effort, not a length; a number of lectures (12讲) is neither.
    """
    text = normalise(text)
    if ISO.match(text.upper()):
        return text.upper()
    if clock := CLOCK.match(text):
        return from_clock(*clock.groups())
    text = HALF.sub(lambda found: f"{found[1] or found[2] or 0}.5", with_digits(IN_A_WEEK.sub("", text)))
    if both := HOURS_AND_MINUTES.search(text):
        return f"PT{float(both[1]):g}H{float(both[2]):g}M"
    for unit, words in UNITS:
        if found := re.search(f"(?<![第\\d.]){NUMBER}{RANGE}(?:{words})", text):
            return iso(found[2] or found[1], unit)
    return ""


def read_effort(text: str) -> str:
    """The effort in a week: PT3H, or PT3H/PT4H for a range; a bare number counts hours. Empty when none is given."""
    text = normalise(text)
    parts = text.upper().split("/")
    if all(ISO.match(part) for part in parts):
        return "/".join(parts[:2])
    for unit, words in UNITS[1:3]:
        if found := re.search(f"{NUMBER}{RANGE}(?:{words})", text):
            return span(found[1], found[2], unit)
    bare = re.match(f"{NUMBER}{RANGE}(?:{PER_WEEK.pattern})?$", text)
    if bare and float(bare[1]) <= MOST_HOURS_A_WEEK:
        return span(bare[1], bare[2], "TH")
    return ""


def normalise(text: str) -> str:
    """Half-width, lower-case, one kind of dash, no spaces but between words in letters."""
    text = unicodedata.normalize("NFKC", text[:200]).translate(DASHES).lower()
    return re.sub(r"(?<![a-z])\s+|\s+(?![a-z])", "", text)


def from_clock(hours: str | None, minutes: str, seconds: str) -> str:
    """An ISO duration from a player's clock: 1:02:03 or 12:34."""
    return from_seconds(int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds))


def from_seconds(seconds: float) -> str:
    """An ISO duration from seconds; empty for none and for more than a thousand hours."""
    total = int(seconds) if 0 < seconds <= MOST_SECONDS else 0
    parts = [(total // 3600, "H"), (total % 3600 // 60, "M"), (total % 60, "S")]
    written = "".join(f"{amount}{unit}" for amount, unit in parts if amount)
    return f"PT{written}" if written else ""


def span(low: str, high: str | None, unit: str) -> str:
    """One duration, or two with a slash when they differ."""
    first, second = iso(low, unit), iso(high or low, unit)
    if float(high or low) < float(low):
        return ""
    return first if first == second else f"{first}/{second}" if first else second


def iso(amount: str, unit: str) -> str:
    """An ISO duration from an amount and a unit of UNITS; empty for zero."""
    number = float(amount)
    if not number:
        return ""
    return f"P{unit[:-1]}{number:g}{unit[-1]}"
