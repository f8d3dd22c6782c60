"""What came of a visit to a rehearsing host, in the terms of what it expects; and a door with little patience."""

import re
import time
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from harvesters import registry
from harvesters.errors import RecordError, SourceError, TokenExpired
from harvesters.http import Http, HttpSettings
from harvesters.record import Item
from tests.rehearsal.behaviour import Behaviour, Expected
from tests.rehearsal.rehearsal import Rehearsal

UNIT = 0.1
"""How long a second of the rehearsal lasts in tests, in seconds."""

IMPATIENT = HttpSettings(
    connect_timeout=1.0,
    read_timeout=0.5,
    total_time=1.0,
    patience=60.0,
    max_bytes=1024 * 1024,
    allow_private_networks=True,
)
"""Five seconds of silence and ten for an answer, as the rehearsal counts them."""


def impatient_door(**changes: Any) -> Http:
    """The network as a harvester with little patience has it, with changes of its settings."""
    return Http(replace(IMPATIENT, **changes), clock=RehearsalClock())


class RehearsalClock:
    """A clock on which a second lasts as long as in the rehearsal, so that waits between attempts are short too."""

    def now(self) -> float:
        return time.time() / UNIT

    def elapsed(self) -> float:
        return time.monotonic() / UNIT

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds * UNIT)


@dataclass
class Visit:
    """What one visit brought; the fields are those of Expected."""

    good: list[str] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)
    failure: str = ""
    not_ours: int = 0
    repeated: int = 0
    deleted: int = 0

    def as_expected(self, expected: Expected) -> "Visit":
        """What it should have been, its own wording kept wherever that fits the expected pattern."""
        return Visit(
            good=list(expected.good),
            bad=[wording(pattern, reason) for pattern, reason in zip_longest(expected.bad, self.bad, fillvalue="")],
            failure=wording(expected.failure, self.failure),
            not_ours=expected.not_ours,
            repeated=expected.repeated,
            deleted=expected.deleted,
        )


def wording(expected: str, said: str) -> str:
    """What was said when it fits the expected pattern, else that."""
    return said if expected and re.search(expected, said) else expected


def visit(rehearsal: Rehearsal, behaviour: Behaviour, http: Http, *, again: bool = True) -> Visit:
    """Find and read everything; a source that fails half way has brought nothing.

    One whose token has run out is read anew, once, as a run does.
    """
    try:
        return walk(rehearsal, behaviour, http)
    except SourceError as error:
        if isinstance(error, TokenExpired) and again:
            return visit(rehearsal, behaviour, http, again=False)
        return Visit(failure=str(error))


def walk(rehearsal: Rehearsal, behaviour: Behaviour, http: Http) -> Visit:
    """Find and read everything. Raises SourceError."""
    found, seen = Visit(), set[str]()
    options = {"url": rehearsal.url(behaviour.name), **rehearsal.expected[behaviour.name].options}
    for item in registry.get(behaviour.adapter).find(http, options):
        if item.key in seen:
            found.repeated += 1
        elif item.deleted:
            found.deleted += 1
        else:
            read(found, behaviour, item)
        seen.add(item.key)
    return found


def read(found: Visit, behaviour: Behaviour, item: Item) -> None:
    """Put the item among the good, the bad or those that are not ours."""
    try:
        record = registry.get(behaviour.adapter).read(item)
    except RecordError as error:
        found.bad.append(str(error))
    else:
        found.good += [record.title] if record else []
        found.not_ours += record is None
