"""Backups: one .tar.gz that holds everything an instance knows, taken while the site goes on working.

The index and the queue are left out: the one is a copy of the database and rebuilt, the other holds only hints.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.engine import make_url

from catalogue.db import db, now
from catalogue.domain.upkeep.setup import database_revision
from catalogue.errors import CatalogueError

FORMAT = 1
DATABASE = "catalogue.sqlite"
MANIFEST = "manifest.json"
LAST_BACKUP = "backup.made"
"""The file in the instance folder whose time is that of the last backup, wherever it was written."""
LEFT_OUT = (
    "README.md",
    LAST_BACKUP,
    "backups",
    "before-restore",
    "fetched",
    "index",
    "index.lock",
    "pace",
    "worker.alive",
    DATABASE,
    "queue.sqlite",
)
"""What lies in an instance and does not travel: derived, momentary, or (the database) copied in a way of its own."""
STAGING_PREFIX = ".catalogue-backup-"
DAY_SECONDS = 24 * 3600
_SQLITE_SIDE_FILES = ("-wal", "-shm", "-journal")


class BackupError(CatalogueError):
    """A backup cannot be made or used; nothing was changed."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds; `files` gives size in bytes and SHA-256 by path, `counts` the rows of each table."""

    made_at: str
    revision: str
    files: dict[str, tuple[int, str]]
    counts: dict[str, int] = field(default_factory=dict)
    format: int = FORMAT


def backup(config: Mapping[str, Any], path: Path) -> Manifest:
    """Write a backup of the current application's instance to a new file. Raises BackupError."""
    database = _sqlite_file(str(config["DATABASE_URL"]))
    if path.exists():
        raise BackupError(f"{path} 已经存在，请换一个文件名")
    if not path.parent.is_dir():
        raise BackupError(f"没有 {path.parent} 这个文件夹")
    _tidy(path.parent)
    with TemporaryDirectory(dir=path.parent, prefix=STAGING_PREFIX) as staging:
        folder = Path(staging) / "files"
        folder.mkdir()
        _copy_database(database, folder / DATABASE)
        _copy_files(Path(config["INSTANCE"]), folder, leaving=database)
        manifest = _manifest(folder, revision=database_revision() or "")
        packed = Path(staging) / "backup.tar.gz"
        _pack(folder, manifest, packed)
        packed.replace(path)
    (Path(config["INSTANCE"]) / LAST_BACKUP).touch()
    return manifest


def _tidy(folder: Path) -> None:
    """Remove what backups that were killed left here; a day old, so that none under way is hit."""
    for staging in folder.glob(f"{STAGING_PREFIX}*"):
        if staging.stat().st_mtime < time.time() - DAY_SECONDS:
            shutil.rmtree(staging, ignore_errors=True)


def _sqlite_file(url: str) -> Path:
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        raise BackupError(
            "数据库不是 SQLite：请用 pg_dump 备份数据库，并另外复制实例文件夹。"
            "(This database is not SQLite: use pg_dump, and copy the instance folder.)"
        )
    return Path(address.database or "")


def _copy_database(source: Path, target: Path) -> None:
    """A copy as of one moment; others may write meanwhile (SQLite's online backup, all pages in one step)."""
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live,
            closing(sqlite3.connect(target)) as copy,
        ):
            live.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise BackupError(f"数据库 {source} 无法读取：{error}") from error


def _copy_files(instance: Path, folder: Path, *, leaving: Path) -> None:
    for name in carried(instance):
        source = instance / name
        if source.resolve() == leaving.resolve():
            continue
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copy2(source, target)
        except FileNotFoundError:
            continue  # an import that ended meanwhile took its file with it


def carried(instance: Path) -> Iterator[str]:
    """Paths of the plain files a backup of this folder takes along, the database apart."""
    for top in sorted(instance.iterdir()):
        if is_left_out(top.name):
            continue
        for path in sorted(top.rglob("*")) if top.is_dir() and not top.is_symlink() else [top]:
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(instance).as_posix()


def is_left_out(name: str) -> bool:
    """Whether a name at the top of an instance folder does not travel."""
    for ending in _SQLITE_SIDE_FILES:
        name = name.removesuffix(ending)
    return name in LEFT_OUT or name.startswith(".") or name == "__pycache__"


def _manifest(folder: Path, *, revision: str) -> Manifest:
    files = {
        path.relative_to(folder).as_posix(): (path.stat().st_size, checksum(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return Manifest(_stamp(now()), revision, files, row_counts(folder / DATABASE))


def row_counts(database: Path) -> dict[str, int]:
    """How many rows each of our tables has in this file."""
    with closing(sqlite3.connect(database)) as copy:
        there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        names = [table.name for table in db.metadata.sorted_tables if table.name in there]
        count = 'SELECT count(*) FROM "{}"'  # a name cannot be an argument; these are of our own tables
        return {name: copy.execute(count.format(name)).fetchone()[0] for name in names}


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pack(folder: Path, manifest: Manifest, path: Path) -> None:
    """The manifest first, so that whoever unpacks knows what may follow. Only the owner may read the archive."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
            written = folder.parent / MANIFEST
            written.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
            archive.add(written, MANIFEST)
            for name in manifest.files:
                archive.add(folder / name, f"files/{name}", recursive=False)
        file.flush()
        os.fsync(file.fileno())


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
