"""Previews: the path of a run stopped early. Nothing is stored; what would happen is told."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.intake.held_words import LectureWords
from catalogue.domain.intake.lecture_decision import decide_lecture
from catalogue.domain.intake.lectures import find_lecture
from catalogue.domain.intake.resources import GONE_REASON, NEVER_KNOWN_REASON, Desk, Outcome
from catalogue.domain.runs.reading import REPEATED, read_found
from catalogue.domain.runs.work import BATCH_ITEMS
from catalogue.domain.text.normalise import NormalRecord
from catalogue.models import Listing, Source
from harvesters.http import Http
from harvesters.record import Adapter, Item, LectureRecord

WANTED_FIELDS = ("summary", "kind", "provider", "language", "topics", "audiences", "level")


@dataclass(frozen=True)
class Preview:
    """One item as it would come in: `outcome` is the counter a run would count it under, `reason` why if not plain."""

    key: str
    url: str
    record: NormalRecord | LectureRecord | None = None
    deleted: bool = False
    outcome: str = ""
    reason: str = ""

    @property
    def missing(self) -> list[str]:
        """The fields a learner would miss."""
        if not isinstance(self.record, NormalRecord):
            return []
        return [name for name in WANTED_FIELDS if not getattr(self.record, name)]


NOBODY_YET = 0
"""The number of an institution that taking in the record would make."""


def trial_source(adapter: str, url: str, options: dict[str, str], default_cost: str) -> Source:
    """A trusted source that is nowhere registered, to foresee what it would bring."""
    return Source(id=0, adapter=adapter, url=url, options=options, default_cost=default_cost, trusted_by="", title=url)


def foresee(
    session: Session, source: Source, adapter: Adapter, http: Http, *, limit: int | None = None
) -> Iterator[Preview]:
    """What a harvest of a source would find now, its first items up to a limit, were its judge to let it pass.

    Raises SourceError when the source cannot be read.
    """
    found = islice(adapter.find(http, {**source.options, "url": source.url}), limit)
    items = (_read(adapter, item, source.default_cost) for item in found)
    seen: set[str] = set()
    while batch := list(islice(items, BATCH_ITEMS)):
        records = {item.key: item.record for item in batch if isinstance(item.record, NormalRecord)}
        desk = Desk.for_records(session, source, records)
        for item in batch:
            outcome = _outcome(desk, item)
            if item.key in seen and not item.outcome:
                outcome = Outcome("refused", REPEATED)
            seen.add(item.key)
            yield replace(item, outcome=outcome.word, reason=outcome.reason)


def _read(adapter: Adapter, item: Item, default_cost: str) -> Preview:
    if item.deleted:
        return Preview(item.key, item.url, deleted=True)
    read = read_found(adapter, item, default_cost)
    if isinstance(read, Outcome):
        return Preview(item.key, item.url, outcome=read.word, reason=read.reason)
    return Preview(item.key, item.url, read)


def _outcome(desk: Desk, item: Preview) -> Outcome:
    if isinstance(item.record, NormalRecord):
        decision = desk.foresee(item.key, item.record)
        return Outcome(decision.outcome, decision.reason)
    if isinstance(item.record, LectureRecord):
        return _lecture_outcome(desk, item.record)
    if item.deleted:
        return _deletion_outcome(desk.session, desk.source, item.key)
    return Outcome(item.outcome, item.reason)


def _lecture_outcome(desk: Desk, record: LectureRecord) -> Outcome:
    known = find_lecture(desk.session, desk.source, record.uid, record.recurrence_id)
    desk.providers.look_up([record.provider])
    institution = desk.providers.known_id(record.provider, desk.source.institution_id) or NOBODY_YET
    words = LectureWords.of_record(record, institution)
    decision = decide_lecture(record, words, known, trusted=desk.source.trusted)
    return Outcome(decision.outcome, decision.reason)


def _deletion_outcome(session: Session, source: Source, key: str) -> Outcome:
    """As intake.take_out and lecture_intake.take_out_lecture would answer."""
    gone = session.scalar(select(Listing.gone).where(Listing.source_id == source.id, Listing.key == key))
    uid, _, recurrence_id = key.partition("#")
    lecture = find_lecture(session, source, uid, recurrence_id)
    if lecture:
        gone = lecture.state != "public"
    if gone is None:
        return Outcome("refused", NEVER_KNOWN_REASON)
    return Outcome("unchanged") if gone else Outcome("changed", GONE_REASON)
