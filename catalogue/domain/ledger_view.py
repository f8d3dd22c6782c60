"""The ledger as people look through it: filtered, newest first, a page at a time."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, func, literal, select
from sqlalchemy.orm import Session

from catalogue.clock import SHANGHAI, local_day
from catalogue.domain.actors import actor_names, actors_called
from catalogue.domain.ledger_keeping import carried
from catalogue.models import Event

EventRow = Row[*tuple[Any, ...]]
"""An event by the names of its columns."""

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
class Change:
    """One field that changed, both values as text; empty for none."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Carried:
    """The decision that an event carries on, taken in one dropped since (see ledger_keeping); `day` as 2026-11-25."""

    day: str
    actor: str
    actor_name: str
    what: str
    note: str


@dataclass(frozen=True)
class Entry:
    """One event as it is shown.

    Where there are `changes`, or a decision `carries` on, `before` and `after` are the JSON these were read from.
    """

    id: int
    at: datetime
    actor: str
    what: str
    subject_type: str
    subject_id: str
    before: str
    after: str
    note: str
    origin: str
    actor_name: str
    changes: tuple[Change, ...] = ()
    carries: Carried | None = None


@dataclass(frozen=True)
class LedgerPage:
    """`older` is the number of the event before which the next page begins; None on the last page."""

    entries: Sequence[Entry]
    older: int | None


def ledger_page(session: Session, wanted: LedgerFilter, *, before: int | None = None, size: int = PAGE) -> LedgerPage:
    """The newest events that are wanted, of those numbered below `before`. Four queries at most, however many rows."""
    events = _events(session, _conditions(session, wanted), before, size + 1)
    shown = events[:size]
    return LedgerPage(_entries(session, shown), shown[-1].id if len(events) > size else None)


def ledger_entries(session: Session, wanted: LedgerFilter, most: int = sys.maxsize) -> Iterator[Entry]:
    """Up to `most` events that are wanted, newest first, BATCH of them in memory at a time."""
    conditions, before = _conditions(session, wanted), None
    while most > 0 and (events := _events(session, conditions, before, min(most, BATCH))):
        yield from _entries(session, events)
        most, before = most - len(events), events[-1].id


def known_whats(session: Session) -> list[str]:
    """The names of all events there are, in order: one step through the index for each, not one for each event."""
    names = select(func.min(Event.what).label("what")).cte("names", recursive=True)
    following = select(func.min(Event.what)).where(Event.what > names.c.what).scalar_subquery()
    names = names.union_all(select(following).where(names.c.what.is_not(None)))
    return list(session.scalars(select(names.c.what).where(names.c.what.is_not(None)).limit(MOST_WHATS)))


def changes(before: str, after: str) -> tuple[Change, ...]:
    """The fields of two JSON objects that differ; none when these texts are states or other words."""
    old, new = _object(before), _object(after)
    fields = dict.fromkeys([*old, *new])
    pairs = ((field, _value(old.get(field)), _value(new.get(field))) for field in fields)
    return tuple(Change(field, was, now) for field, was, now in pairs if was != now)


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


def _entries(session: Session, events: Sequence[EventRow]) -> list[Entry]:
    held = [carried(event) for event in events]
    actors = [event.actor for event in events] + [old["actor"] for old in held if old]
    names = actor_names(session, actors)
    return [_entry(event, old, names) for event, old in zip(events, held, strict=True)]


def _entry(event: EventRow, old: Mapping[str, str], names: Mapping[str, str]) -> Entry:
    values = {**event._mapping, "actor_name": names[event.actor]}
    if old:
        held = Carried(_day(old["at"]), old["actor"], names[old["actor"]], old["what"], old["note"])
        return Entry(**values, carries=held)
    return Entry(**values, changes=changes(event.before, event.after))


def _day(iso: str) -> str:
    """The day in Asia/Shanghai of an instant; what is none stays as it is."""
    try:
        return str(local_day(datetime.fromisoformat(iso)))
    except (ValueError, OverflowError):
        return iso


def _object(text: str) -> dict[str, Any]:
    if not text.startswith("{"):
        return {}
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _value(value: Any) -> str:
    """Lists as people write them, what else is not a text as JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "、".join(value)
    return json.dumps(value, ensure_ascii=False)
