"""Finds, in a JSON answer, the list whose entries are most like courses or lectures."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from catalogue.domain.clinic.field_paths import SAMPLES, left_over_names, understood_fields
from catalogue.domain.clinic.guess import Understood
from harvesters.formats.json_paths import PATH

DEEPEST = 5
MOST_PLACES = 1_000
MOST_NAMES = 100
MOST_LISTS = 20
EVENTS = re.compile(r"event|lecture|seminar|webinar|jiangzuo|讲座|活动|直播", re.IGNORECASE)


@dataclass(frozen=True)
class EntryList:
    """The path of a list (empty: the whole answer), how many entries it has, and what was understood of them."""

    path: str
    count: int
    understood: tuple[Understood, ...]
    left_over: tuple[str, ...]

    @property
    def has_names(self) -> bool:
        return any(one.field == "title" for one in self.understood)

    @property
    def worth(self) -> tuple[int, int, int]:
        """How sure it is that this is the list: first by having names and addresses, then by all fields."""
        fields = {one.field for one in self.understood}
        return len(fields & {"title", "url"}), len(fields), self.count


def best_list(content: Any, url: str) -> EntryList | None:
    """The list to harvest, or at least the longest; None when nothing has entries with fields."""
    found = [_looked_at(path, entries, url) for path, entries in islice(_lists(content), MOST_LISTS)]
    if isinstance(content, dict):
        alone = _looked_at("", [content], url)
        found += [alone] if alone.has_names else []
    return max((one for one in found if one.understood or one.left_over), key=lambda one: one.worth, default=None)


def _looked_at(path: str, entries: list[Any], url: str) -> EntryList:
    samples = [entry for entry in entries[:SAMPLES] if isinstance(entry, dict)]
    lectures = bool(EVENTS.search(url) or EVENTS.search(path))
    understood = understood_fields(samples, url, lectures=lectures)
    return EntryList(path, len(entries), understood, left_over_names(samples, understood))


def _lists(content: Any) -> Iterator[tuple[str, list[Any]]]:
    """The lists of objects, from the outside inwards."""
    places = deque([("", content, 0)])
    for _ in range(MOST_PLACES):
        if not places:
            break
        path, value, depth = places.popleft()
        if isinstance(value, list) and any(isinstance(entry, dict) for entry in value[:SAMPLES]):
            yield path, value
        elif isinstance(value, dict) and depth < DEEPEST:
            places.extend(_inside(path, value, depth))


def _inside(path: str, value: dict[str, Any], depth: int) -> Iterator[tuple[str, Any, int]]:
    for name, part in islice(value.items(), MOST_NAMES):
        inner = f"{path}.{name}" if path else name
        if isinstance(part, dict | list) and "." not in name and PATH.match(inner):
            yield inner, part, depth + 1
