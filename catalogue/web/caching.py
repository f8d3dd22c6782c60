"""How long browsers may keep a page, and how they ask whether it changed (RFC 9110, RFC 9111)."""

from flask import Flask, Response, request


def init_caching(app: Flask) -> None:
    """Must come before what changes a finished page (its characters, say): Flask runs the first one last."""
    app.after_request(_revalidate_pages)


def _revalidate_pages(response: Response) -> Response:
    """A page may be kept but is asked for each time; an unchanged one costs 304 and no body.

    It is never served unasked from a cache: what is withdrawn must be gone at once, and lectures begin and end. The
    ETag comes from the content, so it differs by language and by how the reader wants pages shown.
    """
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-cache")
        storable = not response.cache_control.no_store
        if storable and response.status_code == 200 and request.method in ("GET", "HEAD"):
            response.add_etag(weak=True)
            response.make_conditional(request)
    return response
