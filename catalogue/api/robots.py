"""/robots.txt: what crawlers may read (RFC 9309)."""

from flask import Blueprint, Response

from catalogue.api.caching import HOUR, cacheable
from catalogue.site_address import absolute

blueprint = Blueprint("robots", __name__)

CLOSED = (
    "/resources/*/visit",  # each visit is counted as a learner's
    "/search",  # facets make endless addresses of the same things, which the sitemap lists once
    "/api/",
    "/portal/",
    "/review/",
    "/curate/",
    "/admin/",
)


@blueprint.get("/robots.txt")
def robots() -> Response:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), "", f"Sitemap: {absolute('/sitemap.xml')}"]
    return cacheable(Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"), HOUR)
