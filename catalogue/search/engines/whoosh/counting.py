"""Narrows a result by the chosen facets and counts what each further choice would find."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from catalogue.search.engines.whoosh.columns import Codes
from catalogue.search.engines.whoosh.table import Table
from catalogue.search.engines.whoosh.terms import Mask, Numbers

Filters = Mapping[str, Codes]

MANY = 8192
"""Documents from which on it is worth counting all facets in groups and then telling them apart."""


@dataclass(frozen=True)
class Narrowed:
    """The choices; for each document of a result whether it fits them all, and whether it fits those of each facet."""

    filters: Filters
    every: Mask
    by_facet: Mapping[str, Mask]

    def but(self, name: str) -> Mask:
        """Those that fit every choice made outside this facet."""
        fits = np.ones(len(self.every), np.bool_)
        for other, mask in self.by_facet.items():
            if other != name:
                fits &= mask
        return fits


def narrow(table: Table, numbers: Numbers, filters: Filters) -> Narrowed:
    """One of the chosen codes must fit in every facet."""
    masks = {name: table.facets[name].fitting(chosen, numbers) for name, chosen in filters.items()}
    every = np.ones(len(numbers), np.bool_)
    for mask in masks.values():
        every &= mask
    return Narrowed(filters, every, masks)


def count(
    table: Table, numbers: Numbers, narrowed: Narrowed, wanted: Mapping[str, int | None]
) -> dict[str, dict[str, int]]:
    """Documents per code over the whole result; a facet's own choice does not narrow its own counts.

    `wanted` says of how many codes of which facets, the most frequent first; None is all. The chosen come as well.
    """
    inside = numbers.compress(narrowed.every) if narrowed.by_facet else numbers
    counts = _per_combination(table, inside, wanted)
    for name in wanted.keys() & narrowed.by_facet.keys():
        counts[name] = table.facets[name].per_combination(numbers.compress(narrowed.but(name)))
    return {
        name: table.facets[name].per_code(counts[name], most, narrowed.filters.get(name, ()))
        for name, most in wanted.items()
    }


def _per_combination(table: Table, numbers: Numbers, wanted: Collection[str]) -> dict[str, Numbers]:
    """By facet, how many of the documents have each combination of its codes."""
    if len(numbers) < MANY or len(wanted) < len(table.facets):
        return {name: table.facets[name].per_combination(numbers) for name in wanted}
    return {name: counts for group in table.groups for name, counts in group.per_combination(numbers).items()}
