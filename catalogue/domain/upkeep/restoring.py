"""Restoring: puts a backup in the place of an instance, so that a kill leaves the old or the new, never a mixture.

The archive is unpacked and checked in a folder inside the instance; renaming that folder is the moment it counts.
From then on every start of the site (`finish_restore`) goes on where a killed restore stopped.
"""

import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from alembic.script import ScriptDirectory
from alembic.util import CommandError

from catalogue.config import PACKAGE
from catalogue.domain.upkeep.backups import (
    DATABASE,
    FORMAT,
    MANIFEST,
    BackupError,
    Manifest,
    carried,
    is_left_out,
    row_counts,
)
from catalogue.errors import Busy

STAGED, READY, MOVING = ".restore-staged", ".restore-ready", ".restore-moving"
LOCK = ".restore.lock"
REPLACED = "before-restore"
"""Where the replaced instance lies until the next restore."""
KEPT_IN_PLACE = ("README.md", "backups", REPLACED, STAGED, READY, MOVING, LOCK)
FRESH = ("secret_key",)
"""What a start of the site leaves in an empty instance: no reason to refuse a restore."""
LARGEST_MANIFEST = 20 * 1024 * 1024
SPARE_BYTES = 50 * 1024 * 1024
_CHUNK = 1024 * 1024


def restore(path: Path, instance: Path, *, force: bool = False) -> Manifest:
    """Make the instance what the backup says; the site must not be running. Raises BackupError or Busy."""
    instance.mkdir(parents=True, exist_ok=True)
    finish_restore(instance)
    if _is_used(instance) and not force:
        raise BackupError(f"{instance} 里已经有一个站点；确定要换掉它，请加 --force")
    staged = instance / STAGED
    shutil.rmtree(staged, ignore_errors=True)
    try:
        manifest = _unpack(path, staged)
        _check_revision(manifest)
        _check_database(staged / DATABASE, manifest)
        _refuse_running_site(instance / DATABASE)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    shutil.rmtree(instance / REPLACED, ignore_errors=True)
    os.sync()
    staged.rename(instance / READY)
    finish_restore(instance)
    return manifest


def finish_restore(instance: Path) -> None:
    """Carry a restore that got past its checks to its end; every start of the site calls this first."""
    if not (instance / READY).exists() and not (instance / MOVING).exists():
        return
    with _restore_lock(instance):
        if (instance / READY).exists():
            _move_old_out(instance)
            (instance / READY).rename(instance / MOVING)
        if (instance / MOVING).exists():
            _move_new_in(instance)


def _move_old_out(instance: Path) -> None:
    replaced = instance / REPLACED
    for entry in [entry for entry in instance.iterdir() if entry.name not in KEPT_IN_PLACE]:
        replaced.mkdir(exist_ok=True)
        entry.rename(replaced / entry.name)


def _move_new_in(instance: Path) -> None:
    for entry in list((instance / MOVING).iterdir()):
        target = instance / entry.name
        if target.is_dir():
            shutil.rmtree(target)
        entry.replace(target)
    (instance / MOVING).rmdir()


@contextmanager
def _restore_lock(instance: Path) -> Iterator[None]:
    with (instance / LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_used(instance: Path) -> bool:
    return (instance / DATABASE).exists() or any(name not in FRESH for name in carried(instance))


def _refuse_running_site(database: Path) -> None:
    """A database that some process holds open cannot leave WAL mode; swapping it then would tear it apart."""
    if not database.exists():
        return
    try:
        with closing(sqlite3.connect(database, timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Busy("站点还在运行，请先停止网页进程和 worker 再恢复") from error
    except sqlite3.DatabaseError:
        return  # a damaged database is a good reason to restore


def _unpack(path: Path, staged: Path) -> Manifest:
    """Write the files the manifest lists, and nothing else, into the folder; each must match its checksum."""
    try:
        with tarfile.open(path, mode="r:gz") as archive:
            manifest = _read_manifest(archive)
            _check_room(staged.parent, manifest)
            staged.mkdir()
            missing = set(manifest.files)
            while (member := archive.next()) is not None:
                name = member.name.removeprefix("files/")
                if name not in missing or not member.isreg() or member.size != manifest.files[name][0]:
                    raise BackupError(f"备份里有清单之外的内容：{member.name[:80]!r}")
                _write(_content(archive, member), staged / name, expected=manifest.files[name][1])
                missing.discard(name)
    except (OSError, EOFError, zlib.error, tarfile.TarError, ValueError) as error:
        raise BackupError(f"{path} 不是能读的备份：{error}") from error
    if missing:
        raise BackupError(f"备份不完整，缺少 {sorted(missing)[0]}")
    return manifest


def _read_manifest(archive: tarfile.TarFile) -> Manifest:
    first = archive.next()
    if first is None or first.name != MANIFEST or not first.isreg() or first.size > LARGEST_MANIFEST:
        raise BackupError("这不是本系统的备份：缺少清单")
    try:
        values = json.load(_content(archive, first))
        files = {str(name): (int(size), str(digest)) for name, (size, digest) in values["files"].items()}
        manifest = Manifest(**{**values, "files": files})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupError("备份的清单无法理解") from error
    if manifest.format != FORMAT:
        raise BackupError(f"备份的格式是 {manifest.format}，本版本只认识 {FORMAT}；请先升级")
    for name in (*manifest.files, DATABASE):
        _check_name(name, manifest)
    return manifest


def _check_name(name: str, manifest: Manifest) -> None:
    """A path may only lead to what a backup carries, so never out of the instance."""
    parts = PurePosixPath(name).parts
    odd = not parts or "/".join(parts) != name or ".." in parts or name.startswith("/") or "\0" in name
    if odd or name not in manifest.files or (name != DATABASE and is_left_out(parts[0])):
        raise BackupError(f"备份的清单里有不合规的内容：{name[:80]!r}")


def _check_room(folder: Path, manifest: Manifest) -> None:
    needed = sum(size for size, _ in manifest.files.values()) + SPARE_BYTES
    if min((size for size, _ in manifest.files.values()), default=0) < 0 or shutil.disk_usage(folder).free < needed:
        raise BackupError(f"磁盘空间不够，需要 {needed / 1024**2:.0f} MB")


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    """What a regular member holds."""
    content = archive.extractfile(member)
    if content is None:
        raise BackupError(f"备份里有不是文件的内容：{member.name[:80]!r}")
    return content


def _write(source: IO[bytes], target: Path, *, expected: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            file.write(chunk)
    if digest.hexdigest() != expected:
        raise BackupError(f"备份已损坏：{target.name} 的校验和不符")


def _check_revision(manifest: Manifest) -> None:
    try:
        ScriptDirectory(str(PACKAGE / "migrations")).get_revision(manifest.revision)
    except CommandError as error:
        raise BackupError(f"备份来自更新的版本（数据库 {manifest.revision[:40]}），请先升级本系统") from error


def _check_database(database: Path, manifest: Manifest) -> None:
    try:
        with closing(sqlite3.connect(database)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        counts = row_counts(database)
    except sqlite3.Error as error:
        raise BackupError(f"备份里的数据库无法读取：{error}") from error
    if found != "ok" or counts != {**counts, **manifest.counts}:
        raise BackupError("备份里的数据库与清单不符")
