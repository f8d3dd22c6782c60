"""Entries of the ledger: events as they are shown, with the names of people and the fields that changed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from catalogue.clock import local_day
from catalogue.domain.ledger.actors import actor_names
from catalogue.domain.ledger.keeping import carried

EventRow = Row[*tuple[Any, ...]]
"""An event by the names of its columns."""


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


def entries_of(session: Session, events: Sequence[EventRow]) -> list[Entry]:
    """Events, in the columns of their table, as they are shown. Two queries however many."""
    held = [carried(event) for event in events]
    actors = [event.actor for event in events] + [old["actor"] for old in held if old]
    names = actor_names(session, actors)
    return [_entry(event, old, names) for event, old in zip(events, held, strict=True)]


def changes(before: str, after: str) -> tuple[Change, ...]:
    """The fields of two JSON objects that differ; none when these texts are states or other words."""
    old, new = _object(before), _object(after)
    fields = dict.fromkeys([*old, *new])
    pairs = ((field, _value(old.get(field)), _value(new.get(field))) for field in fields)
    return tuple(Change(field, was, now) for field, was, now in pairs if was != now)


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
