"""Deciding many like tasks at once: each on its own, so that one that cannot be decided stops none of the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from catalogue.domain.review.deciding import CHECKED_KINDS, Findings
from catalogue.domain.review.guard import find_task, held_by_another
from catalogue.domain.screening.flags import has_serious_flag
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import ReviewDecision, ReviewTask

MOST_AT_ONCE = 50
Deciding = Callable[..., ReviewDecision]


@dataclass(frozen=True)
class Result:
    """What became of one task; `problem` is empty when it was decided."""

    title: str
    public_id: str
    problem: str = ""


def like_tasks(session: Session, public_ids: Sequence[str]) -> list[ReviewTask]:
    """The tasks, which must be alike: of one kind, from one source or one institution. Raises CatalogueError."""
    if not public_ids:
        raise CatalogueError("请先在列表里勾选要一起审的几项")
    if len(public_ids) > MOST_AT_ONCE:
        raise CatalogueError(f"一次最多一起审 {MOST_AT_ONCE} 项")
    tasks = [find_task(session, public_id) for public_id in dict.fromkeys(public_ids)]
    if len({task.kind for task in tasks}) > 1 or tasks[0].kind not in CHECKED_KINDS:
        raise CatalogueError("一起审的须是同一类的资源或讲座，请分开勾选")
    one_source = len({task.source_id for task in tasks}) == 1
    one_institution = len({task.institution_id for task in tasks}) == 1
    if not (one_source or one_institution):
        raise CatalogueError("一起审的须来自同一个来源或同一个机构，请分开勾选")
    return tasks


def why_alone(task: ReviewTask, by: str) -> str:
    """Why a task is not decided with others; empty when it may be."""
    if task.state != "open":
        return "已经处理过了"
    if task.important or has_serious_flag(task.evidence):
        return "须两人审核或筛查有严重提示，请单独审"
    return "别人正在审" if held_by_another(task, by) else ""


def decide_together(
    session: Session, decide: Deciding, seen: Mapping[str, str], findings: Findings, *, by: str
) -> list[Result]:
    """Decide each task of `seen` (what it looked like, by public id); what cannot be decided says why."""
    return [
        _decide_one(session, decide, public_id, replace(findings, seen=look), by) for public_id, look in seen.items()
    ]


def _decide_one(session: Session, decide: Deciding, public_id: str, findings: Findings, by: str) -> Result:
    title = public_id
    try:
        with session.begin_nested():
            task = find_task(session, public_id, lock=True)
            title = task.title
            if problem := why_alone(task, by):
                return Result(title, public_id, problem)
            decide(session, task, findings, by=by)
    except NotFound:
        return Result(title, public_id, "没有这项任务")
    except CatalogueError as refused:
        return Result(title, public_id, str(refused))
    return Result(title, public_id)
