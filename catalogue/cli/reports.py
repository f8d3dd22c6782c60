"""`catalogue reports`: what people found wrong with resources."""

from typing import Any

import click

from catalogue.cli.context import answer, json_option, one_line, operator, with_site
from catalogue.clock import local_day
from catalogue.db import db, writing
from catalogue.domain.submissions.problem_reports import close_report, find_report, open_reports
from catalogue.models import ProblemReport
from catalogue.models.problem_report import REPORT_REASONS


@click.group()
def reports() -> None:
    """Problems people reported."""


@reports.command("list")
@json_option
@with_site
def list_reports(as_json: bool) -> None:
    """All that wait for somebody, oldest first."""
    waiting = open_reports(db.session())
    lines = [_as_line(report) for report in waiting] or ["没有待处理的问题报告"]
    answer([_as_json(report) for report in waiting], lines, as_json=as_json)


@reports.command("close")
@click.argument("report_id")
@click.option("--dropped", is_flag=True, help="Nothing had to be mended.")
@click.option("--note", default="", help="What was done about it, for the record.")
@json_option
@with_site
def close(report_id: str, dropped: bool, note: str, as_json: bool) -> None:
    """Close a report: what it told was mended, or nothing had to be; erases how to reach the person."""
    with writing() as session:
        report = find_report(session, report_id)
        close_report(session, report, mended=not dropped, by=operator(), note=note)
    answer(_as_json(report), [f"{report.public_id} 已关闭"], as_json=as_json)


def _as_json(report: ProblemReport) -> dict[str, Any]:
    return {
        "id": report.public_id,
        "state": report.state,
        "resource": report.resource.public_id,
        "title": report.resource.title,
        "reason": report.reason,
        "words": report.words,
        "contact": report.contact,
        "created_at": report.created_at.isoformat(),
    }


def _as_line(report: ProblemReport) -> str:
    """One line however many the person wrote, and no control characters for the terminal."""
    said = [REPORT_REASONS.get(report.reason, report.reason), report.words, report.contact]
    words = "  ".join(one_line(text) for text in said if text)
    return f"{report.public_id}  {local_day(report.created_at)}  {report.resource.title}  {words}"
