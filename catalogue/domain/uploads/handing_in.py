"""Uploads: a spreadsheet is received and checked; handed in, its good rows become a run like any other."""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from shutil import rmtree
from typing import Any, BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import db, writing
from catalogue.domain.ledger.events import move, record_event
from catalogue.domain.runs.incoming import copy_file, give_file, staging_folder
from catalogue.domain.runs.perform import resume
from catalogue.domain.runs.starting import open_run
from catalogue.domain.submissions.vouching import HandedIn, hand_in_source, record_submission
from catalogue.domain.uploads.checking import check_table
from catalogue.domain.uploads.kept import GOOD_ROWS, REPORT, folder_of
from catalogue.domain.uploads.report import Report, write_report
from catalogue.errors import Busy, CatalogueError, NotFound
from catalogue.models import Institution, Run, Upload

CHANNEL = "spreadsheet"
LONGEST_NAME = 120
GONE = "这份表格已经清理，请重新上传。"


def uploads_of(session: Session, institution: Institution, *, most: int = 20) -> list[Upload]:
    """The institution's last uploads, newest first."""
    of_institution = select(Upload).where(Upload.institution_id == institution.id)
    return list(session.scalars(of_institution.order_by(Upload.id.desc()).limit(most)))


def find_upload(session: Session, institution: Institution, public_id: str) -> Upload:
    """Raises NotFound, also for another institution's."""
    of_institution = select(Upload).where(Upload.institution_id == institution.id)
    upload = session.scalar(of_institution.where(Upload.public_id == public_id))
    if upload is None:
        raise NotFound("没有这次上传，可能已经清理。请重新上传表格。")
    return upload


def receive(file: BinaryIO, name: str, institution: Institution, settings: Mapping[str, Any], *, by: str) -> Upload:
    """Check a file and keep its report and good rows. Raises CatalogueError for one that is no table."""
    institution_id = institution.id
    with staging_folder(settings) as staging:
        copy_file(file, staging / "uploaded", settings["UPLOAD_MAX_MEGABYTES"])
        report = _check(staging, settings["UPLOAD_MAX_ROWS"])
        with writing() as session:
            upload = _keep(session, session.get_one(Institution, institution_id), report, name, by=by)
            folder = folder_of(upload, settings)
            folder.parent.mkdir(exist_ok=True)
            shutil.move(staging, folder)
        return upload


def _check(staging: Path, most_rows: int) -> Report:
    good_rows = (staging / GOOD_ROWS).open("w", encoding="utf-8", errors="replace")
    with good_rows, (staging / "uploaded").open("rb") as file:
        report = check_table(file, good_rows, most_rows=most_rows)
    (staging / "uploaded").unlink()
    write_report(report, staging / REPORT)
    return report


def _keep(session: Session, institution: Institution, report: Report, name: str, *, by: str) -> Upload:
    counts = {"rows": report.rows, "good": report.good, "faulty": len(report.faulty)}
    upload = Upload(institution=institution, state="checked", by=by, file_name=shown_name(name), **counts)
    session.add(upload)
    session.flush()
    record_event(session, "upload.checked", upload, by=by, before="", after="checked", note=upload.file_name)
    return upload


def shown_name(name: str) -> str:
    """The name a file came with, for people to know it by; nothing is ever stored under it."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(character for character in last if character.isprintable())[:LONGEST_NAME] or "表格"


def hand_in(upload: Upload, settings: Mapping[str, Any], checked: tuple[str, ...], *, by: str) -> Run:
    """Make a run of the good rows, taken in at once when they are few, else by the worker.

    `checked` are the criteria vouched for (domain.submissions.check_vouched). Raises CatalogueError.
    """
    upload_id = upload.id
    with staging_folder(settings) as staging, writing() as session:
        upload = session.get_one(Upload, upload_id, with_for_update=True)
        run = _open(session, upload, folder_of(upload, settings) / GOOD_ROWS, staging, checked=checked, by=by)
    if upload.good <= settings["UPLOAD_AT_ONCE_ROWS"]:
        try:
            return resume(run, settings)
        except Busy:
            pass  # the worker was faster, or is at another of the institution's files; it takes this one too
    return db.session.get_one(Run, run.id)


def _open(
    session: Session, upload: Upload, good_rows: Path, staging: Path, *, checked: tuple[str, ...], by: str
) -> Run:
    if upload.state != "checked" or not good_rows.is_file():
        raise CatalogueError("这份表格已经提交过了。" if upload.state == "handed_in" else GONE)
    if not upload.good:
        raise CatalogueError("没有可以提交的行。请先改正，再重新上传。")
    source = hand_in_source(session, upload.institution, by=by)
    run = open_run(session, source, by=by, full=False)
    shutil.copyfile(good_rows, staging / "file")
    give_file(run, staging, name=upload.file_name, file_hash=_hash_of(staging / "file"))
    upload.run_id = run.id
    handed_in = HandedIn(CHANNEL, checked, file_name=upload.file_name, run_id=run.id)
    record_submission(session, upload.institution, handed_in, by=by)
    move(session, upload, "handed_in", by=by, note=f"{upload.good} 行")
    return run


def _hash_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def drop(session: Session, upload: Upload, settings: Mapping[str, Any], *, by: str) -> None:
    """Forget a checked file that is not to be handed in. Raises CatalogueError when it was, or is gone."""
    if upload.state != "checked":
        raise CatalogueError("这份表格已经提交或清理，不能再删除。")
    move(session, upload, "dropped", by=by)
    rmtree(folder_of(upload, settings), ignore_errors=True)
