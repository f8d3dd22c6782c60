"""Tidying: the raw items and logs of old runs go after their time, in small portions."""

from datetime import timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, exists, select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.models import RawItem, Run, RunItem
from catalogue.models.states import UNFINISHED_RUN_STATES

PORTION = 2000


def drop_old_items(session: Session, keep_days: int) -> int:
    """Delete a portion of the items of runs ended before the time; returns how many went."""
    ended = Run.finished_at < now() - timedelta(days=keep_days)
    old = select(RunItem.id).join(Run, Run.id == RunItem.run_id)
    old = old.where(ended, Run.state.not_in(UNFINISHED_RUN_STATES)).limit(PORTION)
    return _delete(session, delete(RunItem).where(RunItem.id.in_(old)))


def drop_unused_raw(session: Session, keep_days: int) -> int:
    """Delete a portion of old raw items no run item points to; returns how many went."""
    old = RawItem.created_at < now() - timedelta(days=keep_days)
    unused = select(RawItem.hash).where(old, ~exists().where(RunItem.raw_hash == RawItem.hash)).limit(PORTION)
    return _delete(session, delete(RawItem).where(RawItem.hash.in_(unused)))


def _delete(session: Session, statement: Any) -> int:
    result = session.execute(statement, execution_options={"synchronize_session": False})
    return cast(CursorResult[Any], result).rowcount
