"""Reads the arguments the lists of the API share: which page, and which stretch of time."""

from datetime import UTC, date, datetime, time, timedelta

from flask import request

from catalogue.clock import SHANGHAI
from catalogue.errors import BadRequestArgument
from catalogue.search.request import MAX_PAGE, MAX_PER_PAGE

DEFAULT_PER_PAGE = 50
_LONGEST = 40


def read_page() -> tuple[int, int]:
    """`page` and `per_page`. Raises BadRequestArgument."""
    return _number("page", 1, MAX_PAGE), _number("per_page", DEFAULT_PER_PAGE, MAX_PER_PAGE)


def read_moment(name: str, *, end_of_day: bool = False) -> datetime | None:
    """An ISO 8601 date or time, in Asia/Shanghai unless it says otherwise; None when absent.

    A bare date is its first moment, with `end_of_day` the first one after it. Raises BadRequestArgument.
    """
    text = request.args.get(name, "").strip()
    if not text:
        return None
    try:
        return _moment(text[:_LONGEST], end_of_day=end_of_day)
    except (ValueError, OverflowError) as error:
        message = f"参数 {name} 须是日期或时间，如 2026-11-23 或 2026-11-23T19:30:00+08:00。"
        raise BadRequestArgument(name, message) from error


def _moment(text: str, *, end_of_day: bool) -> datetime:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        # An unescaped plus in an address arrives as a blank: 19:30:00+08:00 is 19:30:00 08:00 here.
        moment = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    else:
        moment = datetime.combine(day + timedelta(days=1 if end_of_day else 0), time(), SHANGHAI)
    moment.astimezone(UTC)  # a year that no other zone can hold is refused here, not in the database
    return moment


def _number(name: str, default: int, most: int) -> int:
    text = request.args.get(name, "").strip()
    if not text:
        return default
    if text.isascii() and text.isdigit() and len(text) <= len(str(most)) and 1 <= int(text) <= most:
        return int(text)
    raise BadRequestArgument(name, f"参数 {name} 须是 1 到 {most} 之间的整数。")
