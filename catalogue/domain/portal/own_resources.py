"""The resources of an institution, as its members may see them.

They are what one of its own sources lists, and what it provides and was shown to the public once. What others handed
in and nobody decided about yet is not among them, even when it names the institution; and of what another source says
too, an undecided resource is shown in the institution's own words only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, union
from sqlalchemy.orm import Session, joinedload

from catalogue.domain.shown.showing import Page, nearest_page
from catalogue.domain.text.normalise import NormalRecord
from catalogue.errors import NotFound
from catalogue.models import Institution, Listing, Resource, ReviewTask, Source
from catalogue.models.source import PORTAL
from catalogue.models.states import UNDECIDED_STATES

ONCE_PUBLIC = ("public", "archived", "withdrawn")
TAKEN_BACK = "taken_back"
"""How an undecided resource stands that its institution took back; to everybody else it is pending."""
LINK_DEAD = "link_dead"
"""Not a state: the public ones whose link is dead."""


@dataclass(frozen=True)
class OwnResource:
    """A resource with what the institution itself says of it; `listing` is None where only others list it.

    `standing` is its state or TAKEN_BACK. `waiting` says that a change of it waits for a reviewer.
    """

    resource: Resource
    standing: str
    listing: Listing | None = None
    waiting: bool = False

    @property
    def public_id(self) -> str:
        return self.resource.public_id

    @property
    def title(self) -> str:
        return self.words.title

    @property
    def handed_in(self) -> bool:
        """Whether its members handed it in, and so may edit it and take it back."""
        return self.listing is not None and self.listing.source.of_members

    @property
    def taken_back(self) -> bool:
        """Whether its members took it back and have not handed it in again."""
        return self.listing is not None and self.handed_in and self.listing.gone

    @property
    def changeable(self) -> bool:
        """Whether new words, or a correction, may be handed in."""
        return self.resource.state in (*UNDECIDED_STATES, "public", "archived")

    @property
    def words(self) -> NormalRecord:
        """What its members see and edit: their own words, else what readers see."""
        theirs = self.handed_in and not self.taken_back
        own = self.listing if theirs or self.resource.state not in ONCE_PUBLIC else None
        return NormalRecord.from_json(own.latest) if own else words_of(self.resource)


def words_of(resource: Resource) -> NormalRecord:
    """A resource as a record, in the words readers see."""
    values = {field.name: getattr(resource, field.name) for field in fields(NormalRecord) if field.name != "provider"}
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return NormalRecord(**{**values, **lists, "provider": resource.provider.name})


def own_resource(session: Session, institution: Institution, public_id: str) -> OwnResource:
    """Raises NotFound for what is not the institution's, whether or not it is there."""
    found = own_resources_among(session, institution, [public_id])
    if not found:
        raise NotFound("没有找到这个资源，它可能不属于您的机构。")
    return found[0]


def own_resources_among(session: Session, institution: Institution, public_ids: Iterable[str]) -> list[OwnResource]:
    """Those of some public ids that are the institution's."""
    named = _rows(institution).where(Resource.public_id.in_(set(public_ids)), _is_own(institution))
    return _read(session, institution, named)


def page_of_own_resources(
    session: Session, institution: Institution, standing: str, *, counts: Mapping[str, int], page: int, per_page: int
) -> Page[OwnResource]:
    """One page of those that stand so, or of all, those that changed last first; `counts` as standings() gives them."""
    total = counts.get(standing, 0) if standing else sum(counts.values()) - counts[LINK_DEAD]
    page, pages = nearest_page(page, total, per_page)
    rows = _rows(institution).where(_among_own(institution), *_standing_so(institution, standing))
    rows = rows.order_by(Resource.changed_at.desc(), Resource.id.desc())
    shown = rows.offset((page - 1) * per_page).limit(per_page)
    return Page(_read(session, institution, shown) if total else [], total, page, pages)


def standings(session: Session, institution: Institution) -> dict[str, int]:
    """How many stand how, and how many links are dead, in one query."""
    standing = _standing(institution).label("standing")
    dead = func.sum(case((Resource.link_dead, 1), else_=0))
    rows = session.execute(select(standing, func.count(), dead).where(_among_own(institution)).group_by(standing)).all()
    counts = {name: count for name, count, _ in rows}
    return {**counts, LINK_DEAD: sum(broken for name, _, broken in rows if name == "public")}


def own_numbers(institution: Institution) -> Select[int]:
    """The numbers of all resources that are the institution's."""
    listed = select(Listing.resource_id.label("id")).join(Listing.source)
    listed = listed.where(Source.institution_id == institution.id)
    provided = select(Resource.id).where(_provided(institution))
    return select(union(listed, provided).subquery().c.id)


def _provided(institution: Institution) -> ColumnElement[bool]:
    return and_(Resource.provider_id == institution.id, Resource.state.in_(ONCE_PUBLIC))


def _among_own(institution: Institution) -> ColumnElement[bool]:
    """Whether a resource is the institution's, where many are asked for: all its numbers are gathered once."""
    return Resource.id.in_(own_numbers(institution))


def _is_own(institution: Institution) -> ColumnElement[bool]:
    """The same where few are asked for: each is looked at by itself."""
    listed = exists().where(Listing.resource_id == Resource.id, Listing.source_id == Source.id)
    return or_(_provided(institution), listed.where(Source.institution_id == institution.id))


def _standing(institution: Institution) -> ColumnElement[str]:
    taken_back = and_(Resource.state.in_(UNDECIDED_STATES), _gone(institution))
    return case((taken_back, TAKEN_BACK), else_=Resource.state)


def _gone(institution: Institution) -> ColumnElement[bool]:
    """Whether the institution's members took back what they handed in."""
    of_members = exists().where(
        Listing.resource_id == Resource.id, Listing.source_id == Source.id, Source.institution_id == institution.id
    )
    return of_members.where(Source.channel == PORTAL, Listing.gone)


def _standing_so(institution: Institution, standing: str) -> list[ColumnElement[bool]]:
    if standing == LINK_DEAD:
        return [Resource.state == "public", Resource.link_dead.is_(True)]
    return [_standing(institution) == standing] if standing else []


def _rows(institution: Institution) -> Select[Resource, str]:
    return select(Resource, _standing(institution)).options(joinedload(Resource.provider))


def _read(session: Session, institution: Institution, rows: Select[Resource, str]) -> list[OwnResource]:
    """The resources with their listings and open tasks, in three queries."""
    found = session.execute(rows).all()
    listings = _listings(session, institution, [resource.id for resource, _ in found])
    open_tasks = select(ReviewTask.listing_id).where(
        ReviewTask.listing_id.in_([listing.id for listing in listings.values()]), ReviewTask.state == "open"
    )
    waiting = set(session.scalars(open_tasks))
    return [
        OwnResource(resource, standing, own := listings.get(resource.id), own is not None and own.id in waiting)
        for resource, standing in found
    ]


def _listings(session: Session, institution: Institution, numbers: list[int]) -> dict[int, Listing]:
    """The institution's own listing of each resource; the one its members handed in before those of its sources."""
    own = select(Listing).join(Listing.source).options(joinedload(Listing.source))
    own = own.where(Listing.resource_id.in_(numbers), Source.institution_id == institution.id)
    rows = session.scalars(own.order_by(Source.channel == PORTAL, Listing.id.desc()))
    return {listing.resource_id: listing for listing in rows}
