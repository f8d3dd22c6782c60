"""Parting: a record that was attached to the wrong resource gets one of its own."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.institutions.providers import Providers
from catalogue.domain.intake.compose import compose, leaves_nothing_to_show
from catalogue.domain.intake.resources import new_resource, take_in_again
from catalogue.domain.ledger.events import record_event
from catalogue.domain.merging.joining import CannotMerge, standing_merges
from catalogue.domain.merging.likely import keep_apart
from catalogue.domain.tasks.merged import follow
from catalogue.domain.tasks.opening import ask_when_nobody_is
from catalogue.domain.text.normalise import NormalRecord
from catalogue.errors import NotFound
from catalogue.models import Listing, Resource, Source


def listing_of(session: Session, resource: Resource, source_id: str) -> Listing:
    """What a source, by its public id, says of a resource; the latest when it says several things. Raises NotFound."""
    listings = select(Listing).join(Listing.source).where(Listing.resource_id == resource.id)
    listing = session.scalars(listings.where(Source.public_id == source_id).order_by(Listing.id.desc())).first()
    if listing is None:
        raise NotFound(f"资源 {resource.public_id} 没有来自来源 {source_id} 的记录")
    return listing


def part(session: Session, listing: Listing, *, by: str) -> Resource:
    """Take a record out of its resource and keep both apart from now on; it goes on as a new record would.

    Raises CannotMerge for the only record of a resource, for the only accepted one of a shown resource, and for one
    that a merge brought, or that alone no merge brought: that merge is to be undone.
    """
    former = listing.resource
    _check(session, listing)
    record = NormalRecord.from_json(listing.latest)
    provider_id = Providers(session).id_of(record.provider, listing.source.institution_id)
    listing.resource, listing.accepted = new_resource(record, provider_id), None
    session.flush()
    follow(session, listing)
    session.expire(former, ["listings"])
    for one in (former, listing.resource):
        compose(one, Providers(session))
    former.changed_at = now()
    record_event(session, "resource.parted", former, by=by, before=listing.resource.public_id, after="", note="")
    keep_apart(session, listing.resource, former, by=by)
    take_in_again(session, listing)
    ask_when_nobody_is(session, former)
    return listing.resource


def _check(session: Session, listing: Listing) -> None:
    if len(listing.resource.listings) == 1:
        raise CannotMerge(f"资源 {listing.resource.public_id} 只有这一条来源记录，无从分开")
    if leaves_nothing_to_show(listing.resource, [listing]):
        raise CannotMerge(f"资源 {listing.resource.public_id} 展示的内容只来自这条记录，请改为分开其余的记录")
    brought: set[int] = set()
    for merged in standing_merges(session, listing.resource):
        brought |= {entry["id"] for entry in merged.moved["listings"]}
        if listing.id in brought:
            raise CannotMerge(f"这条记录由合并 {merged.public_id} 带来，请用 catalogue matches undo 撤销它")
    if brought.issuperset(one.id for one in listing.resource.listings if one is not listing):
        raise CannotMerge(f"资源 {listing.resource.public_id} 的其余记录都由合并带来，请先撤销合并")
