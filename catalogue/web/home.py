"""The front page: search first, then everything there is to browse."""

from flask import Blueprint, current_app, render_template

from catalogue.db import now
from catalogue.domain.lectures import coming_lectures
from catalogue.domain.showing import newest_resources, public_collections, varied
from catalogue.models import Resource
from catalogue.search.engine import IndexUnavailable
from catalogue.search.find import Results, find
from catalogue.search.request import SearchRequest
from catalogue.web.search_links import tree

pages = Blueprint("home", __name__)

NEWEST, LOOKED_THROUGH, LECTURES, COLLECTIONS, INSTITUTIONS = 6, 30, 3, 8, 12
AUDIENCES = ("elderly", "disabled", "women", "farmers", "youth", "students", "cadres", "workers")


@pages.get("/")
def index() -> str:
    """Never empty: an empty catalogue says what to do next."""
    overview = _overview()
    facets = overview.facets if overview else {}
    return render_template(
        "home/index.html",
        total=overview.total if overview else None,
        audiences=AUDIENCES,
        topics=tree(facets.get("topic", [])),
        lectures=coming_lectures(now(), limit=LECTURES),
        collections=public_collections(limit=COLLECTIONS),
        newest=varied(_newest(overview), NEWEST),
        institutions=facets.get("institution", [])[:INSTITUTIONS],
    )


def _overview() -> Results | None:
    """The newest resources and the counts of everything, in one search; None while the index is coming back."""
    try:
        newest = SearchRequest(sort="newest", per_page=LOOKED_THROUGH)
        return find(current_app.extensions["search_engine"], newest)
    except IndexUnavailable:
        return None


def _newest(overview: Results | None) -> list[Resource]:
    found = [thing for thing in overview.items if isinstance(thing, Resource)] if overview else []
    return found or newest_resources(LOOKED_THROUGH)
