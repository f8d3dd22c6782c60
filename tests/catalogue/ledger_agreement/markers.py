"""Marker words: each field of each record has one of its own, so that a word that leaks is known for what it is."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import product
from string import ascii_lowercase
from typing import Any

PREFIX = "zq"
MARKER = re.compile(rf"(?<![a-z0-9]){PREFIX}[a-z]{{4}}(?![a-z0-9])")


def new_markers() -> Iterator[str]:
    """One marker after the other, none twice."""
    return (PREFIX + "".join(letters) for letters in product(ascii_lowercase, repeat=4))


def markers_in(*values: Any) -> set[str]:
    """The markers anywhere in texts or JSON values."""
    texts = (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in values)
    return {marker for text in texts for marker in MARKER.findall(text)}


def first_marker(values: Iterable[str]) -> str:
    """The marker that a thing is looked for by."""
    return next(marker for value in values for marker in MARKER.findall(value))
