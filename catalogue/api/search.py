"""GET /api/v1/search: what the search page finds, as JSON."""

from flask import Blueprint, Response, current_app, jsonify, request

from catalogue.api.caching import cacheable
from catalogue.api.problems import Problem
from catalogue.api.shapes import results_shape
from catalogue.domain.counts.failed_queries import FAILED
from catalogue.search.find import MAX_DEPTH, find, read_request
from catalogue.search.text import normalise

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def search() -> Response:
    """A page beyond the end is empty; one that exists but lies deeper than MAX_DEPTH is refused."""
    results = find(current_app.extensions["search_engine"], read_request(request.args, strict=True), listed=True)
    if results.too_deep:
        detail = f"只能翻到前 {MAX_DEPTH} 条结果，请用筛选条件缩小范围。"
        raise Problem(400, detail, argument="page")
    if results.in_vain:
        FAILED.count(normalise(results.request.text))
    return cacheable(jsonify(results_shape(results)))
