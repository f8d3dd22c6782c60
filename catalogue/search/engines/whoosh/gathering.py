"""Gathers the words of documents while they are written, and turns them into postings all at once.

A document costs a number for each of its words; terms, places and impacts are worked out in vectors at the end.
"""

from array import array
from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from catalogue.search.engine import TEXTS
from catalogue.search.engines.whoosh.arrays import Array
from catalogue.search.engines.whoosh.impact import FIRST_PLACES, PLACES_PER_TEXT, impact, weights_per_occurrence
from catalogue.search.engines.whoosh.postings import SortedPostings, edges, spread
from catalogue.search.text import normalise, pieces, reading

MAX_CHARACTERS = PLACES_PER_TEXT // 2
"""Of a text that are indexed; no more words can stand in them than there are places for."""

MAX_REPEATED_CHARACTERS = 64
"""Texts up to this long (names of institutions, topics, teachers) come again and again and are cut once."""


class Vocabulary(dict[str, int]):
    """Numbers for the words met so far; what is in each of them lies in arrays, by that number."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: dict[str, int] = {}
        self.widths, self.sizes = array("I"), array("I")
        self.term_numbers, self.offsets = array("I"), array("I")

    def __missing__(self, piece: str) -> int:
        word, shape = reading(piece)
        found = [(word, 0), *((part.text, part.offset) for part in shape.parts)]
        self.widths.append(shape.width)
        self.sizes.append(len(found))
        self.term_numbers.extend(self.terms.setdefault(term, len(self.terms)) for term, _offset in found)
        self.offsets.extend(offset for _term, offset in found)
        number = self[piece] = len(self)
        return number


class GatheredWords:
    """The words of documents that come in ascending order of their numbers."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._words = array("I")
        self._starts, self._names, self._numbers = array("I"), array("B"), array("I")

    def __len__(self) -> int:
        return len(self._words)

    def add(self, number: int, texts: Mapping[str, str]) -> None:
        """Take in the texts of a document, by a name of TEXTS."""
        for place, name in enumerate(TEXTS):
            if text := texts.get(name):
                self._starts.append(len(self._words))
                self._names.append(place)
                self._numbers.append(number)
                found = _repeated(text) if len(text) <= MAX_REPEATED_CHARACTERS else _cut(text)
                self._words.extend(map(self._vocabulary.__getitem__, found))

    def postings(self) -> SortedPostings:
        sorted_terms, ranks = self._sorted_terms()
        terms, text_of_each, places = self._occurrences(ranks)
        numbers = _numbers_of(self._numbers)[text_of_each]
        order = np.argsort(terms, kind="stable")
        terms, numbers = terms[order], numbers[order]
        first = np.flatnonzero(np.append(True, (terms[1:] != terms[:-1]) | (numbers[1:] != numbers[:-1])))
        first = first if len(terms) else first[:0]
        weights = self._weights(text_of_each)[text_of_each[order]]
        return SortedPostings(
            terms=sorted_terms,
            starts=edges(np.bincount(terms[first], minlength=len(sorted_terms))),
            numbers=numbers[first],
            impacts=impact(np.add.reduceat(weights, first) if len(first) else weights).astype(np.float32),
            place_starts=np.append(first, len(terms)),
            places=places[order],
        )

    def _sorted_terms(self) -> tuple[list[bytes], Array]:
        """The terms in the order of their bytes, and the place there of each term by its number."""
        encoded = [term.encode() for term in self._vocabulary.terms]
        order = sorted(range(len(encoded)), key=encoded.__getitem__)
        ranks = np.empty(len(encoded), np.uint32)
        ranks[order] = np.arange(len(encoded), dtype=np.uint32)
        return [encoded[number] for number in order], ranks

    def _occurrences(self, ranks: Array) -> tuple[Array, Array, Array]:
        """Of every term in every text: the term's rank, the text, and where it stands."""
        vocabulary, words = self._vocabulary, _numbers_of(self._words)
        of_text = np.repeat(np.arange(len(self._starts), dtype=np.uint32), self._lengths())
        reached = edges(_numbers_of(vocabulary.widths)[words])[:-1]
        bases = np.fromiter(FIRST_PLACES.values(), np.int64)[np.frombuffer(self._names, np.uint8)]
        standing = reached + (bases - reached[_numbers_of(self._starts)])[of_text] if len(words) else reached
        sizes = _numbers_of(vocabulary.sizes)
        at = spread(edges(sizes)[:-1][words], sizes[words])
        terms = ranks[_numbers_of(vocabulary.term_numbers)[at]]
        places = np.repeat(standing, sizes[words]) + _numbers_of(vocabulary.offsets)[at]
        return terms, np.repeat(of_text, sizes[words]), places.astype(np.uint32)

    def _lengths(self) -> Array:
        """Words in each text."""
        return np.diff(np.append(_numbers_of(self._starts), len(self._words)))

    def _weights(self, text_of_each: Array) -> Array:
        """What an occurrence adds, by text."""
        counts = np.bincount(text_of_each, minlength=len(self._starts))
        return weights_per_occurrence(np.frombuffer(self._names, np.uint8), counts)


def _cut(text: str) -> tuple[str, ...]:
    return tuple(pieces(normalise(text)[:MAX_CHARACTERS]))


_repeated = lru_cache(maxsize=8192)(_cut)


def _numbers_of(values: "array[int]") -> Array:
    return np.frombuffer(values, np.uint32)
