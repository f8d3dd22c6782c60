"""The ledger as people look through it: filtered, newest first, a page at a time."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Session

from catalogue.clock import SHANGHAI
from catalogue.domain.ledger.actors import actors_called
from catalogue.domain.ledger.entries import Entry, EventRow, entries_of
from catalogue.models import Event

PAGE = 50
BATCH = 1000
"""Events read together where many are asked for."""
MOST_WHATS = 500
"""Bounds the list of what happened, whatever names programs have given events."""


@dataclass(frozen=True)
class LedgerFilter:
    """What is looked for; an empty field asks for anything.

    `actor` is one written out, or a name (see domain.actors). `what` is the whole name of an event, or its part before
    the dot. `since` and `until` are days in Asia/Shanghai, both included. `words` stand in the note.
    """

    actor: str = ""
    what: str = ""
    subject_type: str = ""
    subject_id: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class LedgerPage:
    """`older` is the number of the event before which the next page begins; None on the last page."""

    entries: Sequence[Entry]
    older: int | None


def ledger_page(session: Session, wanted: LedgerFilter, *, before: int | None = None, size: int = PAGE) -> LedgerPage:
    """The newest events that are wanted, of those numbered below `before`. Five queries at most, however many rows."""
    events = _events(session, _conditions(session, wanted), before, size + 1)
    shown = events[:size]
    return LedgerPage(entries_of(session, shown), shown[-1].id if len(events) > size else None)


def wanted_entries(session: Session, wanted: LedgerFilter, most: int = sys.maxsize) -> Iterator[Entry]:
    """Up to `most` events that are wanted, newest first, BATCH of them in memory at a time."""
    conditions, before = _conditions(session, wanted), None
    while most > 0 and (events := _events(session, conditions, before, min(most, BATCH))):
        yield from entries_of(session, events)
        most, before = most - len(events), events[-1].id


def known_whats(session: Session) -> list[str]:
    """The names of all events there are, in order: one step through the index for each, not one for each event."""
    names = select(func.min(Event.what).label("what")).cte("names", recursive=True)
    following = select(func.min(Event.what)).where(Event.what > names.c.what).scalar_subquery()
    names = names.union_all(select(following).where(names.c.what.is_not(None)))
    return list(session.scalars(select(names.c.what).where(names.c.what.is_not(None)).limit(MOST_WHATS)))


def _conditions(session: Session, wanted: LedgerFilter) -> list[ColumnElement[bool]]:
    exact = {Event.subject_type: wanted.subject_type, Event.subject_id: wanted.subject_id}
    conditions: list[ColumnElement[bool]] = [column == value for column, value in exact.items() if value]
    if wanted.actor:
        conditions.append(Event.actor.in_(actors_called(session, wanted.actor)))
    if wanted.what:
        conditions.append(_is_called(wanted.what))
    if wanted.words:
        conditions.append(Event.note.contains(wanted.words, autoescape=True))
    if wanted.since:
        conditions.append(Event.at >= _begin(wanted.since))
    if wanted.until and wanted.until < date.max:
        conditions.append(Event.at < _begin(wanted.until + timedelta(days=1)))
    return conditions


def _is_called(what: str) -> ColumnElement[bool]:
    area = what.removesuffix(".")
    return Event.what == what if "." in area else Event.what.startswith(f"{area}.", autoescape=True)


def _begin(day: date) -> datetime:
    """The first moment of a day. Days no clock reaches stay within what the database can hold."""
    day = min(max(day, date(1970, 1, 1)), date(9999, 1, 1))
    return datetime.combine(day, time.min, SHANGHAI)


def _events(
    session: Session, conditions: Sequence[ColumnElement[bool]], before: int | None, most: int
) -> Sequence[EventRow]:
    younger = Event.id < before if before is not None else literal(True)
    columns = select(*Event.__table__.columns)
    return session.execute(columns.where(*conditions, younger).order_by(Event.id.desc()).limit(most)).all()
