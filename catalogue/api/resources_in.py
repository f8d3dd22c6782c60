"""POST /api/v1/resources: an institution's program hands in resources, one or up to 500 at a time."""

from flask import Blueprint, Response

from catalogue.api.pushes import answer_push
from catalogue.domain.uploads.pushed_items import read_resources
from catalogue.models import Resource

blueprint = Blueprint("resources_in", __name__)


@blueprint.post("/resources")
def push() -> Response:
    """The same `id` again is the same resource: handed in unchanged it stays, changed it waits for review."""
    return answer_push("resources:write", Resource, read_resources)
