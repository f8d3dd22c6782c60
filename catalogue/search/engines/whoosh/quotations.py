"""Finds the documents in which a quotation stands, wherever it begins and ends within words.

“学习方” is in 学习方法, which the index holds as 学习 and 方法. So a quotation may begin with the end of a term, goes
on with whole terms side by side, and may end with the beginning of a term; or it stands inside a single term. Every way
to lay it over the terms there are is tried, each step only in the documents where the rest is known to stand. Letters
and digits count as whole words: “C” is not in C++, nor in Scratch.
"""

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from catalogue.search.engines.whoosh.phrases import documents_at, is_in
from catalogue.search.engines.whoosh.snapshot import DOCUMENT_SHIFT, Snapshot
from catalogue.search.engines.whoosh.table import Mask
from catalogue.search.engines.whoosh.terms import Numbers
from catalogue.search.text import Part, is_han, reading, width, words

MOST_COVERING = 64
"""Terms of which one may hold a unit; a unit of more says too little about where the quotation stands."""
FEW_DOCUMENTS = 64
"""Candidates that need not be made fewer."""
MOST_STEPS = 2000
"""Terms looked up for one quotation; only a hostile one has more ways to be read than that."""
LONGEST_TERM = 16
"""Characters; the dictionary has no longer words."""
NOWHERE: Numbers = np.zeros(0, np.int64)


def documents_quoting(snapshot: Snapshot, text: str) -> Numbers:
    """The living documents with the normalised text in one of their texts, ascending."""
    units = _units(text)
    if not units:
        return NOWHERE
    quotation = _Quotation(snapshot, units)
    inside = [snapshot.postings(term).numbers for term in quotation.around()]
    return _merged([quotation.across(), *inside])


def _units(text: str) -> list[str]:
    """The characters of Han words, and other words in their smallest parts: what terms may not be broken within."""
    found: list[str] = []
    for word in words(text):
        found += word.text if is_han(word.text) else [tile.text for tile in word.shape.tiles] or [word.text]
    return found


