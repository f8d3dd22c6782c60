"""Finds values in JSON by a path of names: result.list, teachers.*.name (each of a list), dates.0.start (by number)."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from harvesters.errors import OptionError

PATH = re.compile(r"[^\s.,，:：{}]{1,100}(?:\.[^\s.,，:：{}]{1,100}){0,19}$")
MOST_FOUND = 1_000


def check_path(path: str) -> None:
    """Refuse what is no path. Raises OptionError."""
    if not PATH.match(path):
        raise OptionError(f"“{path[:100]}”不是字段路径，应写成 result.list 或 teachers.*.name 的样子")


def find_all(value: Any, path: str) -> list[Any]:
    """The values a path leads to, a list at its end taken apart; nulls and empty texts are left out."""
    found = (part for end in walk(value, path.split(".") if path else []) for part in parts_of(end))
    return list(islice((part for part in found if part is not None and part != ""), MOST_FOUND))


def find_first(value: Any, path: str) -> Any:
    """The first of the values a path leads to; None when there is none."""
    return next(iter(find_all(value, path)), None)


def walk(value: Any, names: list[str]) -> Iterator[Any]:
    """Follow the names inwards; `*` goes to every part of a list or an object."""
    if not names:
        yield value
        return
    name, rest = names[0], names[1:]
    for part in step(value, name):
        yield from walk(part, rest)


def step(value: Any, name: str) -> list[Any]:
    """The parts of a value that one name of a path means."""
    if name == "*":
        return list(value.values()) if isinstance(value, dict) else parts_of(value) if value else []
    if isinstance(value, dict):
        return [value[name]] if name in value else []
    if isinstance(value, list) and name.isascii() and name.isdigit():
        return value[int(name) :][:1] if len(name) <= 9 else []
    return []


def parts_of(value: Any) -> list[Any]:
    """The elements of a list; anything else is its own only part."""
    return value if isinstance(value, list) else [value]
