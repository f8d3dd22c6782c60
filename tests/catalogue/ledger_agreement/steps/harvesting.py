"""Harvests of whole lists, through the real run machinery, and what becomes of those the breaker stops."""

import json

from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.runs import deciding
from catalogue.domain.runs.perform import harvest, resume
from catalogue.models import Lecture, Listing, Resource, Run, Source
from tests.catalogue.ledger_agreement.entries import Entry
from tests.catalogue.ledger_agreement.hearing import hearing
from tests.catalogue.ledger_agreement.world import OPERATOR, Place, Step, World

FIRST = 5


def harvest_a_source(world: World) -> str:
    number = world.chance.choice(sorted(world.places))
    return harvest_place(world, number, _change(world, world.places[number]))


def harvest_place(world: World, number: int, news: str) -> str:
    """Harvest a source as its place is now; `news` is what changed there."""
    place = world.places[number]
    world.site.serve(f"/{place.path}", _as_json(place.answer()), "application/json")
    with hearing(world, number):
        run = harvest(db.session.get_one(Source, number), world.app.config, by=OPERATOR, everything=True)
    return f"{place.path}: {news}: {run.state} {run.message}"


def accept_a_quarantined_run(world: World) -> str | None:
    with writing() as session:
        run = world.one_of(session, select(Run).where(Run.state == "quarantined").order_by(Run.id))
        if run is None:
            return None
        deciding.accept(session, run, by=OPERATOR)
        run_id, source_id = run.id, run.source_id
    with hearing(world, source_id):
        done = resume(db.session.get_one(Run, run_id), world.app.config)
    return f"{done.public_id} of source {source_id}: {done.state}"


def reject_a_quarantined_run(world: World) -> str | None:
    with writing() as session:
        run = world.one_of(session, select(Run).where(Run.state == "quarantined").order_by(Run.id))
        if run is None:
            return None
        deciding.reject(session, run, by=OPERATOR, reason="来源出了故障")
        return run.public_id


def _change(world: World, place: Place) -> str:
    """The list as it is next time: some new entries, some others changed, gone, said to be deleted, or back."""
    if not place.made:
        for _ in range(FIRST):
            place.add(_new_entry(world, place))
        return "first"
    changes = world.chance.sample((_add, _alter, _alter, _lose, _delete, _come_back), world.chance.randint(1, 3))
    for change in changes:
        change(world, place)
    return " ".join(change.__name__.strip("_") for change in changes)


def _new_entry(world: World, place: Place) -> Entry:
    if place.lectures:
        return world.author.lecture()
    others = [entry for other in world.places.values() if not other.lectures for entry in other.entries.values()]
    return world.author.echo(world.chance.choice(others)) if others and world.chance.random() < 0.4 else _course(world)


def _course(world: World) -> Entry:
    return world.author.course()


def _add(world: World, place: Place) -> None:
    place.add(_new_entry(world, place))


def _alter(world: World, place: Place) -> None:
    """What somebody decided about before anything else: most depends on how that goes on."""
    if place.entries:
        decided = _decided_keys(place)
        key = world.chance.choice([key for key in place.entries if key in decided] or list(place.entries))
        place.entries[key] = world.author.changed(place.entries[key])


def _decided_keys(place: Place) -> set[str]:
    listings = select(Listing.key).join(Listing.resource).where(Resource.state != "pending")
    lectures = select(Lecture.uid).where(Lecture.state != "pending", Lecture.source_id == place.number)
    session = db.session()
    decided = {*session.scalars(listings.where(Listing.source_id == place.number)), *session.scalars(lectures)}
    session.rollback()
    return decided


def _lose(world: World, place: Place) -> None:
    if place.entries:
        key = world.chance.choice(list(place.entries))
        place.left[key] = place.entries.pop(key)


def _delete(world: World, place: Place) -> None:
    if place.entries:
        key = world.chance.choice(list(place.entries))
        place.entries[key] = {**place.entries[key], "deleted": "是"}


def _come_back(world: World, place: Place) -> None:
    """As it was, or in other words."""
    for key, entry in place.entries.items():
        entry.pop("deleted", None)
        place.entries[key] = entry
    if place.left:
        key = world.chance.choice(list(place.left))
        entry = place.left.pop(key)
        place.entries[key] = world.author.changed(entry) if world.chance.random() < 0.3 else entry


def _as_json(entries: list[Entry]) -> str:
    return json.dumps(entries, ensure_ascii=False)


HARVESTING: dict[Step, int] = {harvest_a_source: 9, accept_a_quarantined_run: 2, reject_a_quarantined_run: 1}
