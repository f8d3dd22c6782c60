"""Reading: collected items become normalised records, or the reason why they cannot."""

import json
import logging
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from catalogue.domain.intake.resources import Outcome
from catalogue.domain.runs.work import BATCH_ITEMS
from catalogue.domain.text.normalise import NormalRecord, normalise
from catalogue.models import RawItem, Run, RunItem
from harvesters.record import Adapter, Item, LectureRecord, Record, RecordError

log = logging.getLogger(__name__)

NOT_OURS = "不是本目录收录的内容"
REPEATED = "同一编号在本次采集中重复出现，只取第一条"
BROKEN = "程序处理这一条时出错，已记入日志"


@dataclass(frozen=True)
class ReadItem:
    """An item and what reading it gave: a record, the source's word that it is gone, or why it cannot be used."""

    id: int
    position: int
    key: str
    url: str
    record: NormalRecord | LectureRecord | None = None
    deleted: bool = False
    problem: Outcome | None = None


def read_batch(session: Session, run: Run, adapter: Adapter, wanted: ColumnElement[bool]) -> list[ReadItem]:
    """Read the run's next items that are wanted; outside of any writing transaction, for it takes its time."""
    query = (
        select(RunItem, RawItem.data)
        .join(RawItem, RawItem.hash == RunItem.raw_hash)
        .where(RunItem.run_id == run.id, wanted)
        .order_by(RunItem.position)
        .limit(BATCH_ITEMS)
    )
    default_cost = run.source.default_cost
    return [_read_item(adapter, item, data, default_cost) for item, data in session.execute(query)]


def read_found(adapter: Adapter, item: Item, default_cost: str) -> NormalRecord | LectureRecord | Outcome:
    """Interpret one found item; whatever is wrong with it becomes an outcome, never an exception."""
    try:
        record = _normal(adapter.read(item), default_cost)
    except RecordError as error:
        return Outcome("failed", str(error))
    except Exception:  # an adapter's own fault must not cost the other items
        log.exception("adapter %s failed on item %s", type(adapter).__name__, item.key)
        return Outcome("failed", BROKEN)
    return record or Outcome("refused", NOT_OURS)


def _read_item(adapter: Adapter, item: RunItem, data: str, default_cost: str) -> ReadItem:
    place = item.id, item.position, item.key, item.url
    if item.deleted:
        return ReadItem(*place, deleted=True)
    found = Item(key=item.key, url=item.url, data=json.loads(data), token=item.token)
    read = read_found(adapter, found, default_cost)
    return ReadItem(*place, problem=read) if isinstance(read, Outcome) else ReadItem(*place, read)


def _normal(record: Record | None, default_cost: str) -> NormalRecord | LectureRecord | None:
    if record is None or isinstance(record, LectureRecord):
        return record
    return normalise(record, default_cost=default_cost)
