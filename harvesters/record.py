"""What an adapter hands over: items as found, records as read, and the protocol every adapter follows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from harvesters.errors import RecordError as RecordError
from harvesters.errors import SourceError as SourceError
from harvesters.errors import TokenExpired as TokenExpired
from harvesters.http import Http

Options = Mapping[str, Any]
"""What an adapter is told: the options it declares, and the reserved ones the run supplies.

Reserved: `url` (the source's address), `file` (a local path, given by an import only, never by a source),
`resume` (the token of the last item kept from an interrupted run) and `since` (an aware datetime: only what
changed after it is wanted, where the protocol can say so).
"""

COSTS = ("free", "free_with_paid_certificate", "paid", "unknown")
LOGINS = ("none", "required", "unknown")
LEVELS = ("starter", "basic", "intermediate", "advanced")
LECTURE_STATUSES = ("confirmed", "tentative", "cancelled")


@dataclass(frozen=True)
class Item:
    """One thing found and not read yet.

    `key` is the source's own identifier, unique within it. `data` is what was found, as JSON values. `token`,
    given back as the option `resume`, lets a protocol that pages go on after this item's page; find() raises
    TokenExpired when the source no longer knows it. `deleted` is the source's word that it is gone. `answered_at`
    is the source's own clock when it gave this item: an adapter that tells it can be asked, by the option `since`,
    for what changed and what was deleted after that moment.
    """

    key: str
    url: str
    data: Any
    deleted: bool = False
    token: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True)
class ResourceRecord:
    """What a source says about one resource, in the source's own words, cleaned but not judged.

    Kinds, audiences, levels, languages and accessibility may be codes or words; the catalogue maps them.
    `duration` is an ISO 8601 duration of the whole (P14W, PT4H: schema.org timeRequired); `effort` is one per
    week, or two with a slash for a range (PT3H/PT4H: schema.org courseWorkload). Text is plain, never HTML.
    """

    key: str
    url: str
    title: str
    summary: str = ""
    body: str = ""
    kind: str = ""
    provider: str = ""
    teachers: tuple[str, ...] = ()
    language: str = ""
    subjects: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    level: str = ""
    duration: str = ""
    effort: str = ""
    cost: str = "unknown"
    login: str = "unknown"
    accessibility: tuple[str, ...] = ()
    image: str = ""
    licence: str = ""
    provenance: str = ""
    published: date | None = None
    updated: date | None = None


@dataclass(frozen=True)
class LectureRecord:
    """What a source says about one occurrence of a lecture (RFC 5545 VEVENT).

    `recurrence_id` is empty for a single event, else the UTC start the series first gave this occurrence, as
    20261123T113000Z (20261123 for an all-day one). `starts` and `ends` are aware; an all-day lecture runs from
    midnight to midnight, Asia/Shanghai. `ends` may be None when the source gives neither end nor duration.
    """

    uid: str
    title: str
    starts: datetime
    ends: datetime | None = None
    recurrence_id: str = ""
    all_day: bool = False
    status: str = "confirmed"
    summary: str = ""
    url: str = ""
    location: str = ""
    provider: str = ""
    speakers: tuple[str, ...] = ()
    language: str = ""
    subjects: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    image: str = ""

    @property
    def key(self) -> str:
        """The identity of an occurrence within its source: UID and RECURRENCE-ID."""
        return f"{self.uid}#{self.recurrence_id}" if self.recurrence_id else self.uid


Record = ResourceRecord | LectureRecord


@dataclass(frozen=True)
class OptionSpec:
    """An option an adapter understands; `help` is shown to the person who adds a source.

    `check` is given the text a person wrote and raises ValueError, in Chinese, saying what is wrong with it.
    """

    name: str
    help: str
    required: bool = False
    check: Callable[[str], object] = str


class Adapter(Protocol):
    """How to read one kind of place. One class a file in harvesters/adapters, found by the registry.

    `full_list` says whether absence means gone (True) or nothing (False: the source shows only a window).
    """

    title: str
    full_list: bool
    options: tuple[OptionSpec, ...]

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        """Talk to the source and yield what is there, untouched. Raises SourceError when it cannot be read."""

    def read(self, item: Item) -> Record | None:
        """Interpret one item without touching the network; None when it is not ours. Raises RecordError."""
