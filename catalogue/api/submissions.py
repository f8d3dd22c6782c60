"""GET /api/v1/submissions/<id>: what became of the items an institution handed in, for that institution alone."""

from flask import Blueprint, Response, jsonify

from catalogue.api.arguments import read_page
from catalogue.api.bearer import token_of_request
from catalogue.api.shapes import Shape, timestamp
from catalogue.db import db
from catalogue.domain.uploads.outcomes import Standing, find_submission, standings, subjects_of
from catalogue.models import Lecture
from catalogue.models.api_token import SCOPES
from catalogue.site_address import address_of

blueprint = Blueprint("submissions", __name__)


@blueprint.get("/submissions/<public_id:public_id>")
def submission(public_id: str) -> Response:
    """As things stand now, page by page; `total` counts what came of it, items that were refused at once left out."""
    token = token_of_request(*SCOPES)
    page, per_page = read_page()
    found = find_submission(db.session(), token.institution, public_id)
    subjects = subjects_of(db.session(), found)
    some = subjects[(page - 1) * per_page : page * per_page]
    items = [_item(one) for one in standings(db.session(), token.institution, some)]
    return jsonify(
        {
            "id": found.public_id,
            "channel": found.channel,
            "created_at": timestamp(found.created_at),
            "total": len(subjects),
            "page": page,
            "per_page": per_page,
            "items": items,
        }
    )


def _item(standing: Standing) -> Shape:
    thing = standing.thing
    return {
        "id": standing.key,
        "type": "lecture" if isinstance(thing, Lecture) else "resource",
        "public_id": thing.public_id,
        "title": standing.title,
        "state": standing.state,
        "reason": standing.reason or None,
        "url": address_of(thing) if standing.state == "public" else None,
    }
