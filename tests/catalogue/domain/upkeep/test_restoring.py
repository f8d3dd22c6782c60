import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from flask import Flask

from catalogue import create_app
from catalogue.db import db, writing
from catalogue.domain.upkeep import restoring
from catalogue.domain.upkeep.backups import BackupError, backup
from catalogue.domain.upkeep.restoring import MOVING, READY, restore
from catalogue.errors import Busy
from tests.factories import make_resource


@pytest.fixture
def packed(app: Flask, tmp_path: Path) -> Path:
    """A good backup of a site with one resource; the site itself is closed."""
    with writing() as session:
        make_resource(session, title="手机入门")
    backup(app.config, tmp_path / "good.tar.gz")
    db.session.remove()
    db.engine.dispose()
    return tmp_path / "good.tar.gz"


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """Another site that is in use: with a database, settings and an index."""
    folder = tmp_path / "other"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE old (x)")
    (folder / "config.py").write_text("SITE_NAME = 'old'\n")
    (folder / "index").mkdir()
    return folder


def tables(instance: Path) -> set[str]:
    with closing(sqlite3.connect(instance / "catalogue.sqlite")) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_a_site_in_use_is_refused_and_untouched(packed: Path, instance: Path) -> None:
    with pytest.raises(BackupError, match="--force"):
        restore(packed, instance)

    assert tables(instance) == {"old"}


def test_force_replaces_the_site_and_keeps_the_old_one_aside(packed: Path, instance: Path) -> None:
    restore(packed, instance, force=True)

    assert "resource" in tables(instance)
    assert not (instance / "config.py").exists()
    assert not (instance / "index").exists()
    assert tables(instance / "before-restore") == {"old"}
    assert (instance / "before-restore" / "config.py").exists()


def test_a_running_site_is_refused(packed: Path, instance: Path) -> None:
    with closing(sqlite3.connect(instance / "catalogue.sqlite")) as running:
        running.execute("SELECT * FROM old").fetchall()
        with pytest.raises(Busy, match="停止"):
            restore(packed, instance, force=True)

    assert tables(instance) == {"old"}


def test_a_damaged_database_may_be_replaced(packed: Path, instance: Path) -> None:
    (instance / "catalogue.sqlite").write_bytes(b"this is no database" * 1000)

    restore(packed, instance, force=True)

    assert "resource" in tables(instance)


