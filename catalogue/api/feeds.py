"""/feeds/resources.atom: the newest public resources as an Atom feed (RFC 4287)."""

from uuid import NAMESPACE_OID, uuid5
from xml.etree.ElementTree import Element

from flask import Blueprint, Response, current_app

from catalogue.api.caching import cacheable
from catalogue.api.markup import add, xml_response
from catalogue.api.shapes import timestamp
from catalogue.db import db
from catalogue.domain.shown.showing import newest_resources
from catalogue.domain.upkeep.site_facts import namespace
from catalogue.models import Resource
from catalogue.models.vocabulary import vocabulary
from catalogue.site_address import absolute, address_of

blueprint = Blueprint("feeds", __name__)

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 50
_BEFORE_ALL = "1970-01-01T00:00:00Z"


@blueprint.get("/feeds/resources.atom")
def resources() -> Response:
    newest = newest_resources(ENTRIES)
    site = namespace(db.session())
    feed = _feed(site, updated=max((_updated(resource) for resource in newest), default=_BEFORE_ALL))
    for resource in newest:
        _add_entry(feed, resource, site)
    return cacheable(xml_response(feed, "application/atom+xml"))


def _feed(site: str, *, updated: str) -> Element:
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "zh-CN"})
    name = current_app.config["SITE_NAME"]
    add(feed, "id", _urn(site, "resources.atom"))
    add(feed, "title", f"{name}：新上架的资源")
    add(feed, "updated", updated)
    add(feed, "link", rel="self", type="application/atom+xml", href=absolute("/feeds/resources.atom"))
    add(feed, "link", rel="alternate", type="text/html", href=absolute("/search?sort=newest"))
    add(add(feed, "author"), "name", name)
    return feed


def _add_entry(feed: Element, resource: Resource, site: str) -> None:
    entry = add(feed, "entry")
    add(entry, "id", _urn(site, resource.public_id))
    add(entry, "title", resource.title)
    add(entry, "updated", _updated(resource))
    add(entry, "published", timestamp(resource.published_at) or _updated(resource))
    add(entry, "link", rel="alternate", type="text/html", href=address_of(resource))
    add(entry, "link", rel="related", href=resource.url)
    add(add(entry, "author"), "name", resource.provider.name)
    for code in resource.topics:
        add(entry, "category", term=code, label=vocabulary("topics").label(code))
    add(entry, "summary", resource.summary or resource.title)


def _updated(resource: Resource) -> str:
    return timestamp(resource.changed_at) or _BEFORE_ALL


def _urn(site: str, name: str) -> str:
    """An id that outlives a change of host name, as atom:id must."""
    return uuid5(NAMESPACE_OID, f"{name}@{site}").urn
