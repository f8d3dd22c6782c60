"""The postings of a segment as flat arrays: how they are put together, and how several become one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from catalogue.search.engines.whoosh.arrays import Array


@dataclass(frozen=True)
class SortedPostings:
    """By term, then document. `terms` are in order of their bytes, and each stands in some document.

    The postings of `terms[i]` lie from `starts[i]` to `starts[i + 1]` in `numbers` and `impacts`, and the places of
    posting j from `place_starts[j]` to `place_starts[j + 1]` in `places`.
    """

    terms: list[bytes]
    starts: Array
    numbers: Array
    impacts: Array
    place_starts: Array
    places: Array

    def renumbered(self, alive: NDArray[np.bool_], first: int) -> "SortedPostings":
        """Without the documents that are not alive, the others numbered anew from `first` on."""
        keep = alive[self.numbers]
        starts = edges(keep)[self.starts]
        left = starts[1:] > starts[:-1]
        sizes = np.diff(self.place_starts)
        anew = np.cumsum(alive) + (first - 1)
        return SortedPostings(
            terms=list(compress(self.terms, left)),
            starts=np.append(starts[:-1][left], starts[-1]),
            numbers=anew[self.numbers[keep]].astype(np.uint32),
            impacts=self.impacts[keep],
            place_starts=edges(sizes[keep]),
            places=self.places[np.repeat(keep, sizes)],
        )


def united(parts: Sequence[SortedPostings]) -> SortedPostings:
    """The postings of all parts; each part's documents come after those of the part before."""
    if len(parts) == 1:
        return parts[0]
    terms = sorted({term for part in parts for term in part.terms})
    rank = {term: place for place, term in enumerate(terms)}
    ranks = _joined([_ranks(part, rank) for part in parts], np.uint32)
    order = np.argsort(ranks, kind="stable")
    sizes = _joined([np.diff(part.place_starts) for part in parts], np.int64)
    places = _joined([part.places for part in parts], np.uint32)
    return SortedPostings(
        terms=terms,
        starts=edges(np.bincount(ranks, minlength=len(terms))),
        numbers=_joined([part.numbers for part in parts], np.uint32)[order],
        impacts=_joined([part.impacts for part in parts], np.float32)[order],
        place_starts=edges(sizes[order]),
        places=places[spread(edges(sizes)[:-1][order], sizes[order])],
    )


def _ranks(part: SortedPostings, rank: dict[bytes, int]) -> Array:
    of_terms = np.fromiter((rank[term] for term in part.terms), np.uint32, len(part.terms))
    return np.repeat(of_terms, np.diff(part.starts))


def _joined(arrays: Sequence[Array], kind: type[np.generic]) -> Array:
    return np.concatenate((*arrays, np.zeros(0, kind)))


def edges(sizes: Array) -> Array:
    """Where pieces of these sizes begin when laid end to end, and where the last one ends."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)))


def spread(starts: Array, sizes: Array) -> Array:
    """The indices of pieces that begin at `starts` and are so long, one piece after the other."""
    ends = np.cumsum(sizes, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(starts - (ends - sizes), sizes)
