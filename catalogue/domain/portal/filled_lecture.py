"""A lecture as a form has it: a person's words on one side, the record they make on the other."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from catalogue.clock import SHANGHAI
from catalogue.db import now
from catalogue.domain.portal.faults import NotTakenIn
from catalogue.domain.portal.filled_resource import BETWEEN_NAMES, subjects_for
from catalogue.domain.text.addresses import AddressError, canonical_address
from catalogue.models import Institution, Lecture
from harvesters.formats.cells import several
from harvesters.formats.finish import finished_lecture
from harvesters.record import LectureRecord, RecordError

LONGEST = timedelta(days=14)
FARTHEST = timedelta(days=2 * 366)
"""How far ahead a lecture may be announced; what lies farther is a slip of the keyboard."""
EARLIEST = datetime(2000, 1, 1)


@dataclass(frozen=True)
class FilledLecture:
    """`starts` and `ends` are naive, as clocks in China show them; `speakers` are names in one line."""

    title: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    summary: str = ""
    url: str = ""
    location: str = ""
    speakers: str = ""
    language: str = ""
    audiences: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    cancelled: bool = False


def lecture_as_filled(lecture: Lecture) -> FilledLecture:
    """What stands in the form before anybody types."""
    return FilledLecture(
        title=lecture.title,
        starts=_local(lecture.starts_at),
        ends=_local(lecture.ends_at) if lecture.ends_at else None,
        summary=lecture.summary,
        url=lecture.url,
        location=lecture.location,
        speakers=BETWEEN_NAMES.join(lecture.speakers),
        language=lecture.language,
        audiences=tuple(lecture.audiences),
        topics=tuple(lecture.topics),
        cancelled=lecture.status == "cancelled",
    )


def as_lecture_record(
    filled: FilledLecture, institution: Institution, *, uid: str, before: Lecture | None = None
) -> LectureRecord:
    """The record a filled form makes. Raises NotTakenIn."""
    check_times(filled.starts, filled.ends)
    check_place(filled.url, filled.location)
    record = LectureRecord(
        uid=uid,
        title=filled.title,
        starts=_aware(filled.starts or EARLIEST),
        ends=_aware(filled.ends) if filled.ends else None,
        status="cancelled" if filled.cancelled else "confirmed",
        summary=filled.summary,
        url=filled.url,
        location=filled.location,
        speakers=several([filled.speakers]),
        language=filled.language,
        subjects=subjects_for(filled.topics),
        audiences=filled.audiences,
    )
    try:
        return finished_lecture(_with_the_rest(record, before, institution) if before else record)
    except RecordError as error:
        raise NotTakenIn(f"{error}。", "title") from error


def _with_the_rest(record: LectureRecord, before: Lecture, institution: Institution) -> LectureRecord:
    """What the form does not ask for stays as it was."""
    return replace(
        record,
        recurrence_id=before.recurrence_id,
        all_day=before.all_day and (record.starts, record.ends) == (before.starts_at, before.ends_at),
        provider=before.institution.name if before.institution_id != institution.id else "",
        image=before.image,
    )


def check_times(starts: datetime | None, ends: datetime | None) -> None:
    """Raises NotTakenIn for times that no lecture has."""
    if starts is None:
        raise NotTakenIn("请填写开始时间。", "starts")
    if not EARLIEST <= starts <= _local(now()) + FARTHEST:
        raise NotTakenIn("开始时间不对：请填写两年以内的日期，例如 2026-11-28 19:30。", "starts")
    if ends is not None and not starts < ends <= starts + LONGEST:
        raise NotTakenIn("结束时间要晚于开始时间，一场讲座最长 14 天。", "ends")


def refuse_past(starts: datetime | None) -> None:
    """Raises NotTakenIn for what nobody can come to any more."""
    if starts is not None and starts < _local(now()):
        raise NotTakenIn("这场讲座已经开始或结束。如果有回放，请到“资源”里登记，形式选“讲座回放”。", "starts")


def check_place(url: str, location: str) -> None:
    """Raises NotTakenIn when nobody could tell where to go."""
    if not url.strip() and not location.strip():
        raise NotTakenIn("请填写线上听讲的网址或者现场地点，至少填一项。")
    try:
        if url.strip():
            canonical_address(url)
    except AddressError as error:
        raise NotTakenIn(f"{error}。") from error


def _local(at: datetime) -> datetime:
    return at.astimezone(SHANGHAI).replace(tzinfo=None)


def _aware(local: datetime) -> datetime:
    return local.replace(tzinfo=SHANGHAI)
