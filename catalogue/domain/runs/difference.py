"""The difference a run that waits for a person would make: what is missing, what is new, what would change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from catalogue.domain.runs.known import keys_of, lecture_is_coming, lecture_key, listing_is_active
from catalogue.domain.runs.reading import ReadItem, read_batch
from catalogue.domain.text.normalise import NormalRecord, content_hash
from catalogue.models import Lecture, Listing, Run, RunItem
from harvesters.record import Adapter

MOST_COMPARED = 5000
"""Items of a run that are read to be compared: some seconds of work; what follows them is not looked at."""


@dataclass(frozen=True)
class Change:
    """`fields` are the names of what would change with the words before and after; empty for missing and new."""

    key: str
    title: str
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass
class Difference:
    """The first few of each kind; `compared` is how many of the run's items were read for it."""

    missing: list[Change] = field(default_factory=list)
    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unusable: list[Change] = field(default_factory=list)
    new_count: int = 0
    changed_count: int = 0
    unusable_count: int = 0
    compared: int = 0


def difference(session: Session, run: Run, adapter: Adapter, *, shown: int, most: int = MOST_COMPARED) -> Difference:
    """What applying the run would do to what is known of its source; only reads. How many are missing, the run says.

    `shown` is how many of each kind are named, `most` about how many items are read.
    """
    result = Difference(missing=_missing(session, run, shown) if run.full else [])
    for batch in _batches(session, run, adapter, most):
        known = _known(session, run, [item.key for item in batch])
        for item in batch:
            _note(result, item, known.get(item.key), shown)
        result.compared += len(batch)
    return result


def _missing(session: Session, run: Run, shown: int) -> list[Change]:
    seen = keys_of(run)
    listings = (
        select(Listing)
        .where(listing_is_active(run), Listing.key.not_in(seen))
        .options(joinedload(Listing.resource))
        .order_by(Listing.id)
        .limit(shown)
    )
    found = [Change(listing.key, listing.resource.title) for listing in session.scalars(listings)]
    absent: tuple[ColumnElement[bool], ...] = lecture_is_coming(run), lecture_key().not_in(seen)
    lectures = select(lecture_key(), Lecture.title).where(*absent).order_by(Lecture.starts_at)
    found += [Change(key, title) for key, title in session.execute(lectures.limit(shown))]
    return found[:shown]


def _batches(session: Session, run: Run, adapter: Adapter, most: int) -> Iterator[list[ReadItem]]:
    last, compared = -1, 0
    while compared < most and (batch := read_batch(session, run, adapter, RunItem.position > last)):
        yield batch
        last, compared = batch[-1].position, compared + len(batch)


def _known(session: Session, run: Run, keys: Sequence[str]) -> dict[str, Listing | Lecture]:
    listings = select(Listing).where(Listing.source_id == run.source_id, Listing.key.in_(keys))
    lectures = select(Lecture, lecture_key()).where(Lecture.source_id == run.source_id, lecture_key().in_(keys))
    return {
        **{listing.key: listing for listing in session.scalars(listings)},
        **{key: lecture for lecture, key in session.execute(lectures)},
    }


def _note(result: Difference, item: ReadItem, known: Listing | Lecture | None, shown: int) -> None:
    if item.problem:
        result.unusable_count += 1
        _show(result.unusable, Change(item.key, item.problem.reason), shown)
    elif item.record is None:
        return
    elif known is None:
        result.new_count += 1
        _show(result.new, Change(item.key, item.record.title), shown)
    elif fields := _fields(item, known):
        result.changed_count += 1
        _show(result.changed, Change(item.key, item.record.title, fields), shown)


def _show(changes: list[Change], change: Change, shown: int) -> None:
    if len(changes) < shown:
        changes.append(change)


def _fields(item: ReadItem, known: Listing | Lecture) -> dict[str, tuple[Any, Any]]:
    if isinstance(item.record, NormalRecord) and isinstance(known, Listing):
        after = item.record.as_json()
        return {name: (known.latest.get(name), after[name]) for name in after if known.latest.get(name) != after[name]}
    if isinstance(known, Lecture) and item.record and known.record_hash != content_hash(item.record):
        return {"title": (known.title, item.record.title)}
    return {}
