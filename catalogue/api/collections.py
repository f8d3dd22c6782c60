"""GET /api/v1/collections and /api/v1/collections/<slug>: what the curators chose."""

from flask import Blueprint, Response, jsonify

from catalogue.api.caching import cacheable
from catalogue.api.problems import Problem
from catalogue.api.shapes import collection_item, collection_shape
from catalogue.domain.shown.collections import collection_by_slug, public_collections, sections_of

blueprint = Blueprint("collections", __name__)


@blueprint.get("/collections")
def collections() -> Response:
    """All of them in the curators' order: people made each, so there are never many."""
    items = [{**collection_item(row), "things": things} for row, things in public_collections()]
    return cacheable(jsonify({"total": len(items), "items": items}))


@blueprint.get("/collections/<slug:slug>")
def collection(slug: str) -> Response:
    found = collection_by_slug(slug)
    if found is None or found.state == "draft":
        raise Problem(404, "没有这个专题。")
    if found.state != "public":
        raise Problem(410, "这个专题已经撤下。")
    return cacheable(jsonify(collection_shape(found, sections_of(found))))
