"""The way out to another site, from a page whose readers are counted."""

from flask import redirect
from werkzeug.wrappers import Response


def leave_for(url: str) -> Response:
    """The other site learns that its reader came from here, not from which page; no cache may hide a visit."""
    response = redirect(url, 302)
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
