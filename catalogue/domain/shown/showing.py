"""What pages show of resources and institutions: read queries, in a fixed number a page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Integer, bindparam, func, or_, select

from catalogue.db import db
from catalogue.domain.shown.kept_rows import INSTITUTIONS, RESOURCES
from catalogue.models import Institution, Lecture, Listing, Resource, Source
from catalogue.models.states import SHOWN_STATES

MOST_OF_ONE_PROVIDER = 2
T = TypeVar("T")

_LIMIT = bindparam("limit", type_=Integer)
_PUBLIC = RESOURCES.stamps.where(Resource.state == "public")
_WORKING = _PUBLIC.where(Resource.link_dead.is_(False))
_NEWEST = _WORKING.order_by(Resource.published_at.desc(), Resource.id.desc()).limit(_LIMIT)
_OF_PROVIDER = _PUBLIC.where(Resource.provider_id == bindparam("provider"))
_OTHERS = _OF_PROVIDER.where(Resource.id != bindparam("this"), Resource.link_dead.is_(False)).limit(_LIMIT)
_PAGE_OF_PROVIDER = (
    _OF_PROVIDER.order_by(Resource.published_at.desc(), Resource.id.desc())
    .offset(bindparam("offset", type_=Integer))
    .limit(_LIMIT)
)
_COUNT_OF_PROVIDER = (
    select(func.count())
    .select_from(Resource)
    .where(Resource.provider_id == bindparam("provider"), Resource.state == "public")
)
_BY_PUBLIC_ID = RESOURCES.stamps.where(Resource.public_id == bindparam("public_id"))
_NAME: BindParameter[str] = bindparam("name")
_ITS_RESOURCES = select(Resource.id).where(Resource.provider_id == Institution.id, Resource.state.in_(SHOWN_STATES))
_ITS_LECTURES = select(Lecture.id).where(Lecture.institution_id == Institution.id, Lecture.state.in_(SHOWN_STATES))
_BY_NAME = INSTITUTIONS.stamps.where(
    or_(Institution.slug == _NAME, Institution.public_id == _NAME),
    or_(Institution.verified, _ITS_RESOURCES.exists(), _ITS_LECTURES.exists()),
)
_BY_NUMBER = INSTITUTIONS.stamps.where(Institution.id.in_(bindparam("ids", expanding=True)))
_ACCEPTED_ADDRESS = Listing.accepted["url"].as_string()
_HEARD = (
    select(
        Source.public_id,
        Source.title,
        _ACCEPTED_ADDRESS,
        Listing.first_seen_at,
        Listing.last_seen_at,
        or_(Listing.gone, Listing.missing_since.is_not(None)),
    )
    .join(Listing.source)
    .where(Listing.resource_id == bindparam("resource"), _ACCEPTED_ADDRESS.is_not(None))
    .order_by(Listing.id)
)


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


class Heard(NamedTuple):
    """Which source speaks of a resource, where it says it is, and since and until when it was seen there.

    What nobody accepted of a source is not told, not even an address: it may lead anywhere.

    `lost` says that the source no longer lists it.
    """

    source_id: str
    source_title: str
    address: str
    first_seen_at: datetime
    last_seen_at: datetime
    lost: bool


def resource_by_public_id(public_id: str) -> Resource | None:
    """The resource in whatever state, with its provider and what it was merged into."""
    return next(iter(RESOURCES.read(_BY_PUBLIC_ID, public_id=public_id)), None)


def heard_of(resource: Resource) -> tuple[Heard, ...]:
    """Every source that lists or listed the resource in words that were accepted, the one known longest first."""
    return tuple(Heard(*row) for row in db.session().connection().execute(_HEARD, {"resource": resource.id}))


def newest_resources(limit: int) -> list[Resource]:
    """Those whose link is not dead: what is recommended must work."""
    return RESOURCES.read(_NEWEST, limit=limit)


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
    return RESOURCES.read(_OTHERS, provider=resource.provider_id, this=resource.id, limit=limit)


def institution_named(name: str) -> Institution | None:
    """By its slug or public id, as /institutions/<slug> gives it.

    A record that nobody accepted makes an institution under whatever name it gives: there is none for visitors until
    an administrator verified it, or something of it is shown.
    """
    return next(iter(INSTITUTIONS.read(_BY_NAME, name=name)), None)


def resources_of(institution: Institution, *, page: int, per_page: int) -> Page[Resource]:
    """The institution's public resources, newest first."""
    total = db.session().connection().scalar(_COUNT_OF_PROVIDER, {"provider": institution.id}) or 0
    page, pages = nearest_page(page, total, per_page)
    rows = RESOURCES.read(_PAGE_OF_PROVIDER, provider=institution.id, offset=(page - 1) * per_page, limit=per_page)
    return Page(rows, total, page, pages)


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
    page, pages = nearest_page(page, len(sized), per_page)
    shown = sized[(page - 1) * per_page : page * per_page]
    rows = INSTITUTIONS.read(_BY_NUMBER, ids=[one.id for one in shown])
    found = {institution.id: institution for institution in rows}
    items = [(found[one.id], one.resources) for one in shown if one.id in found]
    return Page(items, len(sized), page, pages)


def _holds_lectures() -> ColumnElement[bool]:
    return select(Lecture.id).where(Lecture.institution_id == Institution.id, Lecture.state == "public").exists()


def nearest_page(page: int, total: int, per_page: int) -> tuple[int, int]:
    """The existing page nearest to the one asked for, and how many there are (at least one)."""
    pages = max(1, -(-total // per_page))
    return min(page, pages), pages
