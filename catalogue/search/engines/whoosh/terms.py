"""The postings of one segment as arrays: written with the segment, mapped by every reader.

Of each term there are the documents holding it, its impact in each (see impact.py), and its places in each.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from catalogue.search.engines.whoosh.arrays import Array, TornFile, read_arrays, write_arrays
from catalogue.search.engines.whoosh.postings import SortedPostings, edges, spread

Numbers = NDArray[np.intp]
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
Group = Sequence[str]
"""Terms that stand for the same thing."""

NO_NUMBERS: Numbers = np.zeros(0, np.intp)

DOCUMENT_SHIFT = 32
"""Where a term stands is one number: that of the document << 32 | the place in it."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Documents holding a term, ascending, and how much it says about each."""

    numbers: Numbers
    impacts: Floats


class Terms(Protocol):
    """What a segment knows about its terms; None when it holds no such term."""

    def postings(self, term: str) -> Postings | None: ...

    def documents(self, terms: Sequence[str]) -> Numbers:
        """Those that hold any of the terms, some perhaps more than once."""
        ...

    def frequencies(self, terms: Sequence[str]) -> Numbers:
        """How many documents hold each of the terms, deleted ones too."""
        ...

    def standing(self, groups: Sequence[Group], among: Mask) -> list[Numbers]:
        """By group, where its terms stand in those documents; of each term ascending."""
        ...

    def everything(self, terms: list[bytes]) -> SortedPostings:
        """All postings; `terms` are all terms, in their order."""
        ...

    def holding(self, terms: Sequence[str], places: range, alive: Mask) -> list[int]:
        """In how many living documents each term stands somewhere in the range; `terms` are all, in their order."""
        ...


def term_key(term: bytes) -> int:
    """A stable 64-bit name of a term; two terms of one index share one about once in a billion indexes."""
    return int.from_bytes(blake2b(term, digest_size=8).digest(), "little")


@lru_cache(maxsize=16384)
def _key(term: str) -> int:
    """Kept, since a quotation asks several times for each of its terms."""
    return term_key(term.encode("utf-8", "surrogatepass"))


