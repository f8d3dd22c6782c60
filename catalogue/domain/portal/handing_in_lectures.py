"""Handing in lectures: a member's words go the way of all lectures and wait for a reviewer there."""

from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.institutions.providers import Providers
from catalogue.domain.intake.lectures import take_in_lecture
from catalogue.domain.intake.publishing import archive
from catalogue.domain.intake.resources import Outcome
from catalogue.domain.ledger.events import record_event
from catalogue.domain.portal.faults import NothingChanged, NotTakenIn
from catalogue.domain.portal.filled_lecture import FilledLecture, as_lecture_record, refuse_past
from catalogue.domain.portal.handing_in import MOST_REASON, Vouched
from catalogue.domain.portal.own_lectures import OwnLecture
from catalogue.domain.portal.own_resources import TAKEN_BACK
from catalogue.domain.submissions.vouching import HandedIn, check_vouched, hand_in_source, record_submission
from catalogue.domain.tasks.opening import about, drop_tasks
from catalogue.errors import CatalogueError
from catalogue.models import Institution
from catalogue.models.public_id import new_public_id
from harvesters.formats.text import cut, one_line
from harvesters.record import LectureRecord

UID = "{}@portal"
"""The UID (RFC 5545) of a lecture handed in by form: a public id of its own at this door."""


def hand_in_new_lecture(
    session: Session, institution: Institution, filled: FilledLecture, *, vouched: Vouched, by: str
) -> Outcome:
    """Hand in a lecture for the first time. Raises CatalogueError; then nothing was taken in."""
    record = as_lecture_record(filled, institution, uid=UID.format(new_public_id()))
    refuse_past(filled.starts)
    return _submit(session, institution, record, vouched=vouched, by=by)


def hand_in_changed_lecture(
    session: Session, institution: Institution, own: OwnLecture, *, filled: FilledLecture, vouched: Vouched, by: str
) -> Outcome:
    """Hand in new words of a lecture. Raises CatalogueError; then all stays as it was."""
    if not own.changeable:
        raise CatalogueError("这场讲座不是本机构自己登记的，或者已经撤下，不能在这里修改。")
    record = as_lecture_record(filled, institution, uid=own.lecture.uid, before=own.lecture)
    return _submit(session, institution, record, vouched=vouched, by=by)


def take_back_lecture(session: Session, own: OwnLecture, reason: str, *, by: str) -> None:
    """Take back what the institution handed in; a public one is archived. What is handed in next is news."""
    lecture = own.lecture
    if not own.changeable or own.standing == TAKEN_BACK or lecture.state == "archived":
        raise CatalogueError("只能收回本机构自己登记、还没有撤下的讲座。")
    reason = cut(one_line(reason), MOST_REASON)
    record_event(session, "lecture.taken_back", lecture, by=by, before=lecture.state, after="", note=reason)
    lecture.missing_since, lecture.record_hash, lecture.held = now(), "", None
    drop_tasks(session, about(lecture), by=by)
    if lecture.state == "public":
        archive(session, lecture, reason, by=by)
    session.flush()


def _submit(session: Session, institution: Institution, record: LectureRecord, *, vouched: Vouched, by: str) -> Outcome:
    checked = check_vouched(vouched.checked, committed=vouched.committed)
    source = hand_in_source(session, institution, by=by)
    outcome = take_in_lecture(session, source, record, Providers(session))
    if outcome.word == "refused":
        raise NotTakenIn(outcome.reason, "title")
    if outcome.word == "unchanged":
        raise NothingChanged
    record_submission(session, institution, HandedIn("form", checked, (outcome.subject,), {outcome.word: 1}), by=by)
    return outcome
