"""GET /api/v1/resources/<id>: everything public about one resource."""

from flask import Blueprint, Response, jsonify, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from catalogue.api.caching import cacheable
from catalogue.api.problems import Problem
from catalogue.api.shapes import resource_shape
from catalogue.domain.links.status import link_status
from catalogue.domain.shown.showing import heard_of, resource_by_public_id
from catalogue.models.states import NEVER_SHOWN, SHOWN_STATES

blueprint = Blueprint("resources", __name__)


@blueprint.get("/resources/<public_id:public_id>")
def resource(public_id: str) -> Response | AnyResponse:
    """An archived one is shown with its reason; a merged one redirects to what it became; a withdrawn one is gone."""
    found = resource_by_public_id(public_id)
    if found is None or found.state in NEVER_SHOWN:
        raise Problem(404, "没有这个资源。")
    if found.state == "merged" and found.merged_into is not None:
        return redirect(url_for(".resource", public_id=found.merged_into.public_id), 301)
    if found.state not in SHOWN_STATES:
        raise Problem(410, found.reason or "这个资源已经撤下。")
    return cacheable(jsonify(resource_shape(found, heard_of(found), link_status(found))))
