"""The units of a quotation, and which stretches of them are terms of the index, or the beginnings or ends of terms."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain

from catalogue.search.engines.whoosh.vocabulary import Vocabulary
from catalogue.search.text import Part, is_han, reading, width, words

LONGEST_TERM = 16
"""Characters; the dictionary has no longer words."""

Terms = tuple[str, ...]


class Stretches:
    """`vocabularies` hold the terms of each segment.

    Units are the characters of Han words, and other words in their smallest parts: what terms may not be broken within.
    """

    def __init__(self, vocabularies: Sequence[Vocabulary], text: str) -> None:
        self._vocabularies = vocabularies
        self._units = list(_units(text))
        self._han = list(map(is_han, self._units))
        self.beginnings = [self._beginning(start) for start in range(len(self))]
        """By each unit, terms that begin with all the units from there on."""
        self.wholes = [self._wholes(start) for start in range(len(self))]
        """By each unit, the terms that begin there and leave some units over, by the unit that is next."""

    def __len__(self) -> int:
        return len(self._units)

    def around(self) -> Terms:
        """Terms that hold the whole quotation."""
        text = "".join(self._units)
        if all(self._han):
            terms = _each_once(vocabulary.containing(text) for vocabulary in self._vocabularies)
            return tuple(term for term in terms if not _parts(term, text))
        return (text,) if len(self) == 1 else ()

    def ending(self, cut: int) -> Terms:
        """Longer terms that end with so many of the units."""
        text = self._text(0, cut)
        return tuple(term for term in self._endings.get(cut, ()) if term != text and not _ends_with_part(term, text))

    def covering(self, most: int) -> set[frozenset[str]]:
        """The terms that may hold a unit where the quotation reaches over several terms, unless they are more."""
        covering: list[set[str]] = [set() for _ in self._units]
        for cut, terms in self._endings.items():
            for unit in range(cut):
                covering[unit].update(terms[: most + 1])
        for start, wholes in enumerate(self.wholes):
            for end, term in wholes.items():
                for unit in range(start, end):
                    covering[unit].add(term)
        for start in range(1, len(self)):
            for unit in range(start, len(self)) if self.beginnings[start] else ():
                covering[unit].update(self.beginnings[start][: most + 1])
        return {frozenset(terms) for terms in covering if len(terms) <= most}

    @cached_property
    def _endings(self) -> dict[int, Terms]:
        """By how many units: terms that end with the first of them, where terms may go on after those."""
        endings: dict[int, Terms] = {}
        for cut in range(1, min(len(self), LONGEST_TERM)):
            if not self._han[cut - 1]:
                break
            if self.beginnings[cut] or self.wholes[cut]:
                text = self._text(0, cut)
                endings[cut] = _each_once(vocabulary.ending(text) for vocabulary in self._vocabularies)
        return endings

    def _text(self, start: int, end: int | None = None) -> str:
        return "".join(self._units[start:end])

    def _beginning(self, start: int) -> Terms:
        text = self._text(start)
        if all(self._han[start:]):
            terms = _each_once(vocabulary.beginning(text) for vocabulary in self._vocabularies)
            return tuple(term for term in terms if not _begins_with_part(term, text))
        return (text,) if start == len(self) - 1 else ()

    def _wholes(self, start: int) -> dict[int, str]:
        ends = range(start + 1, min(len(self), start + LONGEST_TERM + 1))
        return {end: term for end in ends if (term := self._text(start, end)) and self._is_term(start, end)}

    def _is_term(self, start: int, end: int) -> bool:
        if end - start > 1 and not all(self._han[start:end]):
            return False
        term = self._text(start, end)
        return any(vocabulary.holds(term) for vocabulary in self._vocabularies)


def _units(text: str) -> Iterable[str]:
    for word in words(text):
        if is_han(word.text):
            yield from word.text
        else:
            yield from [tile.text for tile in word.shape.tiles] or [word.text]


def _each_once(found: Iterable[Iterable[str]]) -> Terms:
    """The terms of all segments."""
    return tuple(dict.fromkeys(chain.from_iterable(found)))


def _parts(term: str, text: str) -> list[Part]:
    """The text where it is a part of the term: it stands in the index wherever the term does, and is found there."""
    return [part for part in reading(term)[1].parts if part.text == text] if len(text) > 1 else []  # no part is shorter


def _begins_with_part(term: str, text: str) -> bool:
    return any(not part.offset for part in _parts(term, text))


def _ends_with_part(term: str, text: str) -> bool:
    return any(part.offset + width(text) == width(term) for part in _parts(term, text))
