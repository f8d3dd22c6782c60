"""Imports: a file of records becomes a run, its copy kept until the run ends so that a kill loses nothing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from catalogue.db import db, writing
from catalogue.domain.providers import find_or_make_institution, name_key
from catalogue.domain.runs.incoming import incoming_folder
from catalogue.domain.runs.perform import perform, resume, unfinished_runs
from catalogue.domain.runs.starting import start_run
from catalogue.domain.runs.work import Progress, no_progress
from catalogue.domain.sources import import_source
from catalogue.errors import CatalogueError
from catalogue.models import Run
from harvesters import registry
from harvesters.errors import SourceError

CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Import:
    """What a person hands in. `full` says the file is everything the institution has: absence means gone."""

    file: Path
    institution: str
    options: dict[str, Any] = field(default_factory=dict)
    trusted: bool = False
    full: bool = False
    default_cost: str = "free"


def run_import(wanted: Import, settings: Mapping[str, Any], *, by: str, progress: Progress = no_progress) -> Run:
    """Import a file and return the ended run. Raises CatalogueError before a run exists, Busy when one is at work.

    Runs of the same institution that a kill left behind are finished first; if one of them was this very file,
    it is the run returned.
    """
    _check(wanted, settings)
    folder = incoming_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    staging = Path(mkdtemp(prefix="staging-", dir=folder))
    try:
        file_hash = _copy(wanted.file, staging / "file", settings["IMPORT_MAX_MEGABYTES"])
        for run in _left_behind(wanted.institution):
            finished = resume(run, settings, progress)
            if finished.file_hash == file_hash and finished.options == wanted.options:
                return finished
        run_id = _open(wanted, file_hash, staging, folder, by=by)
    finally:
        rmtree(staging, ignore_errors=True)
    return perform(run_id, settings, progress)


def _check(wanted: Import, settings: Mapping[str, Any]) -> None:
    if not wanted.file.is_file():
        raise CatalogueError(f"找不到文件 {wanted.file}")
    if not wanted.institution.strip():
        raise CatalogueError("请用 --institution 写明提供这份表格的机构名称")
    if wanted.file.stat().st_size > settings["IMPORT_MAX_MEGABYTES"] * 1024 * 1024:
        raise CatalogueError(f"文件超过 {settings['IMPORT_MAX_MEGABYTES']} MB，请拆分后再导入")
    try:
        registry.check_options(registry.get("table"), wanted.options)
    except SourceError as error:
        raise CatalogueError(str(error)) from error


def _copy(file: Path, to: Path, max_megabytes: int) -> str:
    """Copy a file and return the SHA-256 of what was copied; it may still grow while we read."""
    digest, left = hashlib.sha256(), max_megabytes * CHUNK
    with file.open("rb") as source, to.open("wb") as copy:
        while left >= 0 and (chunk := source.read(CHUNK)):
            digest.update(chunk)
            copy.write(chunk)
            left -= len(chunk)
    if left < 0:
        raise CatalogueError(f"文件超过 {max_megabytes} MB，请拆分后再导入")
    return digest.hexdigest()


def _open(wanted: Import, file_hash: str, staging: Path, folder: Path, *, by: str) -> int:
    """The file lies at its place before the run is committed, so that no run is ever without its file."""
    with writing() as session:
        institution = find_or_make_institution(session, wanted.institution)
        source = import_source(session, institution, trusted=wanted.trusted, default_cost=wanted.default_cost, by=by)
        run = start_run(session, source, by=by, full=wanted.full)
        run.options, run.file_name, run.file_hash = wanted.options, wanted.file.name, file_hash
        session.flush()
        staging.rename(folder / run.public_id)
        return run.id


def _left_behind(institution: str) -> list[Run]:
    """The institution's imports that a dead process left unfinished."""
    wanted = name_key(institution)
    return [
        run
        for run in unfinished_runs(db.session())
        if run.file_hash and name_key(run.source.institution.name) == wanted
    ]
