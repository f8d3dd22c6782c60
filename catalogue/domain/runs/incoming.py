"""Incoming files: the copies of files being imported, kept until their run ends."""

from collections.abc import Mapping
from pathlib import Path
from shutil import rmtree
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.models import Run
from catalogue.models.states import UNFINISHED_RUN_STATES

WANTED_IN = (*UNFINISHED_RUN_STATES, "quarantined")


def incoming_folder(settings: Mapping[str, Any]) -> Path:
    """Where the copies lie, each in a folder named by its run."""
    return Path(settings["INSTANCE"]) / "incoming"


def drop_file(folder: Path, run: Run) -> None:
    """Remove the copy of a run that will not read it any more."""
    if run.state not in WANTED_IN:
        rmtree(folder / run.public_id, ignore_errors=True)


def drop_left_files(session: Session, folder: Path) -> None:
    """Remove the copies of runs that a person or a later run ended."""
    names = [path.name for path in folder.glob("*")]
    for run in session.scalars(select(Run).where(Run.public_id.in_(names))):
        drop_file(folder, run)
