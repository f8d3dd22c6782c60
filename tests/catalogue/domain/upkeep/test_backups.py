import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from catalogue.db import writing
from catalogue.domain.upkeep.backups import BackupError, backup
from catalogue.domain.upkeep.restoring import restore
from tests.factories import make_resource

WRITER = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
print("ready", flush=True)
number = 0
while True:
    number += 1
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO site_fact VALUES (?, 'a')", (f"left-{number}",))
        connection.execute("INSERT INTO site_fact VALUES (?, 'b')", (f"right-{number}",))
        connection.execute("COMMIT")
"""


@pytest.fixture
def used(app: Flask) -> Flask:
    """A site with a resource, settings of its own and a vocabulary of its own."""
    with writing() as session:
        make_resource(session, title="手机入门")
    instance = Path(app.instance_path)
    (instance / "config.py").write_text("SITE_NAME = '学在江西'\n")
    (instance / "vocabularies").mkdir()
    (instance / "vocabularies" / "levels.json").write_text("[]")
    (instance / "index").mkdir()
    (instance / "index" / "segment").write_text("derived")
    return app


def titles(instance: Path) -> list[str]:
    with closing(sqlite3.connect(instance / "catalogue.sqlite")) as connection:
        return [title for (title,) in connection.execute("SELECT title FROM resource")]


def test_a_restored_copy_has_the_same_rows_settings_and_secret(used: Flask, tmp_path: Path) -> None:
    backup(used.config, tmp_path / "b.tar.gz")

    manifest = restore(tmp_path / "b.tar.gz", tmp_path / "copy")

    here, there = Path(used.instance_path), tmp_path / "copy"
    assert titles(there) == ["手机入门"]
    assert manifest.counts["resource"] == 1
    for name in ("config.py", "secret_key", "vocabularies/levels.json"):
        assert (there / name).read_text() == (here / name).read_text()
    assert sorted(entry.name for entry in there.iterdir() if entry.name[0] != ".") == [
        "catalogue.sqlite",
        "config.py",
        "secret_key",
        "vocabularies",
    ]


def test_a_backup_is_for_its_owner_alone(used: Flask, tmp_path: Path) -> None:
    backup(used.config, tmp_path / "b.tar.gz")

    assert (tmp_path / "b.tar.gz").stat().st_mode & 0o777 == 0o600


def test_a_backup_taken_while_another_process_writes_holds_whole_transactions(used: Flask, tmp_path: Path) -> None:
    database = Path(used.instance_path) / "catalogue.sqlite"
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(database)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    try:
        assert writer.stdout.readline() == "ready\n"
        for number in range(3):
            backup(used.config, tmp_path / f"{number}.tar.gz")
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()

    for number in range(3):
        restore(tmp_path / f"{number}.tar.gz", tmp_path / str(number))
        with closing(sqlite3.connect(tmp_path / str(number) / "catalogue.sqlite")) as copy:
            halves = dict(copy.execute("SELECT value, count(*) FROM site_fact WHERE name LIKE '%-%' GROUP BY value"))
        assert halves.get("a", 0) == halves.get("b", 0)
    assert halves["a"] > 0


def test_an_existing_file_is_not_overwritten(used: Flask, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("precious")

    with pytest.raises(BackupError, match="已经存在"):
        backup(used.config, tmp_path / "mine")

    assert (tmp_path / "mine").read_text() == "precious"


def test_a_failed_backup_leaves_nothing_behind(used: Flask, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    config = {**used.config, "DATABASE_URL": f"sqlite:///{tmp_path / 'absent.sqlite'}"}

    with pytest.raises(BackupError, match="无法读取"):
        backup(config, tmp_path / "out" / "b.tar.gz")

    assert list((tmp_path / "out").iterdir()) == []


def test_another_database_is_left_to_its_own_tools(used: Flask, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="pg_dump"):
        backup({**used.config, "DATABASE_URL": "postgresql://localhost/x"}, tmp_path / "b.tar.gz")


def test_earlier_backups_in_the_instance_are_not_packed_again(used: Flask, tmp_path: Path) -> None:
    folder = Path(used.instance_path) / "backups"
    folder.mkdir()
    backup(used.config, folder / "first.tar.gz")

    manifest = backup(used.config, folder / "second.tar.gz")

    assert set(manifest.files) == {"catalogue.sqlite", "config.py", "secret_key", "vocabularies/levels.json"}


def test_what_a_killed_backup_left_is_tidied_a_day_later(used: Flask, tmp_path: Path) -> None:
    old, young = tmp_path / ".catalogue-backup-old", tmp_path / ".catalogue-backup-young"
    old.mkdir()
    young.mkdir()
    os.utime(old, (0, 0))

    backup(used.config, tmp_path / "b.tar.gz")

    assert (old.exists(), young.exists()) == (False, True)
