"""Resources like one that is being looked at: about the same, else of the same provider."""

from collections.abc import Hashable, Sequence
from functools import lru_cache

from catalogue.domain.shown.showing import others_of_provider
from catalogue.models import Resource
from catalogue.search.engine import IndexUnavailable, Query, SearchEngine
from catalogue.search.find import load_public


def similar(engine: SearchEngine, resource: Resource, *, limit: int) -> list[Resource]:
    """Never fails: without an index, or with nothing alike, it gives what else the provider has."""
    try:
        ids = _alike(engine, resource, limit + 1)
    except IndexUnavailable:
        ids = ()
    found = [thing for thing in load_public("resource", ids) if isinstance(thing, Resource)]
    others = [other for other in found if other.id != resource.id][:limit]
    return others or others_of_provider(resource, limit)


def _alike(engine: SearchEngine, resource: Resource, limit: int) -> Sequence[str]:
    """Ids of what shares its narrowest topic, those that share words of its title first."""
    topics = tuple(resource.topics[:1])
    return _found(engine, engine.state(), resource.title, topics, limit)  # type: ignore[arg-type]  # engines do hash


@lru_cache(maxsize=4096)
def _found(engine: SearchEngine, _state: Hashable, title: str, topics: tuple[str, ...], limit: int) -> tuple[str, ...]:
    """Kept while the index stands: what is read most is asked for again and again."""
    filters = {"topic": topics} if topics else {}
    by_words = engine.search(Query(text=title, filters=filters, limit=limit)).ids
    if len(by_words) == limit or not filters:
        return tuple(by_words)
    by_topic = engine.search(Query(filters=filters, limit=limit)).ids
    return tuple(dict.fromkeys((*by_words, *by_topic)))[:limit]
