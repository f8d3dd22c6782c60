"""One moment of the index, opened for reading: its postings, and the table of its documents."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from whoosh.index import FileIndex, open_dir
from whoosh.reading import TermNotFound

from catalogue.search.engine import TEXTS
from catalogue.search.engines.whoosh.schema import schema
from catalogue.search.engines.whoosh.table import Table, joined, read_table

SegmentTables = dict[str, Table]


class Snapshot:
    """Not for two threads at once: Whoosh's files keep a reading position.

    `known` are segment tables of the snapshot before; a commit leaves most segments as they were.
    """

    def __init__(self, folder: Path, known: Mapping[str, Table]) -> None:
        self._index: FileIndex = open_dir(str(folder), readonly=True, schema=schema())
        self._reader = self._index.reader()
        self._leaves = [(leaf, offset) for leaf, offset in self._reader.leaf_readers() if leaf.doc_count_all()]
        self.tables: SegmentTables = {}
        for leaf, _offset in self._leaves:
            name = leaf.segment().segment_id()
            self.tables[name] = known[name] if name in known else read_table(leaf)
        self.table = joined(self.tables.values())
        self.size: int = self._reader.doc_count()

    def is_current(self) -> bool:
        return bool(self._index.latest_generation() == self._reader.generation())

    @property
    def generation(self) -> int:
        """Grows with every commit to this folder."""
        return int(self._reader.generation())

    def lexicon(self, text: str) -> dict[str, int]:
        """The terms of a text with the number of documents that hold each."""
        return {term.decode(): info.doc_frequency() for term, info in self._reader.iter_field(text)}

    def close(self) -> None:
        self._reader.close()

    @cached_property
    def by_type(self) -> dict[str, set[int]]:
        """The documents of each type that are not deleted."""
        numbers: dict[str, set[int]] = {}
        for leaf, offset in self._leaves:
            for number in leaf.all_doc_ids():
                numbers.setdefault(self.table.types[offset + number], set()).add(offset + number)
        return numbers

    @cached_property
    def mean_lengths(self) -> dict[str, float]:
        """Terms per document in each text, over the documents that have it."""
        return {name: _mean(self.table.lengths[name]) for name in TEXTS}

    def postings(self, text: str, term: str) -> Iterator[tuple[int, float]]:
        """The documents holding a term in one of their texts, with how often."""
        for matcher, offset in self._matchers(text, term):
            while matcher.is_active():
                yield offset + matcher.id(), matcher.weight()
                matcher.next()

    def positions(self, text: str, term: str, among: set[int]) -> dict[int, set[int]]:
        """Where a term stands in a text of those documents."""
        found = {}
        for matcher, offset in self._matchers(text, term):
            while matcher.is_active():
                if (number := offset + matcher.id()) in among:
                    found[number] = set(matcher.value_as("positions"))
                matcher.next()
        return found

    def _matchers(self, text: str, term: str) -> Iterator[tuple[Any, int]]:
        for leaf, offset in self._leaves:
            try:
                yield leaf.postings(text, term), offset
            except TermNotFound:
                continue


def _mean(lengths: Any) -> float:
    written = sum(1 for length in lengths if length)
    return sum(lengths) / written if written else 1.0
