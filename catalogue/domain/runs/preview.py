"""Previews: the path of a run stopped early. Nothing is stored; what would happen is told."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from catalogue.domain.intake import Desk
from catalogue.domain.lecture_intake import find_lecture
from catalogue.domain.normalise import NormalRecord, content_hash, normalise
from catalogue.domain.runs.apply import BROKEN, NOT_OURS
from catalogue.domain.runs.work import BATCH_ITEMS
from catalogue.models import Source
from harvesters.http import Http
from harvesters.record import Adapter, Item, LectureRecord, RecordError

WANTED_FIELDS = ("summary", "kind", "provider", "language", "topics", "audiences", "level")


@dataclass(frozen=True)
class Preview:
    """One item as it would come in: its record, or `problem` (outcome word and reason) when it would not."""

    key: str
    url: str
    record: NormalRecord | LectureRecord | None = None
    outcome: str = ""
    reason: str = ""

    @property
    def missing(self) -> list[str]:
        """The fields a learner would miss."""
        if not isinstance(self.record, NormalRecord):
            return []
        return [name for name in WANTED_FIELDS if not getattr(self.record, name)]


def preview(
    adapter: Adapter, http: Http, options: Mapping[str, Any], *, default_cost: str, limit: int | None = None
) -> Iterator[Preview]:
    """Find and read, and go no further. Raises SourceError when the source cannot be read at all."""
    for item in islice(adapter.find(http, options), limit):
        yield _read(adapter, item, default_cost)


def _read(adapter: Adapter, item: Item, default_cost: str) -> Preview:
    if item.deleted:
        return Preview(item.key, item.url, outcome="refused", reason="来源声明已删除")
    try:
        record = adapter.read(item)
        if record is None:
            return Preview(item.key, item.url, outcome="refused", reason=NOT_OURS)
        if isinstance(record, LectureRecord):
            return Preview(item.key, item.url, record)
        return Preview(item.key, item.url, normalise(record, default_cost=default_cost))
    except RecordError as error:
        return Preview(item.key, item.url, outcome="failed", reason=str(error))
    except Exception:  # as in a run: one item's fault is shown, not raised
        return Preview(item.key, item.url, outcome="failed", reason=BROKEN)


def foresee(session: Session, source: Source, adapter: Adapter, http: Http) -> Counter[str]:
    """The counters a harvest of this source would end with now, were its judge to let it pass."""
    counters: Counter[str] = Counter()
    items = preview(adapter, http, {**source.options, "url": source.url}, default_cost=source.default_cost)
    while batch := list(islice(items, BATCH_ITEMS)):
        records = {item.key: item.record for item in batch if isinstance(item.record, NormalRecord)}
        desk = Desk.for_records(session, source, records)
        counters.update(_outcome(desk, item) for item in batch)
    counters["found"] = counters.total()
    return counters


def _outcome(desk: Desk, item: Preview) -> str:
    if isinstance(item.record, NormalRecord):
        return desk.foresee(item.key, item.record).outcome
    if isinstance(item.record, LectureRecord):
        known = find_lecture(desk.session, desk.source, item.record.uid, item.record.recurrence_id)
        if known is None:
            return "new" if desk.source.trusted else "pending"
        return "unchanged" if known.record_hash == content_hash(item.record) else "changed"
    return item.outcome
