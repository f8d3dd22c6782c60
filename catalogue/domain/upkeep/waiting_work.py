"""What waits for an administrator, counted, and whether the site's own machinery is alive."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.domain.applications.applying import count_waiting_long
from catalogue.domain.sources.health import is_ailing
from catalogue.domain.upkeep.backups import LAST_BACKUP
from catalogue.domain.upkeep.health import WORKER_ALIVE, Check, check_disk, check_worker
from catalogue.models import Application, OutgoingMail, ProblemReport, ReviewTask, Run, Source


@dataclass(frozen=True)
class WaitingWork:
    """`last_backup` None: none was made here; the checks are those of domain.health that a page can afford.

    `applications_long` of the `applications` have waited long for an answer.
    """

    applications: int
    applications_long: int
    mail_waiting: int
    mail_failed: int
    ailing_sources: int
    quarantined_runs: int
    review_tasks: int
    problem_reports: int
    last_backup: datetime | None
    worker: Check
    disk: Check


def waiting_work(session: Session, instance: Path, *, long_days: int) -> WaitingWork:
    return WaitingWork(
        applications=_count(session, Application, Application.state == "open"),
        applications_long=count_waiting_long(session, long_days),
        mail_waiting=_count(session, OutgoingMail, OutgoingMail.state == "waiting"),
        mail_failed=_count(session, OutgoingMail, OutgoingMail.state == "failed"),
        ailing_sources=_count(session, Source, is_ailing()),
        quarantined_runs=_count(session, Run, Run.state == "quarantined"),
        review_tasks=_count(session, ReviewTask, ReviewTask.state == "open"),
        problem_reports=_count(session, ProblemReport, ProblemReport.state == "open"),
        last_backup=_last_backup(instance / LAST_BACKUP),
        worker=check_worker(instance / WORKER_ALIVE),
        disk=check_disk(instance),
    )


def _count(session: Session, table: type, *conditions: Any) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


def _last_backup(made: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(made.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
