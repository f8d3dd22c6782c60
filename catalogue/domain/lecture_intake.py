"""Lecture intake: one occurrence in a source's calendar becomes, or changes, a lecture."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.addresses import AddressError, canonical_address
from catalogue.domain.decision import CLOSED_REASON, CLOSED_STATES, WAITING_STATES
from catalogue.domain.events import SYSTEM, approval_of
from catalogue.domain.intake import GONE_REASON, LISTED_AGAIN, Outcome
from catalogue.domain.normalise import content_hash
from catalogue.domain.providers import Providers
from catalogue.domain.publishing import archive_lecture, await_review, publish_lecture
from catalogue.domain.review.opening import open_lecture_task
from catalogue.models import Lecture, Source
from catalogue.models.vocabulary import vocabulary
from harvesters.record import LectureRecord

MISSING_REASON = "来源的日历中已不再列出"


def find_lecture(session: Session, source: Source, uid: str, recurrence_id: str) -> Lecture | None:
    return session.scalar(
        select(Lecture).where(
            Lecture.source_id == source.id, Lecture.uid == uid, Lecture.recurrence_id == recurrence_id
        )
    )


def take_in_lecture(session: Session, source: Source, record: LectureRecord, providers: Providers) -> Outcome:
    """Take in one occurrence; a new one is published under the source's standing approval, or waits."""
    record_hash = content_hash(record)
    lecture = find_lecture(session, source, record.uid, record.recurrence_id)
    if lecture is None:
        return _new_lecture(session, source, record, providers, record_hash)
    if lecture.record_hash == record_hash and lecture.missing_since is None:
        return Outcome("unchanged", subject=lecture.public_id)
    if lecture.state in CLOSED_STATES:
        return Outcome("refused", CLOSED_REASON, lecture.public_id)
    _fill(lecture, record, source, providers, record_hash)
    if lecture.state in WAITING_STATES:
        _wait_for_review(session, lecture)
    if lecture.state == "archived":
        publish_lecture(session, lecture, by=approval_of(source) if source.trusted else SYSTEM, note=LISTED_AGAIN)
    session.flush()
    return Outcome("changed" if lecture.state == "public" else "pending", subject=lecture.public_id)


def _wait_for_review(session: Session, lecture: Lecture) -> None:
    """What its provider was asked to mend waits again once it was changed."""
    if lecture.state == "returned":
        await_review(session, lecture, by=SYSTEM)
    open_lecture_task(session, lecture, "new_lecture", {})


def archive_missing_lecture(session: Session, source: Source, lecture: Lecture) -> None:
    """A coming lecture that left its calendar is not shown any longer, lest somebody waits for it."""
    lecture.missing_since = now()
    archive_lecture(session, lecture, MISSING_REASON, by=approval_of(source))


def take_out_lecture(session: Session, source: Source, lecture: Lecture) -> Outcome:
    """Follow a source's word that it deleted a lecture."""
    if lecture.state != "public":
        return Outcome("unchanged", subject=lecture.public_id)
    lecture.missing_since = now()
    archive_lecture(session, lecture, GONE_REASON, by=approval_of(source))
    return Outcome("changed", GONE_REASON, lecture.public_id)


def _new_lecture(
    session: Session, source: Source, record: LectureRecord, providers: Providers, record_hash: str
) -> Outcome:
    lecture = Lecture(source=source, uid=record.uid, recurrence_id=record.recurrence_id, state="pending")
    _fill(lecture, record, source, providers, record_hash)
    session.add(lecture)
    session.flush()
    if not source.trusted:
        _wait_for_review(session, lecture)
        return Outcome("pending", subject=lecture.public_id)
    publish_lecture(session, lecture, by=approval_of(source), note=f"{source.trusted_by} 的长期批准")
    session.flush()
    return Outcome("new", subject=lecture.public_id)


def _fill(lecture: Lecture, record: LectureRecord, source: Source, providers: Providers, record_hash: str) -> None:
    values: dict[str, Any] = {
        "title": record.title,
        "summary": record.summary,
        "starts_at": record.starts,
        "ends_at": record.ends,
        "all_day": record.all_day,
        "status": record.status,
        "url": _address_or_nothing(record.url),
        "location": record.location,
        "institution_id": providers.id_of(record.provider, source.institution_id),
        "speakers": list(record.speakers),
        "language": vocabulary("languages").code_for(record.language),
        "topics": vocabulary("topics").codes_for(record.subjects),
        "audiences": vocabulary("audiences").codes_for(record.audiences),
        "image": _address_or_nothing(record.image),
        "record_hash": record_hash,
    }
    for name, value in values.items():
        setattr(lecture, name, value)
    lecture.missing_since = None
    lecture.changed_at = now()


def _address_or_nothing(url: str) -> str:
    try:
        return canonical_address(url) if url else ""
    except AddressError:
        return ""
