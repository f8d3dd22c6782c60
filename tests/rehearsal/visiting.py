"""What came of a visit to a rehearsing host, in the terms of what it expects; and a door with little patience."""

import re
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from harvesters import registry
from harvesters.errors import RecordError, SourceError
from harvesters.http import Http, HttpSettings
from harvesters.record import Item
from tests.rehearsal.behaviour import Behaviour, Expected
from tests.rehearsal.rehearsal import Rehearsal

UNIT = 0.1
"""How long a second of the rehearsal lasts in tests, in seconds."""

IMPATIENT = HttpSettings(
    connect_timeout=1.0, read_timeout=0.5, total_time=1.0, max_bytes=1024 * 1024, allow_private_networks=True
)
"""Five seconds of silence and ten for an answer, as the rehearsal counts them."""


def impatient_door(**changes: Any) -> Http:
    """The network as a harvester with little patience has it, with changes of its settings."""
    return Http(replace(IMPATIENT, **changes))


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


def visit(rehearsal: Rehearsal, behaviour: Behaviour, http: Http) -> Visit:
    """Find and read everything; a source that fails half way has brought nothing."""
    adapter, found = registry.get(behaviour.adapter), Visit()
    options = {"url": rehearsal.url(behaviour.name), **rehearsal.expected[behaviour.name].options}
    seen = set[str]()
    try:
        for item in adapter.find(http, options):
            if item.key in seen:
                found.repeated += 1
            elif item.deleted:
                found.deleted += 1
            else:
                read(found, behaviour, item)
            seen.add(item.key)
    except SourceError as error:
        return Visit(failure=str(error))
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
