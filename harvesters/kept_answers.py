"""Answers kept on disk together with what lets us ask whether they are still good (RFC 9110 section 13: validators).

An answer is never handed out unasked: the door sends its validators along, and only the server's 304 brings it back.
One file an address: a line of JSON, then the body in gzip, whose checksum tells a damaged one. Files are written
aside and renamed, and the ones unused for longest go when the folder grows over its bound. Looked at CacheControl
for this: it keeps no bound and holds several copies of a body in memory.
"""

import gzip
import json
import logging
import os
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock
from uuid import uuid4

from harvesters.answers import Response

log = logging.getLogger(__name__)

VALIDATORS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
LONGEST_HEAD = 64 * 1024
BLOCK = 4096
FAST = 1
"""Level of compression: the higher ones take several times as long for a tenth less."""

LARGEST_SHARE = 16
"""A body takes at most this part of the folder, and so of the memory while it is asked about."""

LOOK_SHARE = 16
"""The folder is looked through once for each such part written."""


@dataclass(frozen=True)
class Kept:
    """An answer found on disk."""

    headers: Mapping[str, str]
    content: bytes

    @property
    def conditions(self) -> dict[str, str]:
        """The request headers that ask whether it is still good."""
        return {asked: self.headers[name] for name, asked in VALIDATORS.items() if name in self.headers}


class KeptAnswers:
    """The answers kept in a folder, at most so many bytes of them (a little more for a moment)."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._most_bytes = most_bytes
        self._unlooked = most_bytes
        self._lock = Lock()

    def find(self, url: str) -> Kept | None:
        """What is kept of an address; None when there is nothing usable."""
        try:
            with self._path(url).open("rb") as file:
                head = json.loads(file.readline(LONGEST_HEAD))
                with gzip.open(file) as unpacked:
                    content = unpacked.read(self._largest + 1)
            if head["url"] == url and len(content) == head["length"]:
                return Kept(dict(head["headers"]), content)
        except FileNotFoundError:
            return None
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
            log.warning("kept answer of %s is damaged and not used: %s", url, error)
        return None

    def mark_used(self, url: str) -> None:
        """Count the answer among the freshly used ones."""
        with suppress(OSError):
            os.utime(self._path(url))

    def keep(self, url: str, response: Response) -> None:
        """Keep an answer that may be asked about again. A full disk costs the copy, never the fetch."""
        if response.status != 200 or not self._may_keep(response):
            return
        head = json.dumps({"url": url, "headers": dict(response.headers), "length": len(response.content)})
        if len(head) >= LONGEST_HEAD:
            return
        try:
            self._write(self._path(url), head.encode() + b"\n" + gzip.compress(response.content, FAST, mtime=0))
        except OSError as error:
            log.warning("answer of %s could not be kept: %s", url, error)

    def _may_keep(self, response: Response) -> bool:
        told = response.headers.get("cache-control", "").lower()
        if "no-store" in told or response.headers.get("vary", "").strip() == "*":
            return False
        return any(name in response.headers for name in VALIDATORS) and len(response.content) <= self._largest

    @property
    def _largest(self) -> int:
        return self._most_bytes // LARGEST_SHARE

    def _write(self, path: Path, content: bytes) -> None:
        aside = self._folder / f"{path.name}.{uuid4().hex}"
        try:
            aside.write_bytes(content)
            aside.replace(path)
        except OSError:
            aside.unlink(missing_ok=True)
            raise
        if self._is_look_due(len(content)):
            self._drop_oldest()

    def _is_look_due(self, written: int) -> bool:
        with self._lock:
            self._unlooked += room(written)
            due = self._unlooked > self._most_bytes // LOOK_SHARE
            self._unlooked = 0 if due else self._unlooked
        return due

    def _drop_oldest(self) -> None:
        """Keep the files used last, as many as fit; orphans of killed writers go the same way."""
        left = self._most_bytes
        for _, size, path in sorted(self._files(), reverse=True):
            left -= room(size)
            if left < 0:
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError):  # another process tidies too
                stat = path.stat()
                yield stat.st_mtime, stat.st_size, path

    def _path(self, url: str) -> Path:
        return self._folder / sha256(url.encode()).hexdigest()


def room(size: int) -> int:
    """What a file of this size takes on a disk."""
    return -(-size // BLOCK) * BLOCK
