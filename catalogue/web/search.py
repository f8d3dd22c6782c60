"""The search page: results with facets, matching lectures, and what to do when nothing is found."""

from dataclasses import replace

from flask import Blueprint, current_app, make_response, render_template, request
from werkzeug.wrappers import Response

from catalogue.db import now
from catalogue.domain.counts.asked_queries import ASKED
from catalogue.domain.counts.failed_queries import FAILED
from catalogue.domain.shown.lectures import MOST_COMING, soonest_of_series
from catalogue.models import Lecture
from catalogue.search.engine import IndexUnavailable, SearchEngine
from catalogue.search.find import Results, find, ids_with_all_words, read_request
from catalogue.search.request import SearchRequest
from catalogue.search.text import normalise
from catalogue.web.facets import in_readers_language
from catalogue.web.paging import Pager
from catalogue.web.search_links import SearchLinks, chips

pages = Blueprint("search", __name__)

LECTURES_IN_STRIP = 3
RETRY_SECONDS = 30


@pages.get("/search")
def index() -> str | Response:
    """Everything of a type when nothing is asked; 503 with ways to browse while the index is coming back."""
    asked = read_request(request.args, strict=False)
    engine: SearchEngine = current_app.extensions["search_engine"]
    try:
        found = find(engine, asked)
        lectures = _matching_lectures(engine, found)
    except IndexUnavailable:
        return _unavailable(asked)
    if found.in_vain:
        FAILED.count(normalise(asked.text))
    elif found.as_typed:
        ASKED.count(normalise(asked.text))
    results = replace(found, facets=in_readers_language(found.facets))
    links = SearchLinks(asked)
    return render_template(
        "search/index.html",
        asked=asked,
        results=results,
        lectures=lectures,
        links=links,
        chips=chips(results),
        pager=Pager(results.page, results.pages, links.page),
    )


def _matching_lectures(engine: SearchEngine, found: Results) -> list[Lecture]:
    """A strip of coming lectures with all the words above the first page of resources, when words were asked for."""
    asked = found.request
    if asked.type != "resource" or not asked.text or asked.page > 1:
        return []
    ids = ids_with_all_words(engine, found.searched, "lecture", limit=MOST_COMING)
    return soonest_of_series(ids, now(), limit=LECTURES_IN_STRIP)


def _unavailable(asked: SearchRequest) -> Response:
    response = make_response(render_template("search/unavailable.html", asked=asked), 503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
