"""The folders an index lives in: a pointer file names the live one, a new one is built beside it and swapped in."""

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from catalogue.search.engine import IndexUnavailable
from catalogue.search.engines.whoosh.schema import written_format

POINTER = "current"
FORMAT_FILE = "format"

Stamp = tuple[int, int]


@dataclass(frozen=True)
class IndexFolders:
    """`root` holds the pointer and the folders. Only a holder of the index lock may create, publish or tidy."""

    root: Path

    @property
    def pointer(self) -> Path:
        return self.root / POINTER

    def stamp(self) -> Stamp:
        """Changes whenever another folder becomes the live one; cheap enough to ask at each search."""
        try:
            status = self.pointer.stat()
        except OSError as error:
            raise IndexUnavailable("there is no search index yet") from error
        return status.st_ino, status.st_mtime_ns

    def live(self) -> Path:
        """The live folder. Raises IndexUnavailable when there is none, or one of another format."""
        try:
            folder = self.root / self.pointer.read_text(encoding="ascii").strip()
            written = (folder / FORMAT_FILE).read_text(encoding="ascii").strip()
        except (OSError, ValueError) as error:
            raise IndexUnavailable("there is no search index yet") from error
        if written != written_format():
            raise IndexUnavailable(f"the search index is of format {written!r}, this program writes another")
        return folder

    def create(self) -> Path:
        """An empty folder that nobody reads yet."""
        folder = self.root / f"built-{secrets.token_hex(6)}"
        folder.mkdir(parents=True)
        (folder / FORMAT_FILE).write_text(written_format(), encoding="ascii")
        return folder

    def publish(self, folder: Path) -> None:
        """Make a finished folder the live one, safe against a power cut, and remove the others.

        Readers of a removed folder keep their open files; those just opening it look at the pointer again.
        """
        for path in (*folder.iterdir(), folder):
            _to_disk(path)
        fresh = self.pointer.with_suffix(".new")
        fresh.write_text(folder.name, encoding="ascii")
        _to_disk(fresh)
        fresh.replace(self.pointer)
        _to_disk(self.root)
        self.tidy()

    def tidy(self) -> None:
        """Remove every folder but the live one: what a killed rebuild left, or what a swap replaced."""
        try:
            live = self.pointer.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            live = ""
        for folder in self.root.glob("built-*"):
            if folder.name != live:
                shutil.rmtree(folder, ignore_errors=True)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
