"""Reads the lists of words that search goes by: shipped files, and what an installation adds to them.

A list is UTF-8 text; `#` begins a comment. The files in catalogue/search/data/ are defaults; a file of the same name
in instance/vocabularies/ adds lines, and so survives an upgrade.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

SHIPPED = Path(__file__).parent / "data"

_additions: list[Path] = []


class WordListError(Exception):
    """A list that cannot be used; the message names the file and the line."""


@dataclass(frozen=True)
class Line:
    """A line without its comment; `place` is the file and the line's number, for messages."""

    text: str
    place: str


def add_from(folder: Path) -> None:
    """Read the installation's own lists from this folder from now on; it need not exist."""
    _additions[:] = [folder]


@cache
def _content(name: str, folder: Path, changed: int) -> str:
    """The text of one file; `changed` only makes an edited file another one to the cache."""
    try:
        return (folder / name).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise WordListError(f"{folder / name}: {error}") from error


def _contents(name: str) -> Iterator[tuple[Path, str]]:
    for folder in (SHIPPED, *_additions):
        if (path := folder / name).is_file():
            yield path, _content(name, folder, path.stat().st_mtime_ns)


def lines(name: str) -> Iterator[Line]:
    """The lines of a list that say something, shipped ones first. Raises WordListError."""
    for path, content in _contents(name):
        for number, line in enumerate(content.splitlines(), start=1):
            if text := line.partition("#")[0].strip():
                yield Line(text, f"{path}:{number}")


def listed(name: str) -> list[str]:
    """All words of a list whose lines hold words parted by blanks. Raises WordListError."""
    return [word for line in lines(name) for word in line.text.split()]


def fingerprint(*names: str) -> str:
    """Short text that differs when one of the lists does."""
    content = "\0".join(text for name in names for _path, text in _contents(name))
    return sha256(content.encode()).hexdigest()[:8]
