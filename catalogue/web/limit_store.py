"""Where rate limits are counted: a small SQLite file of the instance, so that all web processes count together.

It is a storage of the `limits` library, which has none between one process's memory and a server of its own. Counts
are worth nothing after an hour, so nothing waits for the disk.
"""

import sqlite3
from pathlib import Path
from threading import local
from time import time
from typing import Any

from limits.storage import Storage

SCHEME = "counters"
BUSY_SECONDS = 2.0
SWEPT_EVERY = 1000
"""Counts between two sweeps of what has expired."""
_TABLE = "CREATE TABLE IF NOT EXISTS counter (key TEXT PRIMARY KEY, count INTEGER, expires REAL) WITHOUT ROWID"
_COUNT = """
    INSERT INTO counter VALUES (:key, :amount, :expires)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN expires <= :now THEN :amount ELSE count + :amount END,
        expires = CASE WHEN expires <= :now THEN :expires ELSE expires END
    RETURNING count
"""


class CounterStore(Storage):
    """Fixed windows in the file named by the address, as counters:///path/to/file."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 - the library declares it so

    def __init__(self, uri: str, wrap_exceptions: bool = False, **options: Any) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)
        self._path = uri.removeprefix(f"{SCHEME}://")
        self._mine = local()
        self._counted = 0

    @property
    def base_exceptions(self) -> type[Exception]:
        return sqlite3.Error

    @property
    def _connection(self) -> sqlite3.Connection:
        """One for each thread; a forked process opens its own, for its threads are new ones."""
        if not hasattr(self._mine, "connection"):
            connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(_TABLE)
            self._mine.connection = connection
        return self._mine.connection

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, in a window of `expiry` seconds that begins with the first count; returns how many there are."""
        self._sweep_at_times()
        values = {"key": key, "amount": amount, "now": time(), "expires": time() + expiry}
        return int(self._connection.execute(_COUNT, values).fetchone()[0])

    def get(self, key: str) -> int:
        return int(self._row(key)[0])

    def get_expiry(self, key: str) -> float:
        """When the window of a key ends, in seconds since the epoch; now, for one that has none."""
        return float(self._row(key)[1])

    def check(self) -> bool:
        return self._connection.execute("SELECT 1").fetchone() == (1,)

    def reset(self) -> int:
        return self._connection.execute("DELETE FROM counter").rowcount

    def clear(self, key: str) -> None:
        self._connection.execute("DELETE FROM counter WHERE key = ?", (key,))

    def _row(self, key: str) -> tuple[int, float]:
        standing = "SELECT count, expires FROM counter WHERE key = ? AND expires > ?"
        return self._connection.execute(standing, (key, time())).fetchone() or (0, time())

    def _sweep_at_times(self) -> None:
        self._counted += 1
        if self._counted % SWEPT_EVERY == 0:
            self._connection.execute("DELETE FROM counter WHERE expires <= ?", (time(),))


def address_of(instance: Path) -> str:
    """The address of an instance's store, as the library writes it."""
    return f"{SCHEME}://{instance / 'counters.sqlite'}"
