"""Collections: what curators chose, in their order and with their words."""

from flask import Blueprint, abort, render_template

from catalogue.domain.shown.collections import collection_by_slug, public_collections, sections_of
from catalogue.web.gone import gone_page
from catalogue.web.schema_org import describe_collection

pages = Blueprint("collections", __name__, url_prefix="/collections")


@pages.get("/")
def index() -> str:
    return render_template("collections/index.html", collections=public_collections())


@pages.get("/<slug:slug>")
def show(slug: str) -> str | tuple[str, int]:
    collection = collection_by_slug(slug)
    if collection is None or collection.state == "draft":
        abort(404)
    if collection.state != "public":
        return gone_page(collection)
    sections = [section for section in sections_of(collection) if section.items]
    return render_template(
        "collections/show.html",
        collection=collection,
        sections=sections,
        description=describe_collection(collection, sections),
    )
