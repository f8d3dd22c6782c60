"""How long machines may keep an answer, and how they ask whether it changed (RFC 9110, RFC 9111)."""

from flask import Response, request

MINUTE = 60
HOUR = 60 * MINUTE


def cacheable(response: Response, seconds: int = MINUTE) -> Response:
    """Let anyone keep the answer this long; a repeated request that knows its ETag gets an empty 304."""
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    response.add_etag()
    response.make_conditional(request)
    return response


def not_cacheable(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
