"""The SearchEngine over Whoosh: opens what is live, searches it, writes it, builds it anew."""

import logging
import shutil
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from math import inf
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep
from typing import TypeVar

from whoosh.index import open_dir

from catalogue.search import dictionary
from catalogue.search.engine import FACETS, Document, Hits, IndexUnavailable, Progress, Query, RebuildRefused, far_off
from catalogue.search.engines.whoosh.building import build
from catalogue.search.engines.whoosh.counting import count, narrow
from catalogue.search.engines.whoosh.folders import IndexFolders, Stamp
from catalogue.search.engines.whoosh.ordering import page
from catalogue.search.engines.whoosh.ranking import find
from catalogue.search.engines.whoosh.schema import fields_of, schema
from catalogue.search.engines.whoosh.snapshot import Snapshot
from catalogue.search.engines.whoosh.writing import delete, writer_of
from catalogue.search.query import parse

ATTEMPTS = 3

LOOK_SECONDS = 1.0
TRUSTED_SECONDS = 4 * LOOK_SECONDS
"""How long searches believe the last look of the watching thread; when it is dead, they look themselves."""

Answer = TypeVar("Answer")
log = logging.getLogger(__name__)


class WhooshEngine:
    """One object a process; threads may share it."""

    def __init__(self, root: Path, *, held_bytes: int) -> None:
        self._folders = IndexFolders(root)
        self._held_bytes = held_bytes
        self._lock = Lock()
        self._snapshot: Snapshot | None = None
        self._stamp: Stamp | None = None
        self._looked = -inf

    def search(self, query: Query) -> Hits:
        wishes = parse(query.text) if query.wishes is None else query.wishes
        filters = {name: codes for name, codes in query.filters.items() if codes and name in FACETS}
        names = [name for name in query.facets if name in FACETS]

        def answer(snapshot: Snapshot) -> Hits:
            table = snapshot.table
            of_type = table.of_type.get(query.type)
            if of_type is None:
                return Hits(facets={name: {} for name in names})
            result = find(snapshot, wishes, of_type, relax=query.wishes is None)
            if not len(result.found):
                return Hits(facets={name: {} for name in names}, relaxed=result.relaxed)
            narrowed = narrow(table, result.found.numbers, filters)
            inside = result.found.only(narrowed.every) if filters else result.found
            return Hits(
                ids=page(table, inside, query),
                total=len(inside),
                facets=count(table, result.found.numbers, narrowed, {name: query.most.get(name) for name in names}),
                relaxed=result.relaxed,
            )

        return self._read(answer)

    def versions(self) -> Mapping[str, int]:
        def answer(snapshot: Snapshot) -> dict[str, int]:
            alive = snapshot.table.alive
            ids, versions = snapshot.table.ids[alive], snapshot.table.plain["version"][alive]
            return {
                public_id.decode(): version for public_id, version in zip(ids.tolist(), versions.tolist(), strict=True)
            }

        return self._read(answer)

    def count(self) -> int:
        return self._read(lambda snapshot: snapshot.size)

    def lexicon(self, text: str) -> Mapping[str, int]:
        return self._read(lambda snapshot: snapshot.lexicon(text))

    def state(self) -> Hashable:
        return self._read(lambda snapshot: (self._stamp, snapshot.generation))

    def apply(self, documents: Iterable[Document], deletions: Collection[str] = ()) -> None:
        latest = {document.id: document for document in documents}
        if not latest and not deletions:
            return
        self._folders.tidy()
        with _unavailable_when_broken():
            index = open_dir(str(self._folders.live()), schema=schema())
            with writer_of(index) as writer:
                delete(writer, {*latest, *deletions})
                for document in latest.values():
                    writer.add_document(**fields_of(document))

    def rebuild(
        self, documents: Iterable[Document], progress: Progress | None = None, expected: int | None = None
    ) -> int:
        self._folders.tidy()
        folder = self._folders.create()
        written = build(folder, documents, progress)
        if expected is not None and far_off(written, expected):
            shutil.rmtree(folder)
            raise RebuildRefused(written, expected)
        self._folders.publish(folder)
        return written

    def needs_rebuild(self) -> bool:
        try:
            self.count()
        except IndexUnavailable:
            return True
        return False

    def warm_up(self) -> None:
        dictionary.warm_up()
        if not self.needs_rebuild():
            self._read(lambda snapshot: snapshot.warm_up())

    def watch(self) -> None:
        Thread(target=self._watch, name="search-index", daemon=True).start()

    def close(self) -> None:
        with self._lock:
            self._forget()

    def _read(self, answer: Callable[[Snapshot], Answer]) -> Answer:
        """Ask the newest snapshot; when a commit or a swap took its files away meanwhile, look again."""
        for _attempt in range(ATTEMPTS - 1):
            try:
                return answer(self._newest())
            except Exception:  # anything at all: what is wrong shows at the last attempt
                self.close()
        with _unavailable_when_broken():
            return answer(self._newest())

    def _newest(self) -> Snapshot:
        snapshot = self._snapshot
        if snapshot and monotonic() - self._looked < TRUSTED_SECONDS:
            return snapshot
        with self._lock:
            if self._snapshot is None or not self._is_newest():
                self._snapshot, self._stamp = self._opened()
            return self._snapshot

    def _is_newest(self) -> bool:
        return bool(self._snapshot and self._folders.stamp() == self._stamp and self._snapshot.is_current())

    def _opened(self) -> tuple[Snapshot, Stamp]:
        """The index as it is now; segments that are open already are taken over."""
        stamp = self._folders.stamp()
        known = self._snapshot.segments if self._snapshot and stamp == self._stamp else {}
        return Snapshot(self._folders.live(), known, self._held_bytes), stamp

    def _watch(self) -> None:
        while True:
            try:
                self._look()
            except Exception:  # the index may be gone or half-way swapped; searches then look, and say, themselves
                log.debug("the search index cannot be opened", exc_info=True)
            sleep(LOOK_SECONDS)

    def _look(self) -> None:
        """Open what is new beside what serves, and let it serve once it is warm."""
        if not self._is_newest():
            before = self._snapshot
            snapshot, stamp = self._opened()
            snapshot.warm_up(before)
            with self._lock:
                self._snapshot, self._stamp = snapshot, stamp
        self._looked = monotonic()

    def _forget(self) -> None:
        """Files close when the last search that reads them is done."""
        self._snapshot = self._stamp = None
        self._looked = -inf


@contextmanager
def _unavailable_when_broken() -> Iterator[None]:
    """Whoosh answers a damaged file with any exception there is; callers are to know one."""
    try:
        yield
    except IndexUnavailable:
        raise
    except Exception as error:
        log.exception("the search index cannot be used")
        raise IndexUnavailable("the search index cannot be used") from error
