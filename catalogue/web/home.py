"""The front page: search first, then everything there is to browse."""

from collections.abc import Sequence

from flask import Blueprint, current_app, render_template

from catalogue.db import now
from catalogue.domain.shown.collections import public_collections
from catalogue.domain.shown.lectures import coming_lectures
from catalogue.domain.shown.showing import newest_resources, varied
from catalogue.search.engine import IndexUnavailable
from catalogue.search.find import Thing, load_public
from catalogue.search.overview import LOOKED_THROUGH, NEWEST, Overview, overview
from catalogue.web.facets import in_readers_language

pages = Blueprint("home", __name__)

LECTURES, COLLECTIONS, INSTITUTIONS = 3, 8, 12
AUDIENCES = ("elderly", "disabled", "women", "farmers", "youth", "students", "cadres", "workers")


@pages.get("/")
def index() -> str:
    """Never empty: an empty catalogue says what to do next."""
    whole = _overview()
    facets = in_readers_language(whole.facets) if whole else {}
    return render_template(
        "home/index.html",
        total=whole.total if whole else None,
        audiences=AUDIENCES,
        topics=tuple(facets.get("topic", ())),
        lectures=coming_lectures(now(), limit=LECTURES),
        collections=public_collections(limit=COLLECTIONS),
        newest=_newest(whole),
        institutions=tuple(facets.get("institution", ()))[:INSTITUTIONS],
    )


def _overview() -> Overview | None:
    """None while the index is coming back."""
    try:
        return overview(current_app.extensions["search_engine"])
    except IndexUnavailable:
        return None


def _newest(whole: Overview | None) -> Sequence[Thing]:
    found = load_public("resource", whole.newest) if whole else []
    return found or varied(newest_resources(LOOKED_THROUGH), NEWEST)
