"""What happened to a thing as its page tells it: its own events, and what became of the approvals that show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from catalogue.domain.ledger.entries import Entry, EventRow, entries_of
from catalogue.domain.ledger.events import subject_of
from catalogue.domain.ledger.keeping import CARRIED, carried
from catalogue.models import Event, Lecture, Listing, Resource, Source

TRUST = ("source.trusted", "source.untrusted")
MOST = 50
_EVENTS = select(*Event.__table__.columns).order_by(Event.id.desc()).limit(MOST)


@dataclass(frozen=True)
class Told:
    """One entry of a history; `source` is whose standing approval it is about, None for what befell the thing."""

    entry: Entry
    source: Source | None


def timeline_of(session: Session, thing: Resource | Lecture) -> list[Told]:
    """The latest first, MOST of them.

    A change of trust is one event, its source's, however many things that source shows; each of them tells of it.
    """
    events = sorted([*_own(session, thing), *_of_trust(session, thing)], key=lambda event: -event.id)[:MOST]
    sources = _sources(session, {event.subject_id for event in events if event.subject_type == "source"})
    return [Told(entry, sources.get(entry.subject_id)) for entry in entries_of(session, events)]


def _own(session: Session, thing: Resource | Lecture) -> Sequence[EventRow]:
    subject = subject_of(thing)
    about = (Event.subject_type == subject.type, Event.subject_id == subject.id)
    return session.execute(_EVENTS.where(*about)).all()


def _of_trust(session: Session, thing: Resource | Lecture) -> list[EventRow]:
    """What became of the approvals of the sources that speak of the thing, since each of them does."""
    speaking = _speaking(thing).subquery()
    about = and_(Event.subject_type == "source", Event.subject_id == Source.public_id)
    events = _EVENTS.join(Source, about).join(speaking, speaking.c.source_id == Source.id)
    changed = events.where(Event.what.in_((*TRUST, CARRIED)), Event.at >= speaking.c.since)
    return [event for event in session.execute(changed) if carried(event).get("what", event.what) in TRUST]


def _speaking(thing: Resource | Lecture) -> Select[*tuple[Any, ...]]:
    """Sources, by number, of whose words something was accepted, and since when they speak of the thing."""
    if isinstance(thing, Lecture):
        return select(Lecture.source_id, Lecture.created_at.label("since")).where(Lecture.id == thing.id)
    accepted = Listing.accepted["url"].as_string().is_not(None)
    heard = select(Listing.source_id, func.min(Listing.first_seen_at).label("since"))
    return heard.where(Listing.resource_id == thing.id, accepted).group_by(Listing.source_id)


def _sources(session: Session, public_ids: set[str]) -> dict[str, Source]:
    return {one.public_id: one for one in session.scalars(select(Source).where(Source.public_id.in_(public_ids)))}
