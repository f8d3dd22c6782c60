"""Static files, named with the hash of their content so that browsers may keep them for a year."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

HASH_LENGTH = 10
YEAR = 365 * 24 * 3600


@cache
def content_hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:HASH_LENGTH]


def asset(name: str) -> str:
    """The address of a file in static/; it changes with the content."""
    return url_for("static", filename=name, v=content_hash(Path(str(current_app.static_folder)) / name))


def init_assets(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset
    app.after_request(_keep_hashed_files)


def _keep_hashed_files(response: Response) -> Response:
    if request.endpoint == "static" and "v" in request.args and response.status_code in (200, 304):
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
