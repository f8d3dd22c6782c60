"""What pages show of collections: the curators' sections, items and words, in a fixed number of queries."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Integer, bindparam, func, or_, select

from catalogue.db import db
from catalogue.domain.shown.kept_rows import COLLECTIONS, LECTURES, RESOURCES
from catalogue.models import Collection, CollectionItem, CollectionSection, Lecture, Resource

_IN_ORDER = COLLECTIONS.stamps.where(Collection.state == "public").order_by(Collection.position, Collection.id)
_FIRST = _IN_ORDER.limit(bindparam("limit", type_=Integer))
_BY_SLUG = COLLECTIONS.stamps.where(Collection.slug == bindparam("slug"))
_HOLDING = _IN_ORDER.where(
    Collection.id.in_(
        select(CollectionSection.collection_id)
        .join(CollectionSection.items)
        .where(CollectionItem.resource_id == bindparam("resource"))
    )
)
_COUNTS = (
    select(CollectionSection.collection_id, func.count().label("things"))
    .join(CollectionSection.items)
    .outerjoin(CollectionItem.resource)
    .outerjoin(CollectionItem.lecture)
    .where(or_(Resource.state == "public", Lecture.state == "public"))
    .group_by(CollectionSection.collection_id)
)
_ITEMS = (
    select(
        CollectionSection.id.label("section_id"),
        CollectionSection.title,
        CollectionSection.note,
        CollectionItem.resource_id,
        CollectionItem.lecture_id,
        CollectionItem.note.label("item_note"),
    )
    .outerjoin(CollectionSection.items)
    .where(CollectionSection.collection_id == bindparam("collection"))
    .order_by(CollectionSection.position, CollectionSection.id, CollectionItem.position, CollectionItem.id)
)
_IN_COLLECTION = select(CollectionSection.id).where(CollectionSection.collection_id == bindparam("collection"))
_ITS_RESOURCES = RESOURCES.stamps.join(CollectionItem, CollectionItem.resource_id == Resource.id).where(
    CollectionItem.section_id.in_(_IN_COLLECTION)
)
_ITS_LECTURES = LECTURES.stamps.join(CollectionItem, CollectionItem.lecture_id == Lecture.id).where(
    CollectionItem.section_id.in_(_IN_COLLECTION)
)
"""Whatever their state: asked for it as well, SQLite walks through everything public."""


@dataclass(frozen=True)
class Item:
    """A public thing, and the curator's word on why it is here."""

    thing: Resource | Lecture
    note: str


@dataclass(frozen=True)
class Section:
    """A part of a collection; `items` may be empty, for things come and go."""

    title: str
    note: str
    items: list[Item]


def public_collections(limit: int | None = None) -> list[tuple[Collection, int]]:
    """Public collections in the curators' order, each with the number of public things in it."""
    found = COLLECTIONS.read(_IN_ORDER) if limit is None else COLLECTIONS.read(_FIRST, limit=limit)
    counts = {row.collection_id: row.things for row in db.session().connection().execute(_COUNTS)}
    return [(collection, counts.get(collection.id, 0)) for collection in found]


def collection_by_slug(slug: str) -> Collection | None:
    """The collection in whatever state."""
    return next(iter(COLLECTIONS.read(_BY_SLUG, slug=slug)), None)


def sections_of(collection: Collection) -> list[Section]:
    """The sections of a collection with what is public in them, in the curator's order."""
    resources = {row.id: row for row in RESOURCES.read(_ITS_RESOURCES, collection=collection.id)}
    lectures = {row.id: row for row in LECTURES.read(_ITS_LECTURES, collection=collection.id)}
    rows = db.session().connection().execute(_ITEMS, {"collection": collection.id})
    sections = []
    for _number, group in groupby(rows, key=attrgetter("section_id")):
        items = list(group)
        things = [(resources.get(row.resource_id) or lectures.get(row.lecture_id), row.item_note) for row in items]
        shown = [Item(thing, note) for thing, note in things if thing and thing.state == "public"]
        sections.append(Section(items[0].title, items[0].note, shown))
    return sections


def collections_holding(resource: Resource) -> list[Collection]:
    return COLLECTIONS.read(_HOLDING, resource=resource.id)
