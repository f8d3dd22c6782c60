"""One and the same, or not: likely matches settled, resources merged and parted, merges taken back."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import writing
from catalogue.domain.merging.joining import merge, standing_merges, undo_merge
from catalogue.domain.merging.likely import keep_apart
from catalogue.domain.merging.parting import part
from catalogue.domain.review.matches import pair_of, settle_match
from catalogue.models import Listing, Resource, ReviewTask
from tests.catalogue.ledger_agreement.hearing import vouch_under_approval
from tests.catalogue.ledger_agreement.world import Step, World
from tests.reviewing import found


def settle_a_likely_match(world: World) -> str | None:
    by, same = world.chance.choice(world.seniors), world.chance.random() < 0.5
    with writing() as session:
        likely = select(ReviewTask).where(ReviewTask.state == "open", ReviewTask.kind == "likely_match")
        task = world.one_of(session, likely.order_by(ReviewTask.id))
        if task is None:
            return None
        pair = pair_of(session, task)
        settle_match(session, task, found(task), same=same, by=by)
        _vouch(world, session, pair)
        return f"{by} {_named(pair)}: {'same' if same else 'apart'}"


def merge_two(world: World) -> str | None:
    with writing() as session:
        pair = _two(world, session)
        if pair is None:
            return None
        merge(session, *pair, by=world.seniors[0])
        _vouch(world, session, pair)
        return _named(pair)


def undo_a_merge(world: World) -> str | None:
    with writing() as session:
        standing = standing_merges(session)
        if not standing:
            return None
        merged = world.chance.choice(standing)
        undo_merge(session, merged, by=world.seniors[1])
        return _named((merged.resource, merged.into))


def part_a_listing(world: World) -> str | None:
    with writing() as session:
        listing = world.one_of(session, select(Listing).order_by(Listing.id))
        if listing is None:
            return None
        former = listing.resource
        parted = part(session, listing, by=world.seniors[0])
        _vouch(world, session, (parted,))
        return _named((former, parted))


def keep_two_apart(world: World) -> str | None:
    with writing() as session:
        pair = _two(world, session)
        if pair is None:
            return None
        keep_apart(session, *pair, by=world.seniors[0])
        _vouch(world, session, pair)
        return _named(pair)


def _two(world: World, session: Session) -> tuple[Resource, Resource] | None:
    resources = session.scalars(select(Resource).order_by(Resource.id)).all()
    if len(resources) < 2:
        return None
    one, other = world.chance.sample(resources, 2)
    return one, other


def _vouch(world: World, session: Session, resources: Iterable[Resource]) -> None:
    """What a trusted source says lacked only the word on what it is of."""
    session.flush()
    numbers = [one.id for resource in resources for one in (resource, resource.merged_into) if one]
    listings = session.scalars(select(Listing).where(Listing.resource_id.in_(numbers)))
    vouch_under_approval(world, session, listings.all())


def _named(resources: Iterable[Resource]) -> str:
    return " ".join(f"{resource.public_id} ({resource.state})" for resource in resources)


JOINING: dict[Step, int] = {
    settle_a_likely_match: 4,
    merge_two: 3,
    undo_a_merge: 3,
    part_a_listing: 2,
    keep_two_apart: 1,
}
