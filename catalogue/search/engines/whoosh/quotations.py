"""Finds the documents in which a quotation stands, wherever it begins and ends within words.

“学习方” is in 学习方法, which the index holds as 学习 and 方法. So a quotation may begin with the end of a term, goes
on with whole terms side by side, and may end with the beginning of a term; or it stands inside a single term. Every way
to lay it over the terms there are is tried, in the documents that have a term for each of its units. Letters and digits
count as whole words: “C” is not in C++, nor in Scratch.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from catalogue.search.engines.whoosh.phrases import documents_at, is_in
from catalogue.search.engines.whoosh.snapshot import Snapshot
from catalogue.search.engines.whoosh.stretches import Stretches
from catalogue.search.engines.whoosh.terms import DOCUMENT_SHIFT, NO_NUMBERS, Group, Mask, Numbers
from catalogue.search.text import width

MOST_COVERING = 64
"""Terms of which one may hold a unit; a unit of more says too little about where the quotation stands."""
COMMON = 10_000
"""Documents that hold a term from which on it is read only where what comes after it is known to stand."""
WORTH = 16
"""Reading where terms stand in a document takes as long as looking whether so many documents hold a term."""
MOST_STEPS = 2000
"""Terms looked up for one quotation; only a hostile one has more ways to be read than that."""


def documents_quoting(snapshot: Snapshot, text: str) -> Numbers:
    """The living documents with the normalised text in one of their texts, ascending."""
    stretches = Stretches(snapshot.vocabularies, text)
    if not len(stretches):
        return NO_NUMBERS
    inside = [snapshot.postings(term).numbers for term in stretches.around()]
    return _merged([_Laying(snapshot, stretches).documents(), *inside])


class _Laying:
    """A quotation that is laid over several terms, from its end to its beginning."""

    def __init__(self, snapshot: Snapshot, stretches: Stretches) -> None:
        self._snapshot = snapshot
        self._stretches = stretches
        self._covering = stretches.covering(MOST_COVERING)
        wholes = (term for each in stretches.wholes for term in each.values())
        self._frequencies = snapshot.frequencies(list({*wholes, *chain.from_iterable(self._covering)}))
        self._steps = 0

    def documents(self) -> Numbers:
        """Those where it reaches over several terms."""
        laid = self._laid(self._candidates())
        found = documents_at(laid[0])
        for cut in range(1, len(laid)):
            left = laid[cut].compress(~is_in(laid[cut] >> DOCUMENT_SHIFT, found))
            if len(left) and (by_width := _by_width(self._stretches.ending(cut))):
                standing = self._standing(list(by_width.values()), self._snapshot.mask(documents_at(left)))
                after = [places + wide for wide, places in zip(by_width, standing, strict=True)]
                found = _merged([found, documents_at(_common(_merged(after), left))])
        return found

    def _laid(self, among: Mask) -> list[Numbers]:
        """By each unit, where the units from there on begin to be laid over terms, in those documents."""
        beginnings, wholes = self._stretches.beginnings, self._stretches.wholes
        rare = [(term,) for each in wholes for term in each.values() if self._frequency((term,)) < COMMON]
        groups = list(dict.fromkeys([*rare, *beginnings[1:]]))
        standing = dict(zip(groups, self._standing(groups, among), strict=True))
        laid = [NO_NUMBERS] * len(wholes)
        for start in reversed(range(len(wholes))):
            found = [standing[beginnings[start]]] if start else []
            for end, term in wholes[start].items():
                before = laid[end] - width(term)
                if (term,) in standing:
                    found.append(_common(standing[(term,)], before))
                elif len(before):
                    [common] = self._standing([(term,)], self._snapshot.mask(documents_at(before)))
                    found.append(_common(common, before))
            laid[start] = _merged(found)
        return laid

    def _candidates(self) -> Mask:
        """Documents that have, for the units of which little else can be part, one of the terms that hold them."""
        candidates = self._snapshot.table.alive
        looked_at: list[frozenset[str]] = []
        for terms in sorted(self._covering, key=self._frequency):
            holding = self._frequency(terms)
            to_be_expected = np.count_nonzero(candidates) * (1 - holding / max(1, len(candidates)))
            fewer = min([to_be_expected, *(self._frequency(others - terms) for others in looked_at)])
            if holding < WORTH * fewer:
                candidates = candidates & self._snapshot.holding(list(terms))
                looked_at.append(terms)
        return candidates

    def _frequency(self, terms: Iterable[str]) -> int:
        """How many documents hold any of the terms, at most."""
        return sum(map(self._frequencies.__getitem__, terms))

    def _standing(self, groups: Sequence[Group], among: Mask) -> list[Numbers]:
        looked_up = []
        for group in groups:
            looked_up.append(group[: MOST_STEPS - self._steps])
            self._steps += len(looked_up[-1])
        return self._snapshot.standing(looked_up, among)


def _by_width(terms: Iterable[str]) -> dict[int, list[str]]:
    """The terms by how many places they take."""
    by_width: dict[int, list[str]] = {}
    for term in terms:
        by_width.setdefault(width(term), []).append(term)
    return by_width


def _common(some: Numbers, others: Numbers) -> Numbers:
    few, many = sorted((some, others), key=len)
    return few.compress(is_in(few, many))


def _merged(parts: list[Numbers]) -> Numbers:
    """What is in any of the parts, each of which ascends."""
    present = [part for part in parts if len(part)]
    if len(present) < 2:
        return (present or [NO_NUMBERS])[0]
    merged = np.concatenate(present)
    merged.sort(kind="stable")  # in runs that ascend already; np.unique would hash every number
    return merged.compress(np.append(True, merged[1:] != merged[:-1]))
