"""What holds for the whole catalogue: how much of everything there is, and the newest resources."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.domain.shown.showing import varied
from catalogue.models import Resource
from catalogue.search.engine import SearchEngine
from catalogue.search.find import FacetValue, find
from catalogue.search.kept import kept_until_index_changes
from catalogue.search.request import SearchRequest

NEWEST, LOOKED_THROUGH = 6, 30


@dataclass(frozen=True)
class Overview:
    """`facets` has the counts over all public resources, most frequent first; `newest` are public ids."""

    total: int
    facets: Mapping[str, list[FacetValue]]
    newest: tuple[str, ...]


@kept_until_index_changes
def overview(engine: SearchEngine) -> Overview:
    """All of it in one search, kept until the index changes. Raises IndexUnavailable."""
    found = find(engine, SearchRequest(sort="newest", per_page=LOOKED_THROUGH))
    resources = [thing for thing in found.items if isinstance(thing, Resource)]
    return Overview(found.total, found.facets, tuple(one.public_id for one in varied(resources, NEWEST)))
