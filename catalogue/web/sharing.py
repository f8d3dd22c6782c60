"""QR codes of pages: to show to somebody beside you, to print, to photograph from a computer's screen."""

from io import BytesIO

import segno
from flask import Blueprint, Response, abort

from catalogue.domain.shown.collections import collection_by_slug
from catalogue.domain.shown.lectures import lecture_by_public_id
from catalogue.domain.shown.showing import resource_by_public_id
from catalogue.models import Collection, Lecture, Resource
from catalogue.models.states import SHOWN_STATES
from catalogue.site_address import address_of

pages = Blueprint("sharing", __name__)

DAY = 24 * 3600
QUIET_ZONE_MODULES = 4


@pages.get("/resources/<public_id:public_id>/qr.svg")
def resource_code(public_id: str) -> Response:
    return _code_of(resource_by_public_id(public_id))


@pages.get("/lectures/<public_id:public_id>/qr.svg")
def lecture_code(public_id: str) -> Response:
    return _code_of(lecture_by_public_id(public_id))


@pages.get("/collections/<slug:slug>/qr.svg")
def collection_code(slug: str) -> Response:
    return _code_of(collection_by_slug(slug))


def _code_of(thing: Resource | Lecture | Collection | None) -> Response:
    if thing is None or thing.state not in SHOWN_STATES:
        abort(404)
    response = Response(_draw(address_of(thing)), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    return response


def _draw(address: str) -> bytes:
    """Black on white whatever the page's colours: cameras want it so (ISO/IEC 18004)."""
    drawn = BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(drawn, kind="svg", border=QUIET_ZONE_MODULES, light="#fff", svgclass=None, lineclass=None, omitsize=True)
    return drawn.getvalue()
