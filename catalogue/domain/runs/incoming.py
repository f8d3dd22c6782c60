"""Incoming files: the copies of files being imported, kept until their run ends."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.errors import CatalogueError
from catalogue.models import Run
from catalogue.models.states import UNFINISHED_RUN_STATES

CHUNK = 1024 * 1024
WANTED_IN = (*UNFINISHED_RUN_STATES, "quarantined")


def incoming_folder(settings: Mapping[str, Any]) -> Path:
    """Where the copies lie, each in a folder named by its run."""
    return Path(settings["INSTANCE"]) / "incoming"


@contextmanager
def staging_folder(settings: Mapping[str, Any]) -> Iterator[Path]:
    """A folder for a file that may become a run's; it goes unless a run took it over."""
    folder = incoming_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    staging = Path(mkdtemp(prefix="staging-", dir=folder))
    try:
        yield staging
    finally:
        rmtree(staging, ignore_errors=True)


def copy_file(source: BinaryIO, to: Path, max_megabytes: int) -> str:
    """Copy a file and return the SHA-256 of what was copied; it may still grow while we read."""
    digest, left = hashlib.sha256(), max_megabytes * CHUNK
    with to.open("wb") as copy:
        while left >= 0 and (chunk := source.read(CHUNK)):
            digest.update(chunk)
            copy.write(chunk)
            left -= len(chunk)
    if left < 0:
        raise CatalogueError(f"文件超过 {max_megabytes} MB，请拆分后再导入")
    return digest.hexdigest()


def give_file(run: Run, staging: Path, *, name: str, file_hash: str) -> None:
    """Let a new, flushed run have the `file` in a staging folder.

    The file lies at its place before the run is committed, so that no run is ever without its file.
    """
    run.file_name, run.file_hash = name, file_hash
    staging.rename(staging.parent / run.public_id)


def drop_file(folder: Path, run: Run) -> None:
    """Remove the copy of a run that will not read it any more."""
    if run.state not in WANTED_IN:
        rmtree(folder / run.public_id, ignore_errors=True)


def drop_left_files(session: Session, folder: Path) -> None:
    """Remove the copies of runs that a person or a later run ended."""
    names = [path.name for path in folder.glob("*")]
    for run in session.scalars(select(Run).where(Run.public_id.in_(names))):
        drop_file(folder, run)
