"""Narrows a result by the chosen facets and counts what each further choice would find."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from catalogue.search.engines.whoosh.table import Codes, Table

Filters = Mapping[str, Codes]


def narrow(table: Table, numbers: Collection[int], filters: Filters) -> Collection[int]:
    """The documents that fit one of the chosen codes in every facet."""
    for name, chosen in filters.items():
        codes, wanted = table.facets[name], frozenset(chosen)
        numbers = [number for number in numbers if not wanted.isdisjoint(codes[number])]
    return numbers


def count(table: Table, numbers: Collection[int], filters: Filters, names: Iterable[str]) -> dict[str, dict[str, int]]:
    """Documents per code over the whole result; a facet's own choice does not narrow its own counts."""
    inside_all = narrow(table, numbers, filters)
    counts = {}
    for name in names:
        others = {other: chosen for other, chosen in filters.items() if other != name}
        inside = narrow(table, numbers, others) if name in filters else inside_all
        counts[name] = dict(Counter(chain.from_iterable(map(table.facets[name].__getitem__, inside))))
    return counts
