"""What a source brought and its standing approval vouches for: harmless words, heard while it is trusted."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import db
from catalogue.domain.held_words import LectureWords
from catalogue.models import Lecture, Listing
from tests.catalogue.ledger_agreement.ledger import replay
from tests.catalogue.ledger_agreement.world import World, is_harmless


@contextmanager
def hearing(world: World, source_id: int) -> Iterator[None]:
    """Whatever the source says anew meanwhile is vouched for, if it is trusted; not what somebody sent back before."""
    session = db.session()
    before = _hashes(session, source_id)
    returned = {number for number, (_, state) in before.items() if state == "returned"}
    session.rollback()
    yield
    heard = {
        number: known for number, known in _hashes(session, source_id).items() if known[0] != _hash(before, number)
    }
    news = heard.keys() - returned
    listings = session.scalars(select(Listing).where(Listing.source_id == source_id)).all()
    vouch_under_approval(world, session, (one for one in listings if one.public_id in news))
    lectures = session.scalars(select(Lecture).where(Lecture.source_id == source_id)).all()
    _vouch_for_lectures(world, session, (one for one in lectures if one.public_id in news))
    session.rollback()


def vouch_under_approval(world: World, session: Session, listings: Iterable[Listing]) -> None:
    """What a trusted source says of these is accepted, as far as its approval goes."""
    trusted = replay(session).trusted
    for listing in listings:
        joins = len(listing.resource.listings) > 1
        if listing.source.public_id in trusted and is_harmless(listing.latest, joins=joins):
            world.vouch(listing.latest)


def _vouch_for_lectures(world: World, session: Session, lectures: Iterable[Lecture]) -> None:
    trusted = replay(session).trusted
    for lecture in lectures:
        words = words_of_lecture(lecture)
        if lecture.source and lecture.source.public_id in trusted and is_harmless(words):
            world.vouch(words)


def words_of_lecture(lecture: Lecture) -> dict[str, object]:
    """What its source says now: what waits, else what stands in it."""
    return (LectureWords.held_of(lecture) or LectureWords.of_lecture(lecture)).as_json()


def _hashes(session: Session, source_id: int) -> dict[str, tuple[str, str]]:
    """By public id what was heard last of each listing and lecture, in short, and the state of the thing."""
    listings = session.scalars(select(Listing).where(Listing.source_id == source_id)).all()
    lectures = session.scalars(select(Lecture).where(Lecture.source_id == source_id)).all()
    known = {one.public_id: (one.record_hash, one.resource.state) for one in listings}
    return {**known, **{one.public_id: (one.record_hash, one.state) for one in lectures}}


def _hash(known: dict[str, tuple[str, str]], number: str) -> str:
    return known.get(number, ("", ""))[0]
