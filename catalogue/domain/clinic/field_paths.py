"""Guesses which path in the entries of an interface holds which field of ours, by its name and by what stands there."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from catalogue.domain.clinic.field_names import field_meant
from catalogue.domain.clinic.guess import Understood
from harvesters.formats.addresses import resolve
from harvesters.formats.dates import read_date
from harvesters.formats.json_fields import LECTURE_FIELDS, texts, value_at
from harvesters.formats.json_paths import PATH
from harvesters.formats.moments import read_moment

Entry = dict[str, Any]

SAMPLES = 20
DEEPEST = 3
MOST_NAMES = 100
MOST_PATHS = 300
LONGEST_NAME = 300
LONGEST_EXAMPLE = 80
ADDRESSES = ("http://", "https://", "/", "./")
MOSTLY = 0.5
"""The share of entries that must have a name, and an address, for the path to be the right one."""


def understood_fields(samples: Sequence[Entry], url: str, *, lectures: bool) -> tuple[Understood, ...]:
    """Each field with its likeliest path, in the order in which they stand; times and places only for `lectures`."""
    best: dict[str, tuple[int, Understood]] = {}
    for path in _paths(samples):
        field, rank = field_meant(path)
        if not field or (field in LECTURE_FIELDS and not lectures):
            continue
        said = [_said(entry, path) for entry in samples]
        good = [text for text in said if _fits(field, text, url)]
        if _enough(field, good, len(samples)) and (field not in best or rank < best[field][0]):
            best[field] = rank, Understood(field, path, good[0][:LONGEST_EXAMPLE])
    return tuple(understood for _, understood in best.values())


def left_over_names(samples: Sequence[Entry], understood: Sequence[Understood]) -> tuple[str, ...]:
    """The names of the entries' own fields under which nothing was understood."""
    known = {one.path.partition(".")[0] for one in understood}
    names = dict.fromkeys(name for entry in samples for name in islice(entry, MOST_NAMES))
    return tuple(name[:LONGEST_EXAMPLE] for name in islice(names, MOST_NAMES) if name not in known)


def _paths(samples: Sequence[Entry]) -> Iterator[str]:
    """The paths in the samples, each once, the outer ones of a branch first."""
    every = (path for entry in samples for path in _inner_paths(entry, "", DEEPEST))
    return iter(dict.fromkeys(islice(every, MOST_PATHS * SAMPLES)))


def _inner_paths(value: Any, before: str, deeper: int) -> Iterator[str]:
    if isinstance(value, list):
        first = value[0] if value else None
        yield from _inner_paths(first, f"{before}*.", deeper) if isinstance(first, dict) and before else ()
        return
    for name, part in islice(value.items(), MOST_NAMES) if isinstance(value, dict) else ():
        path = f"{before}{name}"
        if "." in name or not PATH.match(path):
            continue
        yield path
        if deeper > 1:
            yield from _inner_paths(part, f"{path}.", deeper - 1)


def _said(entry: Entry, path: str) -> str:
    return next(iter(texts(value_at(entry, path))), "")


def _fits(field: str, text: str, url: str) -> bool:
    """Whether what stands there can be such a field."""
    if field == "title":
        return 1 < len(text) <= LONGEST_NAME and not text.isdigit() and not text.startswith(ADDRESSES)
    if field in ("url", "image"):
        return text.startswith(ADDRESSES) and bool(resolve(url, text))
    if field in ("published", "updated"):
        return read_date(text) is not None
    if field in ("starts", "ends"):
        return read_moment(text) is not None
    return bool(text)


def _enough(field: str, good: Sequence[str], of: int) -> bool:
    """An address shared by all entries is that of something else, and so is an identifier two of them have."""
    if field == "id":
        return len(set(good)) == of
    if field == "url" and of > 1 and len(set(good)) < 2:
        return False
    return len(good) >= of * MOSTLY if field in ("title", "url", "starts") else bool(good)
