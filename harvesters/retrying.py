"""Which failures are worth another attempt, and how long to wait before it.

Waits double from attempt to attempt and are drawn at random from their upper half, so that many who failed together
do not come back together. A server that names a time (Retry-After, RFC 9110 section 10.2.3) is left alone that long.
"""

import random
from datetime import UTC
from email.utils import parsedate_to_datetime

FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0
LONGEST_ASKED = 3600.0
"""A longer Retry-After counts as this: the host is asked again after an hour at the latest."""

PASSING_STATUSES = frozenset({429, 500, 502, 503, 504})
UNSERVED_STATUSES = frozenset({429, 503})
"""The server says that it did nothing with the request and that it wants to be left alone."""


def backoff(attempt: int) -> float:
    """Seconds to wait after this attempt, the first being 1."""
    most = min(FIRST_WAIT * 2 ** (attempt - 1), LONGEST_WAIT)
    return random.uniform(most / 2, most)  # noqa: S311  spreads load, keeps no secret  # nosec B311


def asked_wait(retry_after: str, now: float) -> float | None:
    """The seconds a Retry-After header asks for, as a number or a date; None when it says nothing to be understood."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_ASKED)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(aware.timestamp() - now, 0.0), LONGEST_ASKED)
