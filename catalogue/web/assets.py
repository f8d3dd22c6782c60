"""Static files, named with the hash of their content so that browsers may keep them for a year."""

import hashlib
import re
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, request

from catalogue.web.addresses import kept_url_for

HASH_LENGTH = 10
YEAR = 365 * 24 * 3600
SHEETS = ("tokens", "base", "frame", "controls", "cards", "pages", "mine")
"""The parts of the style sheet of every page, in order; pages with forms, tables or charts add `work`."""
JOINED = "css/every-page.css"
"""Where those parts are served as one: a first view waits for one answer instead of seven."""
_UNNEEDED = re.compile(rb"/\*.*?\*/|(?<=\n)\s+", re.DOTALL)
SCRIPTS = ("reading", "keyboard", "storage", "keep", "suggest")
"""The scripts of every page; each does nothing where its part is not on the page. Single pages use block `scripts`."""


@cache
def content_hash(folder: str, name: str) -> str:
    content = joined_sheets(folder) if name == JOINED else (Path(folder) / name).read_bytes()
    return hashlib.sha256(content).hexdigest()[:HASH_LENGTH]


@cache
def joined_sheets(folder: str) -> bytes:
    """Without comments and indentation, which no browser needs."""
    whole = b"\n".join((Path(folder) / "css" / f"{name}.css").read_bytes() for name in SHEETS)
    return _UNNEEDED.sub(b"", whole)


def asset(name: str) -> str:
    """The address of a file in static/; it changes with the content."""
    return kept_url_for("static", filename=name, v=content_hash(str(current_app.static_folder), name))


def init_assets(app: Flask) -> None:
    app.jinja_env.globals.update(asset=asset, EVERY_PAGE=JOINED, SCRIPTS=SCRIPTS)
    app.view_functions["static"] = _send
    app.after_request(_keep_hashed_files)


def _send(filename: str) -> Response:
    if filename != JOINED:
        return current_app.send_static_file(filename)
    response = Response(joined_sheets(str(current_app.static_folder)), mimetype="text/css")
    response.cache_control.no_cache = True
    response.add_etag()
    response.make_conditional(request)
    return response


def _keep_hashed_files(response: Response) -> Response:
    """For ever, but only under the hash of what is sent: an old page's address must not keep the new file."""
    if request.endpoint == "static" and "v" in request.args and response.status_code in (200, 304):
        name = (request.view_args or {})["filename"]
        if request.args["v"] == content_hash(str(current_app.static_folder), name):
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
