"""Before a decision: the task is still open, nobody else is at it, it is not one's own, and it is as it was seen."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.clock import SHANGHAI
from catalogue.db import now
from catalogue.domain.intake.held_words import LectureWords
from catalogue.domain.ledger.actors import actor_names
from catalogue.domain.merging.state import words_of
from catalogue.domain.review.people import OWN, NotTheirs, is_own
from catalogue.domain.text.normalise import content_hash
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import ReviewDecision, ReviewTask, Source
from catalogue.models.review_decision import OUTCOMES

SEEN_LENGTH = 16


class AlreadyDecided(CatalogueError):
    """Somebody was quicker; the message says who, what and when."""


class ClaimedByAnother(CatalogueError):
    """Somebody else is at it."""


class ChangedMeanwhile(CatalogueError):
    """The thing is no longer what the reviewer saw."""


def find_task(session: Session, public_id: str, *, lock: bool = False) -> ReviewTask:
    """With `lock`, nobody else decides it until this transaction ends. Raises NotFound."""
    query = select(ReviewTask).where(ReviewTask.public_id == public_id)
    task = session.scalar(query.with_for_update() if lock else query)
    if task is None:
        raise NotFound(f"没有编号为 {public_id} 的审核任务")
    return task


def seen_of(task: ReviewTask) -> str:
    """What a reviewer looks at, in short: another one means that something changed since."""
    values: list[Any] = [task.kind, task.evidence]
    if task.listing is not None:
        values.append(task.listing.record_hash)
    if task.resource is not None:
        values += [task.resource.state, words_of(task.resource)]
    if task.lecture is not None:
        values += [task.lecture.state, LectureWords.of_lecture(task.lecture).as_json(), task.lecture.held]
    if task.kind.startswith("source_") and task.source is not None:
        values += _words_of_source(task.source)
    return content_hash(values)[:SEEN_LENGTH]


def check_decidable(session: Session, task: ReviewTask, seen: str, *, by: str) -> None:
    """Raises AlreadyDecided, ClaimedByAnother, NotTheirs or ChangedMeanwhile."""
    check_free(session, task, by=by)
    if is_own(session, task, by):
        raise NotTheirs(OWN)
    if seen != seen_of(task):
        raise ChangedMeanwhile("内容在您看的时候变了，请看过新的内容再决定")


def check_free(session: Session, task: ReviewTask, *, by: str) -> None:
    """Raises AlreadyDecided or ClaimedByAnother."""
    if task.state != "open":
        raise AlreadyDecided(_who_decided(session, task))
    if held_by_another(task, by):
        raise ClaimedByAnother(f"{_name_of(session, task.claimed_by)} 正在审这一项，请换一项，或等对方放回")


def held_by_another(task: ReviewTask, by: str) -> bool:
    """Whether somebody else claimed it and the time has not run out."""
    until = task.claimed_until
    return bool(task.claimed_by) and task.claimed_by != by and until is not None and until > now()


def first_acceptance(task: ReviewTask) -> ReviewDecision | None:
    """Of an important task: the acceptance that waits for a second person; none once the thing changed."""
    seen = seen_of(task)
    standing = (one for one in reversed(task.decisions) if one.outcome == "accepted_first" and one.seen == seen)
    return next(standing, None)


def _who_decided(session: Session, task: ReviewTask) -> str:
    at = task.decided_at.astimezone(SHANGHAI).strftime("%m月%d日 %H:%M") if task.decided_at else "刚才"
    who = _name_of(session, task.decided_by) if task.decided_by else "别人"
    outcome = f"：{OUTCOMES[task.decisions[-1].outcome]}" if task.decisions else ""
    return f"这一项已由 {who} 在 {at} 处理了{outcome}，您的决定没有保存"


def _name_of(session: Session, actor: str) -> str:
    return actor_names(session, [actor])[actor]


def _words_of_source(source: Source) -> list[Any]:
    return [source.state, source.adapter, source.url, source.options, source.trusted_by]
