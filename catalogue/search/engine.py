"""What a search engine is to the rest of the site: documents go in, public ids and counts come out.

The index is a copy. Engines never hand out titles or rows; whoever shows something reads it from the database by id.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from catalogue.search.query import Wishes

TYPES = ("resource", "lecture", "collection", "institution")
TEXTS = ("title", "provider", "teachers", "topics", "summary", "body")
FACETS = ("topic", "audience", "kind", "level", "institution", "region", "language", "access", "login")
SORTS = ("relevance", "newest", "popular")


class IndexUnavailable(Exception):
    """The index is missing, damaged or of another analyser: say that search is coming back, and rebuild."""


class IndexBusy(Exception):
    """Another process is writing the index: leave the work to it."""


class RebuildRefused(Exception):
    """A new index holds far more or fewer documents than the one it was to replace; a person should look first."""

    def __init__(self, written: int, expected: int) -> None:
        super().__init__(f"the new index holds {written} documents, the live one {expected}")
        self.written, self.expected = written, expected


@dataclass(frozen=True)
class Document:
    """What the index knows of one public thing.

    `id` is the public id, `version` the row's version it was made from. `texts` holds plain text by a name of TEXTS,
    `facets` vocabulary codes by a name of FACETS, ancestors included, so that a choice of 数字生活 finds what is
    filed under 智能手机使用. `date` (aware) orders by newest, lectures by soonest, `popularity` by popular.
    `quality`, from 0 to 1, gently raises what fits equally well otherwise.
    """

    id: str
    type: str
    version: int
    texts: Mapping[str, str]
    facets: Mapping[str, tuple[str, ...]]
    date: datetime
    popularity: int = 0
    quality: float = 0.0


@dataclass(frozen=True)
class Query:
    """What somebody asks for. `text` is untrusted and may be anything; blank asks for everything of the type.

    `wishes`, when given, is what the text was understood to ask for, and how strictly; otherwise the engine reads
    the text itself, and is content with half of the words, or any, where nothing has all of them. `filters` names
    the codes chosen in each facet: one of them must fit (OR), in every facet (AND). `facets` are the names to count,
    `most` how many codes of a facet are wanted, where not all are.
    """

    text: str = ""
    wishes: Wishes | None = None
    type: str = "resource"
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()
    most: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Hits:
    """One page of ids, and what holds for the whole result.

    `facets[name][code]` counts the whole result without the choice made in that facet itself, so the other choices
    keep their numbers. The most frequent codes come first, equals in their alphabetical order; beyond `most`, only
    those that are chosen. `relaxed` says that not every word of the query is in the hits.
    """

    ids: tuple[str, ...] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    relaxed: bool = False


FAR_OFF = 0.1
FEW_DOCUMENTS = 50


def far_off(written: int, expected: int) -> bool:
    """Whether a rebuild is to be looked at: off by more than a tenth, and by more than chance in a small catalogue."""
    return abs(written - expected) > max(FAR_OFF * expected, FEW_DOCUMENTS)


Progress = Callable[[int], None]
"""Told from time to time how many documents have been written so far."""


class SearchEngine(Protocol):
    """Readers may be many; writers hold `index_lock` (sync, rebuild and the commands do), so there is one."""

    def search(self, query: Query) -> Hits:
        """For pages and the API. Raises IndexUnavailable and nothing else."""
        ...

    def apply(self, documents: Iterable[Document], deletions: Collection[str] = ()) -> None:
        """For sync: write or replace the documents and drop the ids, in one commit readers see at once or not at all.

        Raises IndexUnavailable.
        """
        ...

    def rebuild(
        self, documents: Iterable[Document], progress: Progress | None = None, expected: int | None = None
    ) -> int:
        """For sync.rebuild: write a new index beside the live one and swap. Returns how many documents it has.

        Raises RebuildRefused, and leaves the live index, when that is far from `expected` (see FAR_OFF).
        """
        ...

    def needs_rebuild(self) -> bool:
        """For sync and `upgrade`: whether there is no index, none that opens, or one of another analyser."""
        ...

    def versions(self) -> Mapping[str, int]:
        """For `index check`: the version of every id in the index. Raises IndexUnavailable."""
        ...

    def count(self) -> int:
        """For doctor and readiness: how many documents there are. Raises IndexUnavailable."""
        ...

    def lexicon(self, text: str) -> Mapping[str, int]:
        """For corrections and suggestions: the terms of one of TEXTS with the number of documents holding each.

        Raises IndexUnavailable.
        """
        ...

    def state(self) -> Hashable:
        """For whoever keeps something computed from the index: differs after every commit and swap.

        Raises IndexUnavailable.
        """
        ...

    def warm_up(self) -> None:
        """For the start of a process: load what the first search would wait for. An absent index is no error."""
        ...

    def watch(self) -> None:
        """For web processes: open what is committed and swapped in the background from now on.

        A search then waits for nothing and is answered from an index at most some seconds old. Threads do not survive
        a fork: a process that is forked calls it again.
        """
        ...

    def close(self) -> None:
        """Let go of open files; the next use opens them again."""
        ...
