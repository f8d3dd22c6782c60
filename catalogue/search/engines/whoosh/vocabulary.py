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
        len(self._backwards)
        len(self._joined)
        for term in self.terms:
            reading(term)

    def holds(self, term: str) -> bool:
        at = bisect_left(self.terms, term)
        return at < len(self.terms) and self.terms[at] == term

    def beginning(self, text: str) -> list[str]:
        return _beginning(self.terms, text)

    def ending(self, text: str) -> list[str]:
        return [term[::-1] for term in _beginning(self._backwards, text[::-1])]

    def containing(self, text: str) -> Iterator[str]:
        at = self._joined.find(text)
        while at >= 0:
            end = self._joined.index(BORDER, at)
            yield self._joined[self._joined.rindex(BORDER, 0, at) + 1 : end]
            at = self._joined.find(text, end)

    @cached_property
    def _backwards(self) -> list[str]:
        """The terms written from their ends, in alphabetical order."""
        return sorted(term[::-1] for term in self.terms)

    @cached_property
    def _joined(self) -> str:
        return BORDER + BORDER.join(self.terms) + BORDER


def _beginning(terms: list[str], text: str) -> list[str]:
    """Those of the terms, which are in alphabetical order, that begin with the text."""
    return terms[bisect_left(terms, text) : bisect_left(terms, text + AFTER_ALL)]