class MappedTerms:
    """Terms read from the file beside the segment; looking up is a binary search in a mapped array."""

    def __init__(self, path: Path, document_count: int) -> None:
        """Raises OSError and TornFile; what does not fit together is as good as absent."""
        arrays, _about = read_arrays(path)
        self._keys, self._slots, self._starts = arrays["keys"], arrays["slots"], arrays["starts"]
        self._numbers, self._impacts = arrays["numbers"], arrays["impacts"]
        self._place_starts, self._places = arrays["place_starts"], arrays["places"]
        fits = (
            len(self._keys) == len(self._slots) == len(self._starts) - 1
            and self._starts[-1] == len(self._numbers) == len(self._impacts) == len(self._place_starts) - 1
            and self._place_starts[-1] == len(self._places)
            and (not len(self._numbers) or self._numbers[-1] < document_count)
        )
        if not fits:
            raise TornFile(str(path))

    def postings(self, term: str) -> Postings | None:
        found = self._extent(term)
        if found is None:
            return None
        start, end = found
        return Postings(self._numbers[start:end].astype(np.intp), self._impacts[start:end])

    def documents(self, terms: Sequence[str]) -> Numbers:
        slices = [self._numbers[start:end] for start, end in _pieces(*self._extents(terms))]
        return np.concatenate([self._numbers[:0], *slices]).astype(np.intp)

    def frequencies(self, terms: Sequence[str]) -> Numbers:
        starts, ends = self._extents(terms)
        return ends - starts

    def standing(self, groups: Sequence[Group], among: Mask) -> list[Numbers]:
        starts, ends = self._extents([term for group in groups for term in group])
        terms_before = accumulate(map(len, groups), initial=0)
        rows = [self._rows(starts[first:last], ends[first:last], among) for first, last in pairwise(terms_before)]
        wanted = np.concatenate([NO_NUMBERS, *rows])
        first = self._place_starts.take(wanted).astype(np.intp)
        sizes = self._place_starts.take(wanted + 1) - first
        standing = np.repeat(self._numbers.take(wanted).astype(np.int64) << DOCUMENT_SHIFT, sizes)
        standing |= self._places.take(spread(first, sizes))
        places_before = edges(sizes)[list(accumulate(map(len, rows), initial=0))].tolist()
        return [standing[first:last] for first, last in pairwise(places_before)]

    def _rows(self, starts: Numbers, ends: Numbers, among: Mask) -> Numbers:
        """The postings of those documents."""
        rows = [start + among.take(self._numbers[start:end]).nonzero()[0] for start, end in _pieces(starts, ends)]
        return rows[0] if len(rows) == 1 else np.concatenate([NO_NUMBERS, *rows])

    def everything(self, terms: list[bytes]) -> SortedPostings:
        if len(terms) != len(self._keys):
            raise TornFile("the file of terms holds others than the segment")
        return SortedPostings(
            terms, self._starts, self._numbers, self._impacts, self._place_starts.astype(np.int64), self._places
        )

    def holding(self, terms: Sequence[str], places: range, alive: Mask) -> list[int]:
        inside = (self._places >= places.start) & (self._places < places.stop)
        held = np.diff(edges(inside)[self._place_starts]) > 0
        counts: list[int] = np.diff(edges(held & alive[self._numbers])[self._starts]).tolist()
        if len(counts) != len(terms):
            raise TornFile("the file of terms holds others than the segment")
        return counts

    def _extents(self, terms: Sequence[str]) -> tuple[Numbers, Numbers]:
        """Where the postings of each term begin and end: both at 0 when there are none."""
        if not len(self._keys):
            return np.zeros(len(terms), np.intp), np.zeros(len(terms), np.intp)
        keys = np.fromiter(map(_key, terms), np.uint64, len(terms))
        at = self._keys.searchsorted(keys)
        at[at == len(self._keys)] = 0
        known = self._keys.take(at) == keys
        slots = self._slots.take(at).astype(np.intp)
        starts, ends = self._starts.take(slots), self._starts.take(slots + 1)
        return starts.astype(np.intp) * known, ends.astype(np.intp) * known

    def _extent(self, term: str) -> tuple[int, int] | None:
        key = np.uint64(_key(term))
        at = int(self._keys.searchsorted(key))
        if at == len(self._keys) or self._keys[at] != key:
            return None
        slot = int(self._slots[at])
        return int(self._starts[slot]), int(self._starts[slot + 1])


def _pieces(starts: Numbers, ends: Numbers) -> Iterable[tuple[int, int]]:
    """The extents, those next to each other as one: terms that begin alike are neighbours."""
    if len(starts) > 1:
        order = starts.argsort(kind="stable")
        starts, ends = starts.take(order), ends.take(order)
        apart = np.ones(len(starts) + 1, np.bool_)
        apart[1:-1] = starts[1:] != ends[:-1]
        starts, ends = starts.compress(apart[:-1]), ends.compress(apart[1:])
    return zip(starts.tolist(), ends.tolist(), strict=True)


def write_terms(path: Path, postings: SortedPostings) -> None:
    """Write the arrays of a segment. In the case of two terms with the same key none are; readers then ask Whoosh."""
    keys = np.fromiter(map(term_key, postings.terms), np.uint64, len(postings.terms))
    slots = np.argsort(keys).astype(np.uint32)
    keys = keys[slots]
    if (keys[1:] == keys[:-1]).any():
        return
    arrays: dict[str, Array] = {
        "keys": keys,
        "slots": slots,
        "starts": postings.starts.astype(np.uint32),
        "numbers": postings.numbers,
        "impacts": postings.impacts,
        "place_starts": postings.place_starts.astype(np.uint32),
        "places": postings.places,
    }
    write_arrays(path, arrays, {})
