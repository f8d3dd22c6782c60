"""Imports: a file of records becomes a run, its copy kept until the run ends so that a kill loses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from catalogue.db import db, writing
from catalogue.domain.institutions.providers import find_or_make_institution, name_key
from catalogue.domain.runs.incoming import copy_file, give_file, staging_folder
from catalogue.domain.runs.perform import perform, resume, unfinished_runs
from catalogue.domain.runs.starting import start_run
from catalogue.domain.runs.work import Progress, no_progress
from catalogue.domain.sources.states import import_source
from catalogue.errors import CatalogueError
from catalogue.models import Run
from harvesters import registry
from harvesters.errors import SourceError


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
    with staging_folder(settings) as staging:
        with wanted.file.open("rb") as file:
            file_hash = copy_file(file, staging / "file", settings["IMPORT_MAX_MEGABYTES"])
        for run in _left_behind(wanted.institution):
            finished = resume(run, settings, progress)
            if finished.file_hash == file_hash and finished.options == wanted.options:
                return finished
        run_id = _open(wanted, file_hash, staging, by=by)
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


def _open(wanted: Import, file_hash: str, staging: Path, *, by: str) -> int:
    with writing() as session:
        institution = find_or_make_institution(session, wanted.institution)
        source = import_source(session, institution, trusted=wanted.trusted, default_cost=wanted.default_cost, by=by)
        run = start_run(session, source, by=by, full=wanted.full)
        run.options = wanted.options
        session.flush()
        give_file(run, staging, name=wanted.file.name, file_hash=file_hash)
        return run.id


def _left_behind(institution: str) -> list[Run]:
    """The institution's imports that a dead process left unfinished; what its members hand in is not among them."""
    wanted = name_key(institution)
    return [
        run
        for run in unfinished_runs(db.session())
        if run.file_hash and not run.source.channel and name_key(run.source.institution.name) == wanted
    ]
