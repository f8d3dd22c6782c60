"""All the terms of a segment, to be found by how they begin, how they end and what they hold."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from catalogue.search.text import reading

AFTER_ALL = "\U0010ffff"
BORDER = "\n"
"""In no term."""


class Vocabulary:
    """`terms` come in alphabetical order. What looks for endings and insides is made at the first quotation."""

    def __init__(self, terms: list[str]) -> None:
        self.terms = terms

    def warm_up(self) -> None:
        """Make now what the first quotations would wait for: a tenth of a second and more."""
        len(self._by_end)
        len(self._joined)
        for term in self.terms:
            reading(term)

    def holds(self, term: str) -> bool:
        at = bisect_left(self.terms, term)
        return at < len(self.terms) and self.terms[at] == term

    def beginning(self, text: str) -> list[str]:
        return self.terms[bisect_left(self.terms, text) : bisect_left(self.terms, text + AFTER_ALL)]

    def ending(self, text: str) -> list[str]:
        backwards = text[::-1]
        first, last = (
            bisect_left(self._by_end, one, key=self._backwards) for one in (backwards, backwards + AFTER_ALL)
        )
        return [self.terms[place] for place in self._by_end[first:last]]

    def containing(self, text: str) -> Iterator[str]:
        at = self._joined.find(text)
        while at >= 0:
            end = self._joined.index(BORDER, at)
            yield self._joined[self._joined.rindex(BORDER, 0, at) + 1 : end]
            at = self._joined.find(text, end)

    def _backwards(self, place: int) -> str:
        return self.terms[place][::-1]

    @cached_property
    def _by_end(self) -> list[int]:
        return sorted(range(len(self.terms)), key=self._backwards)

    @cached_property
    def _joined(self) -> str:
        return BORDER + BORDER.join(self.terms) + BORDER
