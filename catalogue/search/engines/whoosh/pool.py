"""What a Whoosh writer gathers its postings in: flat arrays, sorted once, instead of Whoosh's sorted tuples.

Whoosh writes them from here (blocks.py), and the same arrays go into the file beside the segment.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from catalogue.search.engines.whoosh.gathering import GatheredWords
from catalogue.search.engines.whoosh.postings import SortedPostings, united
from catalogue.search.engines.whoosh.schema import IDS, WORDS
from catalogue.search.engines.whoosh.terms import write_terms

Item = tuple[str, bytes, int, float, Mapping[str, str]]
"""As Whoosh hands it over: name of the field, term, number of the document, weight, and what the field gave."""


class PostingPool:
    """Stands where whoosh.writing.PostingPool stands in a writer. Documents come in ascending order."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._words = GatheredWords()
        self._taken_over: list[SortedPostings] = []
        self._numbers: dict[bytes, int] = {}

    def add(self, item: Item) -> None:
        name, public_id, number, _weight, texts = item
        if name == WORDS:
            self._words.add(number, texts)
        else:
            self._numbers[public_id] = number

    def take_over(self, words: SortedPostings, numbers: Mapping[bytes, int]) -> None:
        """The postings of documents that were written before, under their new numbers, and those by id."""
        self._taken_over.append(words)
        self._numbers.update(numbers)

    def __len__(self) -> int:
        """Words gathered so far."""
        return len(self._words)

    def iter_postings(self) -> Iterator[tuple[str, SortedPostings]]:
        """The postings field by field; those of the words are written beside the segment on the way."""
        yield IDS, _by_id(self._numbers)
        words = united([self._words.postings(), *self._taken_over])
        write_terms(self._path, words)
        yield WORDS, words

    def save(self) -> None:
        """Whoosh's pool spills to disk here; this one is bounded by the size of segments."""

    def cleanup(self) -> None:
        """Forget everything: the segment is written, or never will be."""
        self._words = GatheredWords()
        self._taken_over.clear()
        self._numbers.clear()


def _by_id(numbers: Mapping[bytes, int]) -> SortedPostings:
    ids = sorted(numbers)
    count = len(ids)
    return SortedPostings(
        terms=ids,
        starts=np.arange(count + 1),
        numbers=np.fromiter((numbers[public_id] for public_id in ids), np.uint32, count),
        impacts=np.ones(count, np.float32),
        place_starts=np.zeros(count + 1, np.int64),
        places=np.zeros(0, np.uint32),
    )
