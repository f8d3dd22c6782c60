"""Gathers the postings of a segment while it is written: flat arrays, sorted once, instead of Whoosh's sorted tuples.

Whoosh takes them from here in order, and the same arrays go into the file beside the segment.
"""

from array import array
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from catalogue.search.engines.whoosh.arrays import Array
from catalogue.search.engines.whoosh.schema import WORDS
from catalogue.search.engines.whoosh.terms import write_terms

PLACE_BYTES = 4

Item = tuple[str, bytes, int, float, bytes | None]
"""As Whoosh hands it over: name of the field, term, number of the document, weight, encoded places."""


class PostingPool:
    """Stands where whoosh.writing.PostingPool stands in a writer. Documents come in ascending order."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fields: dict[str, _Field] = {}

    @property
    def fieldnames(self) -> set[str]:
        return set(self._fields)

    def add(self, item: Item) -> None:
        name, term, number, weight, value = item
        field = self._fields.get(name)
        if field is None:
            field = self._fields[name] = _Field()
        field.terms.append(field.vocabulary.setdefault(term, len(field.vocabulary)))
        field.numbers.append(number)
        field.weights.append(weight)
        if value:
            field.values += value
        field.sizes.append(len(value or b"") // PLACE_BYTES)

    def __len__(self) -> int:
        return sum(len(field.numbers) for field in self._fields.values())

    def iter_postings(self) -> Iterator[Item]:
        """All postings in order of field, term and document; the arrays are written on the way."""
        for name in sorted(self._fields):
            postings = _Sorted(self._fields.pop(name))
            if name == WORDS:
                postings.write(self._path)
            yield from postings.items(name)

    def save(self) -> None:
        """Whoosh's pool spills to disk here; this one is bounded by the size of segments."""

    def cleanup(self) -> None:
        self._fields.clear()


class _Field:
    """Columns of postings in the order they came."""

    def __init__(self) -> None:
        self.vocabulary: dict[bytes, int] = {}
        self.terms = array("I")
        self.numbers = array("I")
        self.weights = array("f")
        self.sizes = array("I")
        self.values = bytearray()


class _Sorted:
    """The same by term, then document."""

    def __init__(self, field: _Field) -> None:
        self.terms = sorted(field.vocabulary)
        rank = np.empty(len(self.terms), np.uint32)
        rank[np.fromiter((field.vocabulary[term] for term in self.terms), np.intp, len(self.terms))] = np.arange(
            len(self.terms), dtype=np.uint32
        )
        ranks = rank[np.frombuffer(field.terms, np.uint32)]
        order = np.argsort(ranks, kind="stable")
        self.starts = _edges(np.bincount(ranks, minlength=len(self.terms)))
        self.numbers = np.frombuffer(field.numbers, np.uint32)[order]
        self.weights = np.frombuffer(field.weights, np.float32)[order]
        sizes = np.frombuffer(field.sizes, np.uint32).astype(np.int64)
        self.place_starts = _edges(sizes[order])
        self.places = _rearranged(np.frombuffer(field.values, "<u4"), _edges(sizes)[:-1][order], sizes[order])

    def write(self, path: Path) -> None:
        postings: dict[str, Array] = {
            "numbers": self.numbers,
            "impacts": self.weights,
            "place_starts": self.place_starts.astype(np.uint32),
            "places": self.places,
        }
        write_terms(path, self.terms, starts=self.starts, postings=postings)

    def items(self, name: str) -> Iterator[Item]:
        values = self.places.tobytes()
        starts = self.starts.tolist()
        for term, start, end in zip(self.terms, starts, starts[1:], strict=False):
            numbers, weights = self.numbers[start:end].tolist(), self.weights[start:end].tolist()
            edges = (self.place_starts[start : end + 1] * PLACE_BYTES).tolist()
            for number, weight, left, right in zip(numbers, weights, edges, edges[1:], strict=False):
                yield name, term, number, weight, values[left:right]


def _edges(sizes: Array) -> Array:
    """Where pieces of these sizes begin when laid end to end, and where the last one ends."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)))


def _rearranged(values: Array, starts: Array, sizes: Array) -> Array:
    """The pieces of `values` that begin at `starts`, one after the other."""
    edges = _edges(sizes)
    steps = np.arange(edges[-1]) + np.repeat(starts - edges[:-1], sizes)
    return values[steps]
