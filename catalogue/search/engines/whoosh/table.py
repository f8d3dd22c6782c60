"""The columns of all segments, one after the other: everything about the documents of an index but their words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from catalogue.search.engine import FACETS, TYPES
from catalogue.search.engines.whoosh.arrays import Array
from catalogue.search.engines.whoosh.columns import PLAIN, Codes, Columns
from catalogue.search.engines.whoosh.terms import Mask, Numbers

MOST_COMBINED = 4096
"""Combinations of several facets that are counted at once: counting so many costs little beside the documents."""


class FacetColumn:
    """One facet of every document: the number of its combination of codes, and what the combinations hold."""

    def __init__(self, sets: Sequence[Codes], column: Array) -> None:
        self.column = column
        self.size = len(sets)
        self.codes: dict[str, int] = {}
        members = [(place, self._number(code)) for place, codes in enumerate(sets) for code in codes]
        self._names = list(self.codes)
        self._of_set = np.array([place for place, _code in members], np.intp)
        self._of_code = np.array([code for _place, code in members], np.intp)
        self._order = np.array(sorted(range(len(self._names)), key=self._names.__getitem__), np.intp)

    def _number(self, code: str) -> int:
        return self.codes.setdefault(code, len(self.codes))

    def per_combination(self, numbers: Numbers) -> Numbers:
        """How many of the documents have each combination of codes."""
        if self.size == 1:
            return np.array([len(numbers)])
        return np.bincount(self.column.take(numbers), minlength=self.size)

    def per_code(self, per_combination: Numbers, most: int | None, always: Codes) -> dict[str, int]:
        """Documents per code: the `most` frequent, then the rest of `always`; equals in alphabetical order."""
        if not self.codes:
            return {}
        per_code = np.bincount(self._of_code, per_combination.take(self._of_set), minlength=len(self.codes)).astype(
            np.intp
        )
        in_order = self._order[np.argsort(-per_code[self._order], kind="stable")]
        shown = in_order[: np.count_nonzero(per_code)][:most].tolist()
        counts = {self._names[place]: count for place, count in zip(shown, per_code[shown].tolist(), strict=True)}
        others = (code for code in always if code in self.codes and code not in counts)
        return counts | {code: count for code in others if (count := int(per_code[self.codes[code]]))}

    def fitting(self, chosen: Codes, numbers: Numbers) -> Mask:
        """Which of the documents have one of the codes."""
        wanted = [self.codes[code] for code in chosen if code in self.codes]
        sets = np.zeros(self.size, np.bool_)
        sets[self._of_set[np.isin(self._of_code, wanted)]] = True
        fits: Mask = sets.take(self.column.take(numbers))
        return fits


class FacetGroup:
    """Several facets in one column, whose documents are then counted once for all of them."""

    def __init__(self, facets: Mapping[str, FacetColumn]) -> None:
        self._names = tuple(facets)
        self._sizes = tuple(facet.size for facet in facets.values())
        columns = tuple(facet.column for facet in facets.values())
        self._column = np.ravel_multi_index(columns, self._sizes).astype(np.uint32)

    def per_combination(self, numbers: Numbers) -> dict[str, Numbers]:
        """By facet, how many of the documents have each of its combinations of codes."""
        together = np.bincount(self._column.take(numbers), minlength=prod(self._sizes)).reshape(self._sizes)
        axes = range(len(self._names))
        return {name: together.sum(tuple(axis for axis in axes if axis != own)) for own, name in enumerate(self._names)}


@dataclass(frozen=True)
class Table:
    """By document number over the whole index; deleted documents keep their numbers and are in no type."""

    ids: Array
    plain: Mapping[str, Array]
    facets: Mapping[str, FacetColumn]
    groups: Sequence[FacetGroup]
    of_type: Mapping[str, Mask]
    alive: Mask

    def public_ids(self, numbers: Numbers) -> tuple[str, ...]:
        return tuple(public_id.decode() for public_id in self.ids[numbers].tolist())


def joined(segments: Sequence[Columns], alive: Sequence[Mask]) -> Table:
    living = np.concatenate((*alive, np.zeros(0, np.bool_)))
    types = _joined([columns.types for columns in segments], np.uint8)
    facets = {name: _facet(name, segments) for name in FACETS}
    return Table(
        ids=_joined([columns.ids for columns in segments], "S1"),
        plain={name: _joined([columns.plain[name] for columns in segments], kind) for name, kind in PLAIN.items()},
        facets=facets,
        groups=_grouped(facets),
        of_type={name: living & (types == place) for place, name in enumerate(TYPES)},
        alive=living,
    )


def _joined(arrays: Sequence[Array], kind: object) -> Array:
    return np.concatenate(arrays) if arrays else np.zeros(0, kind)  # type: ignore[call-overload]


def _facet(name: str, segments: Sequence[Columns]) -> FacetColumn:
    sets: dict[Codes, int] = {}
    columns = []
    for segment in segments:
        facet = segment.facets[name]
        numbers = [sets.setdefault(codes, len(sets)) for codes in facet.sets]
        columns.append(np.array(numbers, np.uint32)[facet.column])
    return FacetColumn(list(sets), _joined(columns, np.uint32).astype(np.intp))


def _grouped(facets: Mapping[str, FacetColumn]) -> list[FacetGroup]:
    """The facets, the largest first, in groups that have at most so many combinations unless they are of one facet."""
    groups: list[dict[str, FacetColumn]] = []
    for name in sorted(facets, key=lambda name: -facets[name].size):
        for group in groups:
            if prod(facet.size for facet in group.values()) * facets[name].size <= MOST_COMBINED:
                group[name] = facets[name]
                break
        else:
            groups.append({name: facets[name]})
    return [FacetGroup(group) for group in groups]
