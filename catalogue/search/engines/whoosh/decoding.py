"""Reads postings out of Whoosh itself, for a segment whose file of terms is lost or damaged.

The only place that knows the insides of a Whoosh matcher; where they look different, the public interface serves.
"""

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any

import numpy as np
from whoosh.reading import TermNotFound

from catalogue.search.engines.whoosh.postings import SortedPostings, edges
from catalogue.search.engines.whoosh.schema import WORDS
from catalogue.search.engines.whoosh.terms import DOCUMENT_SHIFT, Group, Mask, Numbers, Postings


class DecodedTerms:
    """Terms of a segment asked of its Whoosh reader, one thread at a time: its files keep a reading position."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._lock = Lock()

    def postings(self, term: str) -> Postings | None:
        with self._lock:
            try:
                numbers, impacts = _by_block(self._matcher(term)) or _one_by_one(self._matcher(term))
            except TermNotFound:
                return None
        return Postings(np.array(numbers, np.intp), np.array(impacts, np.float32))

    def documents(self, terms: Sequence[str]) -> Numbers:
        found = [postings.numbers for term in terms if (postings := self.postings(term))]
        return np.concatenate([np.zeros(0, np.intp), *found])

    def frequencies(self, terms: Sequence[str]) -> Numbers:
        return np.array([len(self.documents([term])) for term in terms], np.intp)

    def standing(self, groups: Sequence[Group], among: Mask) -> list[Numbers]:
        return [self._standing(group, among) for group in groups]

    def _standing(self, terms: Group, among: Mask) -> Numbers:
        found = [
            (postings.numbers, places)
            for term in terms
            if (postings := self.postings(term)) and (places := self.places(term))
        ]
        standing = [
            number << DOCUMENT_SHIFT | place
            for numbers, places in found
            for number, places_in_it in zip(numbers.tolist(), places, strict=True)
            if among[number]
            for place in places_in_it
        ]
        return np.array(standing, np.int64)

    def places(self, term: str) -> list[list[int]]:
        """The places of a term in each document of its postings."""
        with self._lock:
            try:
                return list(_positions(self._matcher(term)))
            except TermNotFound:
                return []

    def everything(self, terms: list[bytes]) -> SortedPostings:
        found = [(self.postings(term.decode()), self.places(term.decode())) for term in terms]
        postings = [one for one, _places in found if one]
        places = [standing for _postings, one in found for standing in one]
        return SortedPostings(
            terms=terms,
            starts=edges(np.array([len(one.numbers) for one in postings], np.int64)),
            numbers=np.concatenate([np.zeros(0, np.uint32), *(one.numbers for one in postings)]),
            impacts=np.concatenate([np.zeros(0, np.float32), *(one.impacts for one in postings)]),
            place_starts=edges(np.array([len(standing) for standing in places], np.int64)),
            places=np.array([place for standing in places for place in standing], np.uint32),
        )

    def holding(self, terms: Sequence[str], places: range, alive: Mask) -> list[int]:
        """Whoosh leaves deleted documents out by itself."""
        return [self._holding(term, places) for term in terms]

    def _holding(self, term: str, places: range) -> int:
        with self._lock:
            return sum(any(place in places for place in found) for found in _positions(self._matcher(term)))

    def _matcher(self, term: str) -> Any:
        return self._reader.postings(WORDS, term.encode("utf-8", "surrogatepass"))


def _by_block(matcher: Any) -> tuple[list[int], list[float]] | None:
    """Whole blocks at a time, as whoosh.codec.whoosh3.W3LeafMatcher keeps them."""
    numbers: list[int] = []
    impacts: list[float] = []
    try:
        while matcher.is_active():
            matcher.id(), matcher.weight()
            numbers += matcher._ids
            impacts += matcher._weights
            matcher._next_block()
    except AttributeError:
        return None
    return numbers, impacts


def _one_by_one(matcher: Any) -> tuple[list[int], list[float]]:
    numbers, impacts = [], []
    while matcher.is_active():
        numbers.append(matcher.id())
        impacts.append(matcher.weight())
        matcher.next()
    return numbers, impacts


def _positions(matcher: Any) -> Iterator[list[int]]:
    while matcher.is_active():
        yield matcher.value_as("positions")
        matcher.next()
