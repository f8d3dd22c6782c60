"""Merging: two resources become one, and one becomes two again exactly as they were.

A merge moves the listings, the editors' words, and what points at the resource: collections' items, lectures' replay
links, open tasks and reports. It writes down what it moved, so that undo_merge moves just that back. Versions and
times of change alone go on: the index and other machines must learn of both moves.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.institutions.providers import Providers
from catalogue.domain.intake.compose import compose, leaves_nothing_to_show
from catalogue.domain.intake.resource_decision import CLOSED_STATES
from catalogue.domain.ledger.events import move, record_event
from catalogue.domain.merging.state import heard, put_words, words_kept_since, words_of
from catalogue.domain.screening.context import Context
from catalogue.domain.screening.screen import examine
from catalogue.domain.tasks.merged import close_tasks, follow, reopen_tasks
from catalogue.domain.tasks.opening import ask_when_nobody_is
from catalogue.domain.text.normalise import NormalRecord
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import CollectionItem, CollectionSection, Lecture, Listing, Merge, ProblemReport, Resource

VISIBILITY = ("pending", "archived", "public")
"""States that may take part in a merge, the more visible later: what can be seen goes into nothing less visible."""


class CannotMerge(CatalogueError):
    """A merge, or its undoing, that would lose something; the message says what to do instead."""


def resource_named(session: Session, public_id: str) -> Resource:
    """Raises NotFound."""
    resource = session.scalar(select(Resource).where(Resource.public_id == public_id))
    if resource is None:
        raise NotFound(f"没有编号为 {public_id} 的资源")
    return resource


def merge_named(session: Session, public_id: str) -> Merge:
    """Raises NotFound."""
    found = session.scalar(select(Merge).where(Merge.public_id == public_id))
    if found is None:
        raise NotFound(f"没有编号为 {public_id} 的合并")
    return found


def standing_merges(session: Session, into: Resource | None = None) -> list[Merge]:
    """All, or those into one resource, that were not undone; the latest first: the order in which they can be."""
    merges = select(Merge).where(Merge.undone_at.is_(None)).order_by(Merge.id.desc())
    return list(session.scalars(merges if into is None else merges.where(Merge.into_id == into.id)))


def merge(session: Session, resource: Resource, into: Resource, *, by: str) -> Merge:
    """Make one resource part of another; its id redirects from now on. Raises CannotMerge."""
    _check(resource, into)
    before, state = words_of(into), resource.state
    moved: dict[str, Any] = {
        "state": state,
        "before": before,
        "listings": _move_listings(session, resource, into),
        "items": _move_items(session, resource, into),
        "lectures": _move(session, Lecture, "replay_id", resource, into),
        "reports": _move_open_reports(session, resource, into),
        "tasks": close_tasks(session, resource, into, by=by),
    }
    move(session, resource, "merged", by=by, note=into.public_id)
    resource.merged_into = into
    into.edited = {**resource.edited, **into.edited}
    _recompose(session, resource, into)
    record_event(session, "resource.joined", into, by=by, before="", after=resource.public_id, note="")
    done = Merge(
        resource=resource, into=into, merged_by=by, moved={**moved, "after": words_of(into), "heard": heard(into)}
    )
    session.add(done)
    session.flush()
    return done


def undo_merge(session: Session, merged: Merge, *, by: str) -> None:
    """Take a merge back; what was done to the survivor since stays with it. Raises CannotMerge."""
    _check_undo(session, merged)
    resource, into, moved = merged.resource, merged.into, merged.moved
    untouched = words_of(into) == moved["after"] and heard(into) == moved["heard"]
    kept = words_kept_since(into, moved)
    move(session, resource, moved["state"], by=by, note=into.public_id)
    resource.merged_into = None
    _move_listings_back(session, moved["listings"], resource, into)
    _move_back(session, CollectionItem, "resource_id", moved["items"], resource, into)
    _move_back(session, Lecture, "replay_id", moved["lectures"], resource, into)
    _move_back(session, ProblemReport, "resource_id", moved["reports"], resource, into)
    reopen_tasks(session, moved["tasks"], resource, into, by=by)
    ask_when_nobody_is(session, resource)
    put_words(into, {**moved["before"], "edited": kept})
    if not untouched:
        _recompose(session, resource, into)
    _note_change(session, resource, into)
    record_event(session, "resource.parted", into, by=by, before=resource.public_id, after="", note="")
    merged.undone_at, merged.undone_by = now(), by
    session.flush()


def _check(resource: Resource, into: Resource) -> None:
    if resource is into:
        raise CannotMerge("不能把资源并入它自己")
    for one in (resource, into):
        if one.state not in VISIBILITY:
            raise CannotMerge(f"资源 {one.public_id} 现在是 {one.state}，不能合并")
    if VISIBILITY.index(into.state) < VISIBILITY.index(resource.state):
        raise CannotMerge(f"{into.public_id} 没有公开展示，请反过来合并：把它并入 {resource.public_id}")


def _check_undo(session: Session, merged: Merge) -> None:
    """Merges into one resource are undone last first: only then is each one's state before it still known.

    Nor does an undoing bring back, without a decision, what was taken off the site while it was part of another.
    """
    if merged.undone_at is not None:
        raise CannotMerge(f"合并 {merged.public_id} 已经撤销过了")
    if merged.into.state in CLOSED_STATES:
        raise CannotMerge(f"{merged.into.public_id} 合并以后被撤下了，请先恢复它，再撤销合并")
    later = select(Merge).where(Merge.undone_at.is_(None), Merge.id > merged.id)
    touching = (Merge.into_id == merged.into_id) | (Merge.resource_id == merged.into_id)
    if last := session.scalars(later.where(touching).order_by(Merge.id.desc())).first():
        raise CannotMerge(f"之后还有合并 {last.public_id}，请先撤销它")
    brought = {entry["id"] for entry in merged.moved["listings"]}
    if leaves_nothing_to_show(merged.into, [one for one in merged.into.listings if one.id in brought]):
        raise CannotMerge(f"资源 {merged.into.public_id} 展示的内容只来自并入的记录，请先审核它自己的记录，再撤销")


def _move_listings(session: Session, resource: Resource, into: Resource) -> list[dict[str, Any]]:
    """A trusted source's record is shown from now on, as with a sure match: it only lacked the person's word."""
    moved = []
    for listing in list(resource.listings):
        accepts = listing.accepted is None and listing.source.trusted and _is_covered(listing)
        moved.append({"id": listing.id, "accepted_by_it": accepts, "record_hash": listing.record_hash})
        listing.resource = into
        if accepts:
            listing.accepted = listing.latest
    session.flush()
    return moved


def _is_covered(listing: Listing) -> bool:
    """Whether a standing approval covers what a source says: never a price, nor what screening holds back."""
    record = NormalRecord.from_json(listing.latest)
    return record.cost != "paid" and not examine(record, None, Context()).waits


def _move_listings_back(session: Session, moved: list[dict[str, Any]], resource: Resource, into: Resource) -> None:
    for entry in moved:
        listing = session.get(Listing, entry["id"])
        if listing is None or listing.resource is not into:
            continue
        listing.resource = resource
        follow(session, listing)
        if entry["accepted_by_it"] and listing.record_hash == entry["record_hash"]:
            listing.accepted = None
    session.flush()
    for one in (resource, into):
        session.expire(one, ["listings"])


def _move_items(session: Session, resource: Resource, into: Resource) -> list[int]:
    """Items go along, but for those of collections that hold the survivor already: a reader sees it once."""
    holding = (
        select(CollectionSection.collection_id)
        .join(CollectionSection.items)
        .where(CollectionItem.resource_id == into.id)
    )
    items = select(CollectionItem).join(CollectionItem.section).where(CollectionItem.resource_id == resource.id)
    going = list(session.scalars(items.where(CollectionSection.collection_id.not_in(holding))))
    for item in going:
        item.resource = into
    return [item.id for item in going]


def _move_open_reports(session: Session, resource: Resource, into: Resource) -> list[int]:
    return _move(session, ProblemReport, "resource_id", resource, into, ProblemReport.state == "open")


def _move(session: Session, model: Any, column: str, resource: Resource, into: Resource, *conditions: Any) -> list[int]:
    """Point the rows of a table at the survivor; returns their numbers."""
    rows = session.scalars(select(model).where(getattr(model, column) == resource.id, *conditions)).all()
    for row in rows:
        setattr(row, column, into.id)
    session.flush()
    return [row.id for row in rows]


def _move_back(
    session: Session, model: Any, column: str, numbers: list[int], resource: Resource, into: Resource
) -> None:
    """Point those rows back that still point at the survivor; what was removed or changed since stays so."""
    of_survivor = select(model).where(model.id.in_(numbers), getattr(model, column) == into.id)
    for row in session.scalars(of_survivor).all():
        setattr(row, column, resource.id)
    session.flush()


def _recompose(session: Session, resource: Resource, into: Resource) -> None:
    for one in (resource, into):
        session.expire(one, ["listings"])
        if one.state != "merged":
            compose(one, Providers(session))
    _note_change(session, resource, into)


def _note_change(session: Session, resource: Resource, into: Resource) -> None:
    """Both are others than before to whoever reads them, and their providers have one more or less to show."""
    for one in (resource, into):
        one.changed_at = now()
        Providers(session).lost_a_resource(one.provider_id)