class _Quotation:
    """The units of a quotation, and which stretches of them are terms of the index."""

    def __init__(self, snapshot: Snapshot, units: list[str]) -> None:
        self._snapshot = snapshot
        self._units = units
        self._steps = 0
        self._han = list(map(is_han, units))
        self._last = [self._beginning(start) for start in range(len(units))]
        self._ends = [self._known_ends(start) for start in range(len(units))]

    def around(self) -> list[str]:
        """Terms that hold the whole quotation."""
        text = "".join(self._units)
        if all(self._han):
            terms = self._terms(vocabulary.containing(text) for vocabulary in self._snapshot.vocabularies)
            return [term for term in terms if text not in (part.text for part in _parts(term))]
        return [text] if len(self._units) == 1 else []

    def across(self) -> Numbers:
        """Documents where it reaches over several terms."""
        among = self._candidates()
        laid = self._laid(among)
        found = documents_at(laid[0])
        for cut, terms in self._endings.items():
            left = laid[cut][~is_in(laid[cut] >> DOCUMENT_SHIFT, found)]
            if len(left):
                within = self._snapshot.mask(documents_at(left))
                after = [self._standing(alike, within) + wide for wide, alike in _by_width(terms).items()]
                found = _merged([found, documents_at(_common(_merged(after), left))])
        return found

    def _laid(self, among: Mask) -> list[Numbers]:
        """By each unit, where the units from there on begin to be laid over terms, in those documents."""
        laid = [NOWHERE] * (len(self._units) + 1)
        for start in reversed(range(len(self._units))):
            found = [self._standing(self._last[start], among)] if start else []
            for end in self._ends[start]:
                if len(laid[end]):
                    term = "".join(self._units[start:end])
                    within = self._snapshot.mask(documents_at(laid[end]))
                    found.append(_common(self._standing([term], within), laid[end] - width(term)))
            laid[start] = _merged(found)
        return laid

    def _candidates(self) -> Mask:
        """Documents that have, for the units of which little else can be part, one of the terms that hold them."""
        candidates = self._snapshot.table.alive
        for terms in sorted({tuple(sorted(terms)) for terms in self._covering()}, key=len):
            if len(terms) > MOST_COVERING or np.count_nonzero(candidates) <= FEW_DOCUMENTS:
                break
            candidates = candidates & self._snapshot.holding(terms)
        return candidates

    def _covering(self) -> list[list[str]]:
        """By each unit, the terms that may hold it."""
        covering: list[dict[str, None]] = [{} for _ in self._units]
        for cut, terms in self._endings.items():
            for unit in range(cut):
                covering[unit].update(dict.fromkeys(terms))
        for start in range(len(self._units)):
            for end in self._ends[start]:
                for unit in range(start, end):
                    covering[unit]["".join(self._units[start:end])] = None
            for unit in range(start, len(self._units)) if start else ():
                covering[unit].update(dict.fromkeys(self._last[start]))
        return [list(terms) for terms in covering]

    @cached_property
    def _endings(self) -> dict[int, list[str]]:
        """By how many units: longer terms that end with the first of them, where terms may go on after those."""
        endings: dict[int, list[str]] = {}
        for cut in range(1, min(len(self._units), LONGEST_TERM)):
            if not self._han[cut - 1]:
                break
            if (self._last[cut] or self._ends[cut]) and (terms := self._ending("".join(self._units[:cut]))):
                endings[cut] = terms
        return endings

    def _standing(self, terms: list[str], among: Mask) -> Numbers:
        looked_up = terms[: MOST_STEPS - self._steps]
        self._steps += len(looked_up)
        return self._snapshot.standing(looked_up, among) if looked_up else NOWHERE

    def _beginning(self, start: int) -> list[str]:
        """Terms that begin with all the units from `start` on."""
        text = "".join(self._units[start:])
        if all(self._han[start:]):
            terms = self._terms(vocabulary.beginning(text) for vocabulary in self._snapshot.vocabularies)
            return [term for term in terms if Part(text, 0) not in _parts(term)]
        return [text] if start == len(self._units) - 1 else []

    def _ending(self, text: str) -> list[str]:
        """Longer terms that end with the text."""
        terms = self._terms(vocabulary.ending(text) for vocabulary in self._snapshot.vocabularies)
        return [term for term in terms if term != text and not _ends_with_part(term, text)]

    def _known_ends(self, start: int) -> list[int]:
        """Where terms end that begin with the unit `start` and leave some units over."""
        ends = range(start + 1, min(len(self._units), start + LONGEST_TERM + 1))
        return [end for end in ends if self._is_term(start, end)]

    def _is_term(self, start: int, end: int) -> bool:
        if end - start > 1 and not all(self._han[start:end]):
            return False
        term = "".join(self._units[start:end])
        return any(vocabulary.holds(term) for vocabulary in self._snapshot.vocabularies)

    def _terms(self, found: Iterable[Iterable[str]]) -> list[str]:
        """The terms of all segments, each once."""
        return list(dict.fromkeys(term for terms in found for term in terms))


def _parts(term: str) -> tuple[Part, ...]:
    """What stands in the index wherever the term does, and need not be looked for in it."""
    return reading(term)[1].parts


def _ends_with_part(term: str, text: str) -> bool:
    return Part(text, width(term) - width(text)) in _parts(term)


def _by_width(terms: Iterable[str]) -> dict[int, list[str]]:
    """The terms by how many places they take."""
    by_width: dict[int, list[str]] = {}
    for term in terms:
        by_width.setdefault(width(term), []).append(term)
    return by_width


def _common(some: Numbers, others: Numbers) -> Numbers:
    few, many = sorted((some, others), key=len)
    return few[is_in(few, many)]


def _merged(parts: list[Numbers]) -> Numbers:
    """What is in any of the parts, each of which ascends."""
    present = [part for part in parts if len(part)]
    if len(present) < 2:
        return (present or [NOWHERE])[0]
    merged = np.concatenate(present)
    merged.sort(kind="stable")  # in runs that ascend already; np.unique would hash every number
    return merged[np.append(True, merged[1:] != merged[:-1])]
