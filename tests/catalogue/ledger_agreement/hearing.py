"""What a source brought and its standing approval vouches for: harmless words, heard while it is trusted."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import db
from catalogue.domain.intake.held_words import LectureWords
from catalogue.models import Lecture, Listing
from tests.catalogue.ledger_agreement.ledger import replay
from tests.catalogue.ledger_agreement.world import World, is_harmless


class Known(NamedTuple):
    """What was heard last of a listing or lecture, in short, and the state of the thing."""

    record_hash: str
    state: str


@contextmanager
def hearing(world: World, source_id: int) -> Iterator[None]:
    """Whatever the source says anew meanwhile is vouched for, if it is trusted; not what somebody sent back before."""
    session = db.session()
    before = _known(session, source_id)
    session.rollback()
    yield
    after = _known(session, source_id)
    news = {number for number, one in after.items() if _is_news(before.get(number), one)}
    vouch_under_approval(world, session, (one for one in _listings(session, source_id) if one.public_id in news))
    _vouch_for_lectures(world, session, (one for one in _lectures(session, source_id) if one.public_id in news))
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


def _listings(session: Session, source_id: int) -> Sequence[Listing]:
    return session.scalars(select(Listing).where(Listing.source_id == source_id)).all()


def _lectures(session: Session, source_id: int) -> Sequence[Lecture]:
    return session.scalars(select(Lecture).where(Lecture.source_id == source_id)).all()


def _known(session: Session, source_id: int) -> dict[str, Known]:
    """By the public ids of the listings and lectures."""
    known = {one.public_id: Known(one.record_hash, one.resource.state) for one in _listings(session, source_id)}
    known |= {one.public_id: Known(one.record_hash, one.state) for one in _lectures(session, source_id)}
    return known


def _is_news(before: Known | None, now: Known) -> bool:
    return before is None or (before.record_hash != now.record_hash and before.state != "returned")
