"""The time as the door sees it, in one object so that tests can let hours pass in no time."""

import time
from typing import Protocol


class Clock(Protocol):
    """What the door asks of a clock. All times in seconds."""

    def now(self) -> float:
        """Seconds since 1970, which several processes agree on."""

    def elapsed(self) -> float:
        """A count that only ever goes up, whatever is done to the computer's date."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The computer's own."""

    def now(self) -> float:
        return time.time()

    def elapsed(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
