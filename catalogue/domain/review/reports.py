"""Deciding readers' problem reports: what they told was mended, or nothing had to be."""

from sqlalchemy.orm import Session

from catalogue.domain.intake.publishing import correct
from catalogue.domain.review.deciding import Findings, finish, reason_in
from catalogue.domain.review.guard import check_decidable
from catalogue.domain.submissions.problem_reports import close_report
from catalogue.errors import CatalogueError
from catalogue.models import ReviewDecision, ReviewTask


def settle_report(session: Session, task: ReviewTask, findings: Findings, *, mended: bool, by: str) -> ReviewDecision:
    """Close a report with a word on what was done; corrections are made at once. Raises CatalogueError."""
    check_decidable(session, task, findings.seen, by=by)
    if task.report is None or task.resource is None:
        raise CatalogueError("这项任务没有对应的报告")
    note = reason_in(findings)
    if findings.corrections.get("cost") == "paid":
        raise CatalogueError("收费资源不收录，请到这个资源的页面出库")
    if mended and findings.corrections:
        correct(session, task.resource, by=by, **findings.corrections)
    decision = finish(session, task, "mended" if mended else "dropped", findings, by=by)
    close_report(session, task.report, mended=mended, by=by, note=note)
    return decision
