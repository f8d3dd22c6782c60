"""The time people here live by: Asia/Shanghai, for everything shown or counted by day."""

from datetime import datetime

from harvesters.formats.dates import SHANGHAI as SHANGHAI
from harvesters.formats.dates import local_day as local_day


def local_moment(at: datetime) -> str:
    """An instant to the second: 2026-11-25 09:30:00."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
