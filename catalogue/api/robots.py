"""/robots.txt: what crawlers may read (RFC 9309)."""

from flask import Blueprint, Response

from catalogue.api.caching import HOUR, cacheable
from catalogue.languages import LANGUAGES, in_language
from catalogue.site_address import absolute

blueprint = Blueprint("robots", __name__)

CLOSED = (
    "/resources/*/visit",  # each visit is counted as a learner's
    "/lectures/*/visit",
    "/search",  # facets make endless addresses of the same things, which the sitemap lists once
    "/api/",
    "/portal/",
    "/review/",
    "/curate/",
    "/admin/",
)


@blueprint.get("/robots.txt")
def robots() -> Response:
    closed = dict.fromkeys(in_language(path, language) for language in LANGUAGES for path in CLOSED)
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "", f"Sitemap: {absolute('/sitemap.xml')}"]
    return cacheable(Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"), HOUR)
