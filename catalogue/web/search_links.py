"""Where the controls of the search page lead: the same search with one thing changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote_plus

from catalogue.languages import in_language
from catalogue.search.find import FacetValue, Results
from catalogue.search.request import DEFAULT_PER_PAGE, SearchRequest
from catalogue.web.words import FACETS


@dataclass(frozen=True)
class Chip:
    """One active filter; `link` leads to the search without it."""

    facet: str
    label: str
    link: str


@dataclass(frozen=True)
class SearchLinks:
    """Every link starts again at page 1, but for those to a page."""

    request: SearchRequest

    def page(self, number: int) -> str:
        return address(replace(self.request, page=number))

    def type(self, name: str) -> str:
        """The same words among things of another type; filters of resources mean little there."""
        return address(replace(self.request, type=name, filters={}, sort="relevance", page=1))

    def sort(self, name: str) -> str:
        return address(replace(self.request, sort=name, page=1))

    def text(self, words: str) -> str:
        return address(replace(self.request, text=words, page=1))

    def without(self, facet: str, value: str) -> str:
        left = {
            name: kept
            for name, values in self.request.filters.items()
            if (kept := tuple(one for one in values if (name, one) != (facet, value)))
        }
        return address(replace(self.request, filters=left, page=1))

    @property
    def cleared(self) -> str:
        return address(replace(self.request, filters={}, page=1))


_encoded = lru_cache(maxsize=1024)(quote_plus)
"""A page leads to a dozen searches for the same words."""


def address(request: SearchRequest) -> str:
    """The address of a search, without what is default anyway."""
    pairs = [("q", request.text)] if request.text else []
    if request.type != "resource":
        pairs.append(("type", request.type))
    pairs += [(facet, value) for facet, values in request.filters.items() for value in values]
    if request.sort != "relevance":
        pairs.append(("sort", request.sort))
    if request.per_page != DEFAULT_PER_PAGE:
        pairs.append(("per_page", str(request.per_page)))
    if request.page != 1:
        pairs.append(("page", str(request.page)))
    path = in_language("/search")
    return f"{path}?{'&'.join(f'{name}={_encoded(value)}' for name, value in pairs)}" if pairs else path


def chips(results: Results) -> list[Chip]:
    """The active filters with their labels, in the order the facets stand on the page."""
    links = SearchLinks(results.request)
    return [
        Chip(FACETS[facet], value.label, links.without(facet, value.value))
        for facet in FACETS
        for value in results.facets.get(facet, [])
        if value.chosen
    ]


class Branch(NamedTuple):
    """A facet value with those below it."""

    value: FacetValue
    below: list["Branch"]

    @property
    def opened(self) -> bool:
        """Whether something below is chosen, so that it must be seen."""
        return any(branch.value.chosen or branch.opened for branch in self.below)


def tree(values: Sequence[FacetValue]) -> list[Branch]:
    """The values under their parents, in their order; one whose parent is not there stands at the top."""
    branches = {value.value: Branch(value, []) for value in values}
    top: list[Branch] = []
    for value in values:
        parent = branches.get(value.parent)
        (parent.below if parent and value.parent != value.value else top).append(branches[value.value])
    return top
