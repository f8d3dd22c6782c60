"""Collect, the first step: what the source has is written down, item by item, and not yet interpreted."""

import json
import logging
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice
from time import monotonic

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from catalogue.db import insert_missing, writing
from catalogue.domain.ledger.events import SYSTEM, move
from catalogue.domain.runs.heartbeat import Heartbeat, WatchedHttp
from catalogue.domain.runs.lease import renew_lease
from catalogue.domain.runs.work import BATCH_ITEMS, BATCH_SECONDS, Work
from catalogue.models import RawItem, Run, RunItem
from harvesters.errors import TokenExpired
from harvesters.record import Item

log = logging.getLogger(__name__)

KEY_LENGTH = 1000


def collect(work: Work) -> None:
    """Bring a collecting run to judging; after a kill it goes on from the protocol's token, else anew.

    Raises SourceError when the source cannot be read, TimeUp when it takes too long, Stopped after an abort.
    """
    beat = Heartbeat(work, "collecting", minutes=work.max_minutes)
    try:
        found = _walk(work, beat, *_resume_point(work))
    except TokenExpired as error:
        log.info("run %s begins anew: %s", work.run_id, error)
        with writing() as session:
            _forget_from(session, work.standing("collecting"), 0)
        found = _walk(work, beat, 0, "")
    with writing() as session:
        run = work.standing("collecting")
        run.found = found
        move(session, run, "judging", by=SYSTEM)


def _walk(work: Work, beat: Heartbeat, position: int, token: str) -> int:
    """Keep what the source has from a token on, the first item at this position; returns the position after all."""
    options = {**work.options(), "resume": token} if token else work.options()
    for batch in _batches(work.adapter.find(WatchedHttp(work.http, beat), options)):
        with writing() as session:
            run = work.standing("collecting")
            _keep(session, run, position, batch)
            renew_lease(run)
        position += len(batch)
        work.progress("collect", position, None)
        beat()
    return position


def _resume_point(work: Work) -> tuple[int, str]:
    """How many items of an interrupted collecting stand, and the token that leads to what follows them.

    Items carry the token of the page after theirs. The last page may be half kept, so it is fetched again.
    """
    items = select(RunItem).where(RunItem.run_id == work.run_id).order_by(RunItem.position.desc())
    with writing() as session:
        last = session.scalars(items.limit(1)).first()
        before = session.scalars(items.where(RunItem.token != last.token).limit(1)).first() if last else None
        kept = before.position + 1 if before else 0
        _forget_from(session, work.standing("collecting"), kept)
        return kept, before.token if before else ""


def _forget_from(session: Session, run: Run, position: int) -> None:
    session.execute(delete(RunItem).where(RunItem.run_id == run.id, RunItem.position >= position))


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


def _keep(session: Session, run: Run, position: int, items: list[Item]) -> None:
    if run.answered_at is None:
        run.answered_at = next((item.answered_at for item in items if item.answered_at), None)
    raw = [_raw(item) for item in items]
    insert_missing(session, RawItem, [{"hash": hash_, "data": data} for hash_, data in dict(raw).items()])
    session.execute(
        insert(RunItem),
        [
            {
                "run_id": run.id,
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
