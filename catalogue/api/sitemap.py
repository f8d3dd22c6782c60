"""/sitemap.xml: every public page for crawlers, as an index of parts once they are too many (sitemaps.org 0.9)."""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort, stream_with_context
from sqlalchemy import Select, func, literal, null, select, union_all

from catalogue.api.caching import HOUR
from catalogue.api.shapes import timestamp
from catalogue.db import db
from catalogue.models import Collection, Institution, Lecture, Resource
from catalogue.search.documents import is_public
from catalogue.site_address import absolute

blueprint = Blueprint("sitemap", __name__)

MOST_ADDRESSES = 50_000
BATCH = 1000
STANDING_PAGES = (
    "/",
    "/collections/",
    "/lectures/",
    "/institutions/",
    "/about",
    "/accessibility",
    "/privacy",
    "/contact",
)
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    total = _count(_pages())
    if total + len(STANDING_PAGES) <= MOST_ADDRESSES:
        return _stream(_urlset(_pages(), STANDING_PAGES))
    return _stream(_index(parts=-(-total // MOST_ADDRESSES)))


@blueprint.get("/sitemap-<int(max=10000):part>.xml")
def sitemap_part(part: int) -> Response:
    """Part 0 holds the standing pages, each other one the next MOST_ADDRESSES things."""
    if part == 0:
        return _stream(_urlset(_pages().limit(0), STANDING_PAGES))
    rows = _pages().offset((part - 1) * MOST_ADDRESSES).limit(MOST_ADDRESSES)
    if not _count(rows):
        abort(404)
    return _stream(_urlset(rows))


def _pages() -> Select[Any]:
    """Folder, name and time of change of every public thing, in an order that stays while things are added."""
    resources = select(literal("/resources/").label("folder"), Resource.public_id.label("name"), Resource.changed_at)
    lectures = select(literal("/lectures/"), Lecture.public_id, Lecture.changed_at)
    collections = select(literal("/collections/"), Collection.slug, Collection.changed_at)
    names = func.coalesce(Institution.slug, Institution.public_id)
    institutions = select(literal("/institutions/"), names, null())
    pages = union_all(
        resources.where(is_public(Resource)),
        lectures.where(is_public(Lecture)),
        collections.where(is_public(Collection)),
        institutions.where(is_public(Institution)),
    ).subquery()
    return select(pages.c.folder, pages.c.name, pages.c.changed_at).order_by(pages.c.folder, pages.c.name)


def _count(rows: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def _urlset(rows: Select[Any], standing: tuple[str, ...] = ()) -> Iterator[str]:
    yield f'{_DECLARATION}<urlset xmlns="{_NAMESPACE}">\n'
    for path in standing:
        yield f"<url><loc>{escape(absolute(path))}</loc></url>\n"
    for folder, name, changed_at in db.session.execute(rows.execution_options(yield_per=BATCH)):
        changed = f"<lastmod>{timestamp(changed_at)}</lastmod>" if changed_at else ""
        yield f"<url><loc>{escape(absolute(folder + name))}</loc>{changed}</url>\n"
    yield "</urlset>\n"


def _index(parts: int) -> Iterator[str]:
    yield f'{_DECLARATION}<sitemapindex xmlns="{_NAMESPACE}">\n'
    for part in range(parts + 1):
        yield f"<sitemap><loc>{escape(absolute(f'/sitemap-{part}.xml'))}</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def _stream(lines: Iterator[str]) -> Response:
    response = Response(stream_with_context(lines), content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={HOUR}"
    return response