@pytest.mark.parametrize("step", range(8))
def test_killed_at_any_step_it_is_the_old_or_the_new_site(
    packed: Path, instance: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Each rename and move is a step; whatever ran out, the next start of the site brings one whole site."""
    moves = 0

    class Killed(BaseException):
        pass

    def dying(original: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
        def move(path: Path, target: Path) -> Path:
            nonlocal moves
            moves += 1
            if moves > step:
                raise Killed
            return original(path, target)

        return move

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", dying(Path.rename))
        patch.setattr(Path, "replace", dying(Path.replace))
        with suppress(Killed):
            restore(packed, instance, force=True)

    restoring.finish_restore(instance)

    assert tables(instance) == {"old"} if step == 0 else "resource" in tables(instance)
    assert (instance / "config.py").exists() == (step == 0)
    assert not (instance / READY).exists()
    assert not (instance / MOVING).exists()


def test_every_start_of_the_site_finishes_a_killed_restore(packed: Path, instance: Path) -> None:
    staged = instance / ".restore-staged"
    restoring._unpack(packed, staged)
    staged.rename(instance / READY)

    create_app(instance)

    assert "resource" in tables(instance)


def remade(packed: Path, tmp_path: Path, change: Callable[[dict, dict[str, bytes]], None]) -> Path:
    """The good backup taken apart, changed, and packed again; `change` gets the manifest and the contents."""
    with tarfile.open(packed) as archive:
        contents = {name: archive.extractfile(name).read() for name in archive.getnames()}  # type: ignore[union-attr]
    manifest = json.loads(contents.pop("manifest.json"))
    change(manifest, contents)
    path = tmp_path / "remade.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, content in {"manifest.json": json.dumps(manifest).encode(), **contents}.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


def entry(content: bytes) -> list:
    return [len(content), hashlib.sha256(content).hexdigest()]


@pytest.mark.parametrize(
    "name",
    [
        "../escaped",
        "/tmp/escaped",
        "vocabularies/../../escaped",
        "./config.py",
        "vocabularies//x.json",
        ".restore-ready/x",
        "before-restore/x",
        "index/pointer",
        "backups/x",
        "",
        "a\0b",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(packed: Path, tmp_path: Path, name: str) -> None:
    def add_it(manifest: dict, contents: dict[str, bytes]) -> None:
        manifest["files"][name] = entry(b"evil")
        contents[f"files/{name}"] = b"evil"

    with pytest.raises(BackupError):
        restore(remade(packed, tmp_path, add_it), tmp_path / "fresh")

    assert list((tmp_path / "fresh").iterdir()) == []
    assert not (tmp_path / "escaped").exists()


def test_a_link_is_refused(packed: Path, tmp_path: Path) -> None:
    path = tmp_path / "link.tar.gz"
    with tarfile.open(packed) as good, tarfile.open(path, "w:gz") as bad:
        manifest = json.loads(good.extractfile("manifest.json").read())  # type: ignore[union-attr]
        manifest["files"]["config.py"] = entry(b"")
        text = json.dumps(manifest).encode()
        first = tarfile.TarInfo("manifest.json")
        first.size = len(text)
        bad.addfile(first, io.BytesIO(text))
        link = tarfile.TarInfo("files/config.py")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        bad.addfile(link)

    with pytest.raises(BackupError, match="清单之外"):
        restore(path, tmp_path / "fresh")


def test_a_file_the_manifest_does_not_name_is_refused(packed: Path, tmp_path: Path) -> None:
    path = remade(packed, tmp_path, lambda _manifest, contents: contents.update({"files/extra.py": b"x"}))

    with pytest.raises(BackupError, match="清单之外"):
        restore(path, tmp_path / "fresh")


def test_a_changed_file_is_refused(packed: Path, tmp_path: Path) -> None:
    path = remade(packed, tmp_path, lambda _manifest, contents: contents.update({"files/secret_key": b"0" * 64}))

    with pytest.raises(BackupError, match="校验和"):
        restore(path, tmp_path / "fresh")


def test_a_missing_file_is_refused(packed: Path, tmp_path: Path) -> None:
    path = remade(packed, tmp_path, lambda _manifest, contents: contents.__delitem__("files/secret_key"))

    with pytest.raises(BackupError, match="缺少 secret_key"):
        restore(path, tmp_path / "fresh")


def test_a_file_too_large_for_the_disk_is_refused_before_anything_is_written(packed: Path, tmp_path: Path) -> None:
    huge = shutil.disk_usage(tmp_path).total
    path = remade(packed, tmp_path, lambda manifest, _contents: manifest["files"].update({"big": [huge, "0" * 64]}))

    with pytest.raises(BackupError, match="磁盘空间不够"):
        restore(path, tmp_path / "fresh")


def test_a_backup_of_a_newer_version_is_refused(packed: Path, tmp_path: Path) -> None:
    path = remade(packed, tmp_path, lambda manifest, _contents: manifest.update(revision="9999"))

    with pytest.raises(BackupError, match="更新的版本"):
        restore(path, tmp_path / "fresh")


def test_a_database_that_is_none_is_refused(packed: Path, tmp_path: Path) -> None:
    def spoil(manifest: dict, contents: dict[str, bytes]) -> None:
        contents["files/catalogue.sqlite"] = b"no database"
        manifest["files"]["catalogue.sqlite"] = entry(b"no database")

    with pytest.raises(BackupError, match="数据库"):
        restore(remade(packed, tmp_path, spoil), tmp_path / "fresh")


@pytest.mark.parametrize(
    "manifest",
    ["", "[]", "{}", '{"files": 3}', '{"files": {"a": 1}}', '{"made_at": 1, "revision": 2, "files": {}, "x": 1}'],
)
def test_a_manifest_that_makes_no_sense_is_refused(packed: Path, tmp_path: Path, manifest: str) -> None:
    path = tmp_path / "odd.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        member = tarfile.TarInfo("manifest.json")
        member.size = len(manifest)
        archive.addfile(member, io.BytesIO(manifest.encode()))

    with pytest.raises(BackupError):
        restore(path, tmp_path / "fresh")


@pytest.mark.parametrize("share", [0, 1, 20, 200, 2000])
def test_a_file_that_is_cut_short_is_refused(packed: Path, tmp_path: Path, share: int) -> None:
    (tmp_path / "short.tar.gz").write_bytes(packed.read_bytes()[:share])

    with pytest.raises(BackupError):
        restore(tmp_path / "short.tar.gz", tmp_path / "fresh")


def test_bits_that_flipped_are_noticed(packed: Path, tmp_path: Path) -> None:
    content = bytearray(packed.read_bytes())
    for position in range(1000, len(content), 997):
        content[position] ^= 0xFF
    (tmp_path / "flipped.tar.gz").write_bytes(content)

    with pytest.raises(BackupError):
        restore(tmp_path / "flipped.tar.gz", tmp_path / "fresh")


def test_something_else_is_no_backup(packed: Path, tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(os.urandom(10_000))

    with pytest.raises(BackupError, match="不是能读的备份"):
        restore(tmp_path / "noise", tmp_path / "fresh")
