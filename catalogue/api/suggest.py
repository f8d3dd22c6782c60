"""GET /api/v1/suggest: what to look for, while somebody types."""

from flask import Blueprint, Response, current_app, jsonify, request

from catalogue.api.caching import cacheable
from catalogue.db import db
from catalogue.search.request import clean_text
from catalogue.search.suggest import MAX_CHARACTERS, suggest

blueprint = Blueprint("suggest", __name__)


@blueprint.get("/suggest")
def suggestions() -> Response:
    """Never refuses what was typed: only its first characters count."""
    typed = clean_text(request.args.get("q", "")[: 2 * MAX_CHARACTERS])
    found = suggest(current_app.extensions["search_engine"], db.session(), typed)
    items = [{"text": one.text, "type": one.type, "value": one.value} for one in found]
    return cacheable(jsonify({"q": typed, "items": items}))
