"""Finding any resource or lecture, in whatever state, by what a member of staff has at hand."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from catalogue.domain.merging.joining import resource_named
from catalogue.domain.text.addresses import AddressError, address_key, canonical_address
from catalogue.errors import NotFound
from catalogue.models import Lecture, Listing, Resource

MOST_FOUND = 50


def thing_with_id(session: Session, kind: str, public_id: str) -> Resource | Lecture:
    """`kind` is `resources` or `lectures`, as in their addresses. Raises NotFound."""
    if kind == "resources":
        return resource_named(session, public_id)
    lecture = session.scalar(select(Lecture).where(Lecture.public_id == public_id))
    if lecture is None:
        raise NotFound(f"没有编号为 {public_id} 的讲座")
    return lecture


def find_things(session: Session, words: str) -> list[Resource | Lecture]:
    """Those with this public id or address, else those with the words in their title; the newest first."""
    text = words.strip()
    if not text:
        return []
    exact = [*_resources_at(session, text), *session.scalars(select(Lecture).where(Lecture.public_id == text))]
    return exact or [*_titled(session, Resource, text), *_titled(session, Lecture, text)]


def _resources_at(session: Session, text: str) -> list[Resource]:
    same = [Resource.public_id == text]
    try:
        address = canonical_address(text)
    except AddressError:
        address = ""
    if address:
        listed = select(Listing.resource_id).where(Listing.address == address_key(address))
        same = [Resource.id.in_(listed), Resource.url == address]
    return list(session.scalars(select(Resource).where(or_(*same)).limit(MOST_FOUND)))


def _titled(session: Session, model: type[Resource] | type[Lecture], text: str) -> list[Resource | Lecture]:
    titled = select(model).where(model.title.contains(text, autoescape=True))
    return list(session.scalars(titled.order_by(model.id.desc()).limit(MOST_FOUND)))
