"""A job that many ask for and one thread does: whoever asks meanwhile is served by one more round."""

from collections.abc import Callable
from threading import Event, Lock
from time import monotonic, sleep


class Collapsing:
    """Rounds begin at least `pause_seconds` apart, so that a stream of requests is served by a few of them."""

    def __init__(self, pause_seconds: float) -> None:
        self._pause_seconds = pause_seconds
        self._wanted = Event()
        self._running = Lock()
        self._next_at = 0.0

    def run(self, job: Callable[[], None]) -> None:
        """See to it that a whole round of the job begins after this call.

        Returns when it is done, or at once when another thread is at it, which then does the round. What the job
        raises, whoever does the round gets.
        """
        self._wanted.set()
        while self._wanted.is_set() and self._running.acquire(blocking=False):
            try:
                sleep(max(0.0, self._next_at - monotonic()))
                self._next_at = monotonic() + self._pause_seconds
                self._wanted.clear()
                job()
            finally:
                self._running.release()
