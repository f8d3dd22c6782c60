"""Reports of problems: taken in from anybody within bounds, and closed by somebody responsible."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload

from catalogue.db import now
from catalogue.domain.ledger.events import VISITOR, move, record_event
from catalogue.domain.tasks.opening import drop_tasks, open_report_task
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import ProblemReport, Resource, ReviewTask
from catalogue.models.problem_report import REPORT_REASONS

MOST_WORDS = 1000
MOST_CONTACT = 100
MOST_AN_HOUR = 10
"""From one network: a nursing home or a school shares one address, and so do the users of some telephone networks."""
MOST_A_DAY = 1000
"""From everybody: bounds the table, whoever comes with however many addresses."""


class TooMany(CatalogueError):
    """More reports than a network, or the whole site, takes in the time."""


@dataclass(frozen=True)
class NewReport:
    """What the form hands over; lengths in characters are bounded by MOST_WORDS and MOST_CONTACT."""

    reason: str
    words: str = ""
    contact: str = ""


def report_problem(session: Session, resource: Resource, new: NewReport, *, sender: str) -> ProblemReport:
    """Keep a report for the reviewers; the same one sent twice is kept once. Raises TooMany or CatalogueError."""
    if new.reason not in REPORT_REASONS or len(new.words) > MOST_WORDS or len(new.contact) > MOST_CONTACT:
        raise CatalogueError("这份报告填得不对，请检查后再提交。")
    if same := _sent_before(session, resource, new):
        return same
    _refuse_too_many(session, sender)
    report = ProblemReport(
        resource_id=resource.id, reason=new.reason, words=new.words, contact=new.contact, sender=sender, state="open"
    )
    session.add(report)
    session.flush()
    record_event(session, "problemreport.open", report, by=VISITOR, before="", after="open", note=new.reason)
    open_report_task(session, report, resource)
    return report


def _sent_before(session: Session, resource: Resource, new: NewReport) -> ProblemReport | None:
    same = select(ProblemReport).where(
        ProblemReport.resource_id == resource.id,
        ProblemReport.state == "open",
        ProblemReport.reason == new.reason,
        ProblemReport.words == new.words,
        ProblemReport.contact == new.contact,
    )
    return session.scalar(same.limit(1))


def _refuse_too_many(session: Session, sender: str) -> None:
    if _since(session, timedelta(hours=1), ProblemReport.sender == sender) >= MOST_AN_HOUR:
        raise TooMany("您所在的网络刚才报告得太多了，请过一小时再试。")
    if _since(session, timedelta(days=1)) >= MOST_A_DAY:
        raise TooMany("今天收到的报告太多了，请明天再试。")


def _since(session: Session, span: timedelta, *conditions: object) -> int:
    counted = select(func.count()).select_from(ProblemReport).where(ProblemReport.created_at > now() - span)
    return session.scalar(counted.where(*conditions)) or 0  # type: ignore[arg-type]


def forget_senders(session: Session) -> None:
    """Empty the marks that are older than a day: they are no longer needed."""
    old = (ProblemReport.sender != "", ProblemReport.created_at < now() - timedelta(days=1))
    session.execute(update(ProblemReport).where(*old).values(sender=""))


def open_reports(session: Session) -> list[ProblemReport]:
    """What waits for a person, oldest first, with the resources."""
    waiting = select(ProblemReport).where(ProblemReport.state == "open").options(joinedload(ProblemReport.resource))
    return list(session.scalars(waiting.order_by(ProblemReport.created_at, ProblemReport.id)))


def find_report(session: Session, public_id: str) -> ProblemReport:
    """Raises NotFound."""
    report = session.scalar(select(ProblemReport).where(ProblemReport.public_id == public_id))
    if report is None:
        raise NotFound(f"没有编号为 {public_id} 的问题报告")
    return report


def close_report(session: Session, report: ProblemReport, *, mended: bool, by: str, note: str = "") -> None:
    """Done when what it says was mended, else dropped; erases how to reach the person. Raises IllegalMove."""
    move(session, report, "done" if mended else "dropped", by=by, note=note)
    report.decided_at, report.decided_by, report.contact = now(), by, ""
    drop_tasks(session, ReviewTask.report_id == report.id, by=by)
