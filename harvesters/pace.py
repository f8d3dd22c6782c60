"""Keeps the pace of every host: so many requests in flight, so long between two starts, none while it wants rest.

Processes that name the same folder keep the pace together. There a host has a file for each request it may have
in flight, locked by the one that is (the kernel lets go when its process dies), and a file whose time of change is
the moment of the next permitted start. File names are short hashes, so that the folder stays small whatever hosts
are met; two hosts that share one merely wait for each other.
"""

import fcntl
import os
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from harvesters.clock import Clock, SystemClock
from harvesters.errors import HttpError

POLL_SECONDS = 0.05
LONGEST_REST = 3600.0
"""A next start further away than this is no wish of a host but a computer whose date was changed."""

Change = Callable[[float], float]
"""Takes the next permitted start of a host (seconds since 1970) and returns the one to keep from now on."""


class Turns(Protocol):
    """Where the turns of hosts are kept, a host by its short name."""

    def take(self, name: str) -> Callable[[], None] | None:
        """One of the host's places for a request in flight, as what gives it back; None when all are taken."""

    def change(self, name: str, change: Change) -> float:
        """Change the host's next permitted start while nobody else does; returns what it was."""


class MemoryTurns:
    """Turns of the threads of one process."""

    def __init__(self, at_once: int) -> None:
        self._lock = threading.Lock()
        self._free: defaultdict[str, int] = defaultdict(lambda: at_once)
        self._next: defaultdict[str, float] = defaultdict(float)

    def take(self, name: str) -> Callable[[], None] | None:
        with self._lock:
            if not self._free[name]:
                return None
            self._free[name] -= 1
        return lambda: self._give_back(name)

    def change(self, name: str, change: Change) -> float:
        with self._lock:
            permitted = self._next[name]
            self._next[name] = change(permitted)
        return permitted

    def _give_back(self, name: str) -> None:
        with self._lock:
            self._free[name] += 1


class FolderTurns:
    """Turns of all processes that name one folder."""

    def __init__(self, folder: Path, at_once: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._at_once = at_once

    def take(self, name: str) -> Callable[[], None] | None:
        for place in range(self._at_once):
            descriptor = self._open(f"{name}.{place}")
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
            else:
                return partial(os.close, descriptor)
        return None

    def change(self, name: str, change: Change) -> float:
        descriptor = self._open(f"{name}.next")
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            permitted = os.fstat(descriptor).st_mtime
            os.utime(descriptor, (change(permitted),) * 2)
        finally:
            os.close(descriptor)
        return permitted

    def _open(self, file: str) -> int:
        return os.open(self._folder / file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)


class Pace:
    """Lets requests to a host start when its turn comes. A host is any text that tells it from others."""

    def __init__(self, folder: Path | None = None, *, at_once: int = 1, clock: Clock | None = None) -> None:
        self._turns: Turns = FolderTurns(folder, at_once) if folder else MemoryTurns(at_once)
        self._clock = clock or SystemClock()

    @contextmanager
    def turn(self, host: str, *, delay: float, patience: float) -> Iterator[None]:
        """Wait for the host's turn and hold it. Raises HttpError when it would not come within `patience` seconds.

        The next start at the host is `delay` seconds after this one, whoever makes it.
        """
        give_up = self._clock.elapsed() + patience
        give_back = self._place(host, give_up)
        try:
            if (wait := self._reserve(host, delay, max(give_up - self._clock.elapsed(), 0.0))) > 0:
                self._clock.sleep(wait)
            yield
        finally:
            give_back()

    def rest(self, host: str, seconds: float) -> None:
        """Let nothing start at the host for a while: it asked for that."""
        until = self._clock.now() + min(seconds, LONGEST_REST)
        self._turns.change(short_name(host), lambda permitted: max(permitted, until))

    def _place(self, host: str, give_up: float) -> Callable[[], None]:
        while not (give_back := self._turns.take(short_name(host))):
            if self._clock.elapsed() >= give_up:
                raise HttpError(f"这个网站正在被别的采集访问，没有等到：{host}", fault="no_turn")
            self._clock.sleep(POLL_SECONDS)
        return give_back

    def _reserve(self, host: str, delay: float, patience: float) -> float:
        """The seconds to wait until we may start; they are ours then, and the host's next start moves on."""
        now = self._clock.now()

        def wait(permitted: float) -> float:
            return permitted - now if 0 < permitted - now <= LONGEST_REST else 0.0

        def following(permitted: float) -> float:
            return now + wait(permitted) + delay if wait(permitted) <= patience else permitted

        ours = wait(self._turns.change(short_name(host), following))
        if ours > patience:
            raise HttpError(f"这个网站要求过 {ours:.0f} 秒再访问，请稍后再采集：{host}", fault="no_turn")
        return ours


def short_name(host: str) -> str:
    """One of 65,536 names for any number of hosts."""
    return sha256(host.encode()).hexdigest()[:4]
