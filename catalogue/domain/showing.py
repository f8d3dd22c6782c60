"""What pages show of resources, collections and institutions: read queries, in a fixed number a page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Subquery, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from catalogue.db import db
from catalogue.models import Collection, CollectionItem, CollectionSection, Institution, Lecture, Listing, Resource

MOST_OF_ONE_PROVIDER = 2
T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of rows; `page` is the one that exists nearest to the one asked for."""

    items: list[T]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Sized:
    """An institution by its number, its kind, and how many public resources it has."""

    id: int
    kind: str
    resources: int


def resource_by_public_id(public_id: str) -> Resource | None:
    """The resource in whatever state, with its provider, its listings and what it was merged into."""
    with_all = (
        joinedload(Resource.provider),
        joinedload(Resource.merged_into),
        selectinload(Resource.listings).joinedload(Listing.source),
    )
    return db.session.scalar(select(Resource).where(Resource.public_id == public_id).options(*with_all))


def newest_resources(limit: int) -> list[Resource]:
    newest = select(Resource).where(Resource.state == "public").options(joinedload(Resource.provider))
    return list(db.session.scalars(newest.order_by(Resource.published_at.desc(), Resource.id.desc()).limit(limit)))


def varied(resources: Iterable[Resource], limit: int) -> list[Resource]:
    """The first few, no provider more than twice: one import must not fill the whole front page."""
    seen: Counter[int] = Counter()
    chosen = []
    for resource in resources:
        seen[resource.provider_id] += 1
        if seen[resource.provider_id] <= MOST_OF_ONE_PROVIDER:
            chosen.append(resource)
    return chosen[:limit]


def others_of_provider(resource: Resource, limit: int) -> list[Resource]:
    same = (Resource.provider_id == resource.provider_id, Resource.state == "public", Resource.id != resource.id)
    return list(db.session.scalars(select(Resource).where(*same).options(joinedload(Resource.provider)).limit(limit)))


def public_collections(limit: int | None = None) -> list[tuple[Collection, int]]:
    """Public collections in the curators' order, each with the number of public things in it."""
    counts = _public_item_counts()
    statement = (
        select(Collection, func.coalesce(counts.c.things, 0))
        .outerjoin(counts, counts.c.collection_id == Collection.id)
        .where(Collection.state == "public")
        .order_by(Collection.position, Collection.id)
        .limit(limit)
    )
    return [(collection, things) for collection, things in db.session.execute(statement)]


def collection_by_slug(slug: str) -> Collection | None:
    """The collection in whatever state, with its sections, items and their things."""
    items = selectinload(Collection.sections).selectinload(CollectionSection.items)
    with_all = (
        items.joinedload(CollectionItem.resource).joinedload(Resource.provider),
        items.joinedload(CollectionItem.lecture).joinedload(Lecture.institution),
    )
    return db.session.scalar(select(Collection).where(Collection.slug == slug).options(*with_all))


def public_items(section: CollectionSection) -> list[CollectionItem]:
    """The items of a section whose thing may be shown."""
    return [item for item in section.items if (thing := item.resource or item.lecture) and thing.state == "public"]


def collections_holding(resource: Resource) -> list[Collection]:
    holding = (
        select(CollectionSection.collection_id).join(CollectionItem).where(CollectionItem.resource_id == resource.id)
    )
    public = select(Collection).where(Collection.state == "public", Collection.id.in_(holding))
    return list(db.session.scalars(public.order_by(Collection.position, Collection.id)))


def institution_named(name: str) -> Institution | None:
    """By its slug or public id, as /institutions/<slug> gives it."""
    return db.session.scalar(select(Institution).where(or_(Institution.slug == name, Institution.public_id == name)))


def resources_of(institution: Institution, *, page: int, per_page: int) -> Page[Resource]:
    """The institution's public resources, newest first."""
    mine = (Resource.provider_id == institution.id, Resource.state == "public")
    total = db.session.scalar(select(func.count()).select_from(Resource).where(*mine)) or 0
    page, pages = _nearest(page, total, per_page)
    rows = select(Resource).where(*mine).options(joinedload(Resource.provider))
    rows = rows.order_by(Resource.published_at.desc(), Resource.id.desc())
    return Page(list(db.session.scalars(rows.offset((page - 1) * per_page).limit(per_page))), total, page, pages)


def institutions_by_size() -> list[Sized]:
    """All institutions with something public, those with the most resources first, from one query."""
    counts = (
        select(Resource.provider_id, func.count().label("resources"))
        .where(Resource.state == "public")
        .group_by(Resource.provider_id)
        .subquery()
    )
    resources = func.coalesce(counts.c.resources, 0)
    rows = select(Institution.id, Institution.kind, resources)
    rows = rows.outerjoin(counts, counts.c.provider_id == Institution.id).where(or_(resources > 0, _holds_lectures()))
    return [Sized(*row) for row in db.session.execute(rows.order_by(resources.desc(), Institution.name))]


def page_of_institutions(sized: Sequence[Sized], *, page: int, per_page: int) -> Page[tuple[Institution, int]]:
    """One page of them, each with its number of resources."""
    page, pages = _nearest(page, len(sized), per_page)
    shown = sized[(page - 1) * per_page : page * per_page]
    rows = select(Institution).where(Institution.id.in_([one.id for one in shown]))
    found = {institution.id: institution for institution in db.session.scalars(rows)}
    items = [(found[one.id], one.resources) for one in shown if one.id in found]
    return Page(items, len(sized), page, pages)


def _holds_lectures() -> ColumnElement[bool]:
    return select(Lecture.id).where(Lecture.institution_id == Institution.id, Lecture.state == "public").exists()


def _public_item_counts() -> Subquery:
    public = or_(Resource.state == "public", Lecture.state == "public")
    return (
        select(CollectionSection.collection_id, func.count().label("things"))
        .join(CollectionItem)
        .outerjoin(CollectionItem.resource)
        .outerjoin(CollectionItem.lecture)
        .where(public)
        .group_by(CollectionSection.collection_id)
        .subquery()
    )


def _nearest(page: int, total: int, per_page: int) -> tuple[int, int]:
    """The existing page nearest to the one asked for, and how many there are (at least one)."""
    pages = max(1, -(-total // per_page))
    return min(page, pages), pages
