"""Resources like one that is being looked at: about the same, else of the same provider."""

from catalogue.domain.showing import others_of_provider
from catalogue.models import Resource
from catalogue.search.engine import IndexUnavailable, Query, SearchEngine
from catalogue.search.find import load_public


def similar(engine: SearchEngine, resource: Resource, *, limit: int) -> list[Resource]:
    """Never fails: without an index, or with nothing alike, it gives what else the provider has."""
    try:
        ids = _alike(engine, resource, limit + 1)
    except IndexUnavailable:
        ids = []
    found = [thing for thing in load_public("resource", ids) if isinstance(thing, Resource)]
    others = [other for other in found if other.id != resource.id][:limit]
    return others or others_of_provider(resource, limit)


def _alike(engine: SearchEngine, resource: Resource, limit: int) -> list[str]:
    """Ids of what shares its narrowest topic, those that share words of its title first."""
    filters = {"topic": tuple(resource.topics[:1])} if resource.topics else {}
    by_words = engine.search(Query(text=resource.title, filters=filters, limit=limit)).ids
    if len(by_words) == limit or not filters:
        return list(by_words)
    by_topic = engine.search(Query(filters=filters, limit=limit)).ids
    return list(dict.fromkeys((*by_words, *by_topic)))[:limit]
