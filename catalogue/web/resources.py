"""Resource pages, and the counted way out to the resource itself."""

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from catalogue.domain.counts.views import VIEWS
from catalogue.domain.counts.visits import count_visit
from catalogue.domain.links.status import link_status
from catalogue.domain.shown.collections import collections_holding
from catalogue.domain.shown.showing import heard_of, resource_by_public_id
from catalogue.models import Resource
from catalogue.models.states import SHOWN_STATES, UNDECIDED_STATES
from catalogue.search.similar import similar
from catalogue.web.gone import gone_page
from catalogue.web.leaving import leave_for
from catalogue.web.readers import somebody_reads
from catalogue.web.schema_org import describe_resource
from catalogue.web.words import is_web_address

pages = Blueprint("resources", __name__, url_prefix="/resources")

SIMILAR = 4


@pages.get("/<public_id:public_id>")
def show(public_id: str) -> str | Response | tuple[str, int]:
    """Merged ones lead to what they became, withdrawn and refused ones say so, archived ones stand with a notice."""
    resource = _found(public_id)
    if resource.merged_into is not None:
        return redirect(url_for(".show", public_id=resource.merged_into.public_id), 301)
    if resource.state not in SHOWN_STATES:
        return gone_page(resource)
    if somebody_reads():
        VIEWS.count(resource.id)
    return render_template(
        "resources/show.html",
        resource=resource,
        description=describe_resource(resource),
        heard=heard_of(resource),
        link=link_status(resource),
        collections=collections_holding(resource),
        similar=similar(current_app.extensions["search_engine"], resource, limit=SIMILAR),
    )


@pages.get("/<public_id:public_id>/visit")
def visit(public_id: str) -> Response | tuple[str, int]:
    """Lead to the stored address and nowhere else; nothing in the request can change where."""
    resource = _found(public_id)
    if resource.merged_into is not None:
        return redirect(url_for(".visit", public_id=resource.merged_into.public_id), 301)
    if resource.state not in SHOWN_STATES or not is_web_address(resource.url):
        return gone_page(resource)
    if somebody_reads():
        count_visit(resource.id)
    return leave_for(resource.url)


def _found(public_id: str) -> Resource:
    resource = resource_by_public_id(public_id)
    if resource is None or resource.state in UNDECIDED_STATES:
        abort(404)
    return resource


def shown_resource(public_id: str) -> Resource:
    """The resource if its page stands; else the answer is 404."""
    resource = _found(public_id)
    if resource.state not in SHOWN_STATES:
        abort(404)
    return resource
