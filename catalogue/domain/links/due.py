"""Which links are due: what is public or waits for review has a check, and a batch is reserved before it is asked.

A reserved link is not due for an hour. Two processes therefore never ask the same one, and what a killed process had
reserved comes round again by itself.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import uniform
from urllib.parse import urlsplit

from sqlalchemy import Integer, bindparam, exists, func, select, update
from sqlalchemy.orm import Session

from catalogue.db import insert_missing
from catalogue.domain.links.asking import Link
from catalogue.domain.links.recording import bring_back
from catalogue.models import LinkCheck, Resource

CHECKED_STATES = ("public", "pending")
"""Of resources: readers need links that work, and reviewers need to know whether they do."""
FIRST_CHECK = timedelta(days=1)
"""What is published is checked within a day: an import of thousands must not be asked for all at once."""
RESERVED = timedelta(hours=1)
MOST_OF_A_HOST = 20
"""In one batch: a platform with half of the catalogue must not fill it."""
PORTION = 2000


_NEW = (
    select(Resource.id, Resource.url, Resource.state)
    .where(Resource.state.in_(CHECKED_STATES), ~exists().where(LinkCheck.resource_id == Resource.id))
    .limit(bindparam("limit", type_=Integer))
)
_CHANGED = (
    select(LinkCheck.resource_id)
    .join(LinkCheck.resource)
    .where(Resource.state.in_(CHECKED_STATES), Resource.url != LinkCheck.address)
    .limit(bindparam("limit", type_=Integer))
)


@dataclass(frozen=True)
class Unenrolled:
    """Resources without a check, by number, address and state, and those whose check is of a former address."""

    new: Sequence[tuple[int, str, str]]
    changed: Sequence[int]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed)


def unenrolled(session: Session) -> Unenrolled:
    """A portion of what `enrol` has to do. A look through all resources: outside of any writing transaction."""
    new = [(number, url, state) for number, url, state in session.execute(_NEW, {"limit": PORTION})]
    return Unenrolled(new, session.scalars(_CHANGED, {"limit": PORTION}).all())


def enrol(session: Session, found: Unenrolled, at: datetime) -> None:
    """Give new resources a first check, and begin anew where the address changed.

    What waits for review is due at once, for its reviewer may come at any time; a batch bounds how much is asked.
    """
    rows = [
        _first_check(number, url, at if state == "pending" else _within_a_day(at)) for number, url, state in found.new
    ]
    insert_missing(session, LinkCheck, rows)
    for number in found.changed:
        begin_anew(session, session.get_one(LinkCheck, number), at)


def begin_anew(session: Session, check: LinkCheck, at: datetime) -> None:
    """Forget what is known of an address the resource no longer has; the new one is due at once."""
    if check.resource.link_dead:
        bring_back(session, check.resource, "换了地址，等待检查")
    for column, value in _first_check(check.resource_id, check.resource.url, at).items():
        setattr(check, column, value)


def check_of(session: Session, resource: Resource, at: datetime) -> LinkCheck:
    """The check of one resource, made or begun anew when need be."""
    check = session.get(LinkCheck, resource.id)
    if check is None:
        check = LinkCheck(**_first_check(resource.id, resource.url, at))
        session.add(check)
        session.flush()
    elif check.address != resource.url:
        begin_anew(session, check, at)
    return check


def _within_a_day(at: datetime) -> datetime:
    return at + FIRST_CHECK * uniform(0, 1)  # noqa: S311  spreads load, keeps no secret  # nosec B311


def _first_check(resource_id: int, url: str, due_at: datetime) -> dict[str, object]:
    return {
        "resource_id": resource_id,
        "address": url,
        "host": host_of(url),
        "state": "unknown",
        "reason": "",
        "status": None,
        "failures": 0,
        "troubles": 0,
        "failed_days": 0,
        "failing_since": None,
        "moved_to": "",
        "page_title": "",
        "disagrees_with": "",
        "checked_at": None,
        "due_at": due_at,
    }


def host_of(url: str) -> str:
    """Host and port; empty for what is no address."""
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def due_links(session: Session, at: datetime, limit: int) -> list[Link]:
    """The links that have been due longest, few of any one host."""
    place = func.row_number().over(partition_by=LinkCheck.host, order_by=LinkCheck.due_at)
    due = (
        select(LinkCheck.resource_id, LinkCheck.address, LinkCheck.host, LinkCheck.due_at, place.label("place"))
        .join(LinkCheck.resource)
        .where(LinkCheck.due_at <= at, Resource.state.in_(CHECKED_STATES))
        .subquery()
    )
    first = select(due.c.resource_id, due.c.address, due.c.host).where(due.c.place <= MOST_OF_A_HOST)
    rows = session.execute(first.order_by(due.c.due_at, due.c.resource_id).limit(limit))
    return [Link(*row) for row in rows]


def reserve(session: Session, links: Sequence[Link], at: datetime) -> list[Link]:
    """Reserve those of the links that are still due: another process may have been faster."""
    numbers = [link.resource_id for link in links]
    still_due = select(LinkCheck.resource_id).where(LinkCheck.resource_id.in_(numbers), LinkCheck.due_at <= at)
    ours = set(session.scalars(still_due))
    hold(session, ours, at)
    return [link for link in links if link.resource_id in ours]


def hold(session: Session, resource_ids: Collection[int], at: datetime) -> None:
    """Keep others from asking these links while we do."""
    held = update(LinkCheck).where(LinkCheck.resource_id.in_(resource_ids)).values(due_at=at + RESERVED)
    session.execute(held)


def latest_answering(session: Session, limit: int) -> list[Link]:
    """Links that answered when they were last asked, the latest first, each of another host."""
    answering = select(LinkCheck.resource_id, LinkCheck.address, LinkCheck.host).where(LinkCheck.state == "ok")
    latest = session.execute(answering.order_by(LinkCheck.checked_at.desc()).limit(limit * MOST_OF_A_HOST))
    by_host = {row.host: Link(*row) for row in reversed(latest.all())}
    return list(reversed(by_host.values()))[:limit]
