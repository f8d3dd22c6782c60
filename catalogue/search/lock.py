"""The one lock every writer of the index holds: sync, rebuild and swap, in the worker or in a command."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from catalogue.search.engine import IndexBusy

LOCK_NAME = "index.lock"
RETRY_SECONDS = 0.1


@contextmanager
def index_lock(instance: Path, *, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the lock of an instance folder; the kernel lets go of it when the process dies.

    Raises IndexBusy when another holder keeps it longer than `wait_seconds`. Not to be nested.
    """
    descriptor = os.open(instance / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _acquire(descriptor, time.monotonic() + wait_seconds)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise IndexBusy("another process is writing the search index") from None
            time.sleep(RETRY_SECONDS)
