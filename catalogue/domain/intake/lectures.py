"""Lecture intake: one occurrence in a source's calendar becomes, or changes, a lecture."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.institutions.providers import Providers
from catalogue.domain.intake.held_words import LectureWords, lecture_flags, set_words
from catalogue.domain.intake.lecture_decision import decide_lecture
from catalogue.domain.intake.publishing import archive, await_review, bring_back, publish_lecture
from catalogue.domain.intake.resources import GONE_REASON, Outcome
from catalogue.domain.ledger.events import SYSTEM, approval_of, follower_of
from catalogue.domain.screening.flags import flags_as_json
from catalogue.domain.tasks.opening import about, drop_tasks, open_lecture_task
from catalogue.domain.text.normalise import content_hash
from catalogue.models import Lecture, Source
from catalogue.models.states import UNDECIDED_STATES
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
    """Take in one occurrence; a new one is published under the source's standing approval, or waits.

    New words on a page that readers see wait when no approval covers them; its times flow through.
    """
    lecture = find_lecture(session, source, record.uid, record.recurrence_id)
    words = LectureWords.of_record(record, providers.id_of(record.provider, source.institution_id))
    decision = decide_lecture(record, words, lecture, trusted=source.trusted)
    if lecture and decision.outcome in ("unchanged", "refused"):
        return Outcome(decision.outcome, decision.reason, lecture.public_id)
    if lecture is None:
        lecture = Lecture(source=source, uid=record.uid, recurrence_id=record.recurrence_id, state="pending")
    _fill(lecture, record)
    if decision.hold:
        lecture.held = words.as_json()
    else:
        set_words(lecture, words)
    session.add(lecture)
    session.flush()
    if decision.publish:
        _publish(session, source, lecture)
    if decision.hold or lecture.state in UNDECIDED_STATES:
        _ask_a_person(session, lecture)
    else:
        drop_tasks(session, about(lecture), by=SYSTEM)
    session.flush()
    return Outcome(decision.outcome, decision.reason, lecture.public_id)


def _publish(session: Session, source: Source, lecture: Lecture) -> None:
    """Under the standing approval, or, of what comes back in the words it had, on the word of who published it."""
    if source.trusted:
        publish_lecture(session, lecture, by=approval_of(source), note=f"{source.trusted_by} 的长期批准")
    else:
        bring_back(session, lecture)


def _ask_a_person(session: Session, lecture: Lecture) -> None:
    """What its provider was asked to mend waits again once it was changed."""
    if lecture.state == "returned":
        await_review(session, lecture, by=SYSTEM)
    kind = "changed_lecture" if lecture.held else "new_lecture"
    open_lecture_task(session, lecture, kind, {"flags": flags_as_json(lecture_flags(lecture))})


def archive_missing_lecture(session: Session, source: Source, lecture: Lecture) -> None:
    """A coming lecture that left its calendar is not shown any longer, lest somebody waits for it."""
    lecture.missing_since = now()
    archive(session, lecture, MISSING_REASON, by=follower_of(source))


def take_out_lecture(session: Session, source: Source, lecture: Lecture) -> Outcome:
    """Follow a source's word that it deleted a lecture."""
    if lecture.state != "public":
        return Outcome("unchanged", subject=lecture.public_id)
    lecture.missing_since = now()
    archive(session, lecture, GONE_REASON, by=follower_of(source))
    return Outcome("changed", GONE_REASON, lecture.public_id)


def _fill(lecture: Lecture, record: LectureRecord) -> None:
    """Take over the facts: all but the words."""
    values: dict[str, Any] = {
        "starts_at": record.starts,
        "ends_at": record.ends,
        "all_day": record.all_day,
        "status": record.status,
        "language": vocabulary("languages").code_for(record.language),
        "topics": vocabulary("topics").codes_for(record.subjects),
        "audiences": vocabulary("audiences").codes_for(record.audiences),
        "record_hash": content_hash(record),
    }
    for name, value in values.items():
        setattr(lecture, name, value)
    lecture.missing_since = None
    lecture.changed_at = now()
