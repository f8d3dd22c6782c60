"""Covers: the plate of a public id as a picture of its own, drawn when asked for and kept by browsers."""

from flask import Blueprint, Response

from catalogue.web.plates import plate

pages = Blueprint("covers", __name__)

MONTH = 30 * 24 * 3600


@pages.get("/covers/<public_id:public_id>.svg")
def show(public_id: str) -> Response:
    """Needs no database: every id has its plate."""
    response = Response(plate(public_id), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = f"public, max-age={MONTH}"
    return response
