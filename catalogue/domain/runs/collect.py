"""Collect, the first step: what the source has is written down, item by item, and not yet interpreted."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice
from time import monotonic

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from catalogue.db import insert_missing, writing
from catalogue.domain.events import SYSTEM, move
from catalogue.domain.runs.lease import renew_lease
from catalogue.domain.runs.work import BATCH_ITEMS, BATCH_SECONDS, Work
from catalogue.models import RawItem, RunItem
from harvesters.record import Item

KEY_LENGTH = 1000


def collect(work: Work) -> None:
    """Bring a collecting run to judging; after a kill it goes on from the protocol's token, else anew."""
    position, token = _resume_point(work)
    options = work.options()
    if token:
        options["resume"] = token
    for batch in _batches(work.adapter.find(work.http, options)):
        with writing() as session:
            _keep(session, work.run_id, position, batch)
            renew_lease(work.run())
        position += len(batch)
        work.progress("collect", position, None)
    with writing() as session:
        run = work.run()
        run.found = position
        move(session, run, "judging", by=SYSTEM)


def _resume_point(work: Work) -> tuple[int, str]:
    """How many items of an interrupted collecting stand, and the token that leads to what follows them.

    Items carry the token of the page after theirs. The last page may be half kept, so it is fetched again.
    """
    items = select(RunItem).where(RunItem.run_id == work.run_id).order_by(RunItem.position.desc())
    with writing() as session:
        last = session.scalars(items.limit(1)).first()
        page = last.token if last else ""
        before = session.scalars(items.where(RunItem.token != page).limit(1)).first() if page else None
        kept = before.position + 1 if before else 0
        session.execute(delete(RunItem).where(RunItem.run_id == work.run_id, RunItem.position >= kept))
        return kept, before.token if before else ""


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Batches of a bounded number of items or seconds, whichever is reached first."""
    iterator = iter(items)
    while batch := list(_until(monotonic() + BATCH_SECONDS, islice(iterator, BATCH_ITEMS))):
        yield batch


def _until(deadline: float, items: Iterator[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        if monotonic() > deadline:
            return


def _keep(session: Session, run_id: int, position: int, items: list[Item]) -> None:
    raw = [_raw(item) for item in items]
    insert_missing(session, RawItem, [{"hash": hash_, "data": data} for hash_, data in dict(raw).items()])
    session.execute(
        insert(RunItem),
        [
            {
                "run_id": run_id,
                "position": position + offset,
                "key": item.key[:KEY_LENGTH],
                "url": item.url,
                "raw_hash": hash_,
                "deleted": item.deleted,
                "token": item.token,
            }
            for offset, (item, (hash_, _)) in enumerate(zip(items, raw, strict=True))
        ],
    )


def _raw(item: Item) -> tuple[str, str]:
    data = json.dumps(item.data, ensure_ascii=False).encode("utf-8", "replace").decode()
    return sha256(data.encode()).hexdigest(), data
