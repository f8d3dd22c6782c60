"""One moment of the index, opened for reading: the postings of all its segments, and the table of its documents."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from whoosh.index import FileIndex, open_dir

from catalogue.search.engines.whoosh.held import HeldPostings
from catalogue.search.engines.whoosh.impact import FIRST_PLACES, PLACES_PER_TEXT
from catalogue.search.engines.whoosh.merits import merits
from catalogue.search.engines.whoosh.schema import schema
from catalogue.search.engines.whoosh.segment import Segment, alive, open_segment
from catalogue.search.engines.whoosh.table import joined
from catalogue.search.engines.whoosh.terms import DOCUMENT_SHIFT, NO_NUMBERS, Floats, Group, Mask, Numbers, Postings
from catalogue.search.engines.whoosh.vocabulary import Vocabulary

Segments = dict[str, Segment]

NOTHING = Postings(np.zeros(0, np.intp), np.zeros(0, np.float32))


class Snapshot:
    """Threads may share it. `known` are segments of the snapshot before; a commit leaves most as they were."""

    def __init__(self, folder: Path, known: Mapping[str, Segment], held_bytes: int) -> None:
        self._index: FileIndex = open_dir(str(folder), readonly=True, schema=schema())
        self._reader = self._index.reader()
        self._leaves = [leaf for leaf, _offset in self._reader.leaf_readers() if leaf.doc_count_all()]
        self.segments: Segments = {}
        for leaf in self._leaves:
            name = leaf.segment().segment_id()
            self.segments[name] = known[name] if name in known else open_segment(folder, leaf)
        sizes = [len(segment) for segment in self.segments.values()]
        self._offsets = [sum(sizes[:place]) for place in range(len(sizes))]
        self.table = joined(
            [segment.columns for segment in self.segments.values()], [alive(leaf) for leaf in self._leaves]
        )
        self.size = int(self.table.alive.sum())
        self._has_deletions = self.size < sum(sizes)
        self._held = HeldPostings(held_bytes)

    def is_current(self) -> bool:
        return bool(self._index.latest_generation() == self._reader.generation())

    @property
    def generation(self) -> int:
        """Grows with every commit to this folder."""
        return int(self._reader.generation() or 0)  # Whoosh gives an index of nothing none

    def lexicon(self, text: str) -> dict[str, int]:
        """The terms of a text with the number of living documents that hold each there."""
        counts: Counter[str] = Counter()
        places = range(FIRST_PLACES[text], FIRST_PLACES[text] + PLACES_PER_TEXT)
        for leaf, segment, offset in zip(self._leaves, self.segments.values(), self._offsets, strict=True):
            terms = segment.vocabulary(leaf).terms
            held = segment.terms.holding(terms, places, self.table.alive[offset : offset + len(segment)])
            counts.update({term: count for term, count in zip(terms, held, strict=True) if count})
        return dict(counts)

    def postings(self, term: str) -> Postings:
        """The living documents holding a term."""
        postings = self._held.get(term)
        if postings is None:
            postings = self._joined(term)
            self._held.keep(term, postings)
        return postings

    def _joined(self, term: str) -> Postings:
        parts = []
        for segment, offset in zip(self.segments.values(), self._offsets, strict=True):
            if found := segment.terms.postings(term):
                parts.append(Postings(found.numbers + offset, found.impacts) if offset else found)
        if not parts:
            return NOTHING
        whole = parts[0]
        if len(parts) > 1:
            whole = Postings(
                np.concatenate([part.numbers for part in parts]), np.concatenate([part.impacts for part in parts])
            )
        if not self._has_deletions:
            return whole
        keep = self.table.alive.take(whole.numbers)
        return Postings(whole.numbers.compress(keep), whole.impacts.compress(keep))

    def mask(self, numbers: Numbers) -> Mask:
        """Whether each document is one of those."""
        mask = np.zeros(len(self.table.alive), np.bool_)
        mask[numbers] = True
        return mask

    def holding(self, terms: Sequence[str]) -> Mask:
        """The living documents that hold any of the terms."""
        held = np.zeros(len(self.table.alive), np.bool_)
        for segment, offset in zip(self.segments.values(), self._offsets, strict=True):
            held[segment.terms.documents(terms) + offset] = True
        held &= self.table.alive
        return held

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """In how many documents each of the terms stands, about: deleted ones count too."""
        counts = sum((segment.terms.frequencies(terms) for segment in self.segments.values()), np.zeros(len(terms)))
        return dict(zip(terms, counts.tolist(), strict=True))

    def standing(self, groups: Sequence[Group], among: Mask) -> list[Numbers]:
        """By group, where any of its terms stands in those documents, ascending."""
        parts: list[list[Numbers]] = [[] for _ in groups]
        for segment, offset in zip(self.segments.values(), self._offsets, strict=True):
            found = segment.terms.standing(groups, among[offset : offset + len(segment)])
            for part, one in zip(parts, found, strict=True):
                if len(one):
                    part.append(one + (offset << DOCUMENT_SHIFT))
        return [_ascending(part, terms=len(group)) for part, group in zip(parts, groups, strict=True)]

    def warm_up(self, before: "Snapshot | None" = None) -> None:
        """Work out what the first search would wait for, and hold what the snapshot before held."""
        len(self.merits)
        for vocabulary in self.vocabularies:
            vocabulary.warm_up()
        for term in before.held_terms() if before else ():
            self.postings(term)

    def held_terms(self) -> list[str]:
        """The terms whose postings are held, the least recently used first."""
        return self._held.terms()

    @cached_property
    def vocabularies(self) -> list[Vocabulary]:
        """The terms of each segment."""
        return [segment.vocabulary(leaf) for leaf, segment in zip(self._leaves, self.segments.values(), strict=True)]

    @cached_property
    def merits(self) -> Floats:
        """See merits.merits."""
        return merits(self.table)


def _ascending(parts: Sequence[Numbers], *, terms: int) -> Numbers:
    """The parts in one; each ascends already when it is of one term."""
    whole = np.concatenate(parts) if parts else NO_NUMBERS
    if terms > 1:
        whole.sort(kind="stable")
    return whole
