"""The files of uploads: a report and the good rows, in folders with neutral names, gone after some days."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from shutil import rmtree
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.ledger.events import SYSTEM, move
from catalogue.domain.uploads.report import Report, read_report
from catalogue.models import Upload

REPORT, GOOD_ROWS = "report.json", "file"


def uploads_folder(settings: Mapping[str, Any]) -> Path:
    """Where the files lie, each upload's in a folder named by its id."""
    return Path(settings["INSTANCE"]) / "uploads"


def folder_of(upload: Upload, settings: Mapping[str, Any]) -> Path:
    return uploads_folder(settings) / upload.public_id


def report_of(upload: Upload, settings: Mapping[str, Any]) -> Report | None:
    """None when its time is over."""
    try:
        return read_report(folder_of(upload, settings) / REPORT)
    except OSError:
        return None


def drop_old_uploads(session: Session, settings: Mapping[str, Any]) -> int:
    """Remove the files of uploads after their time, and of such as no upload is known for; returns how many."""
    folders = [folder for folder in uploads_folder(settings).glob("*") if folder.is_dir()]
    oldest = now() - timedelta(days=settings["UPLOAD_KEEP_DAYS"])
    young = select(Upload.public_id).where(Upload.created_at > oldest)
    kept = set(session.scalars(young.where(Upload.public_id.in_([folder.name for folder in folders]))))
    old = [folder for folder in folders if folder.name not in kept]
    for upload in session.scalars(select(Upload).where(Upload.created_at <= oldest, Upload.state == "checked")):
        move(session, upload, "dropped", by=SYSTEM)
    for folder in old:
        rmtree(folder, ignore_errors=True)
    return len(old)
