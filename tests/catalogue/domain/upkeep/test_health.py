import os
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from catalogue.db import db, now, writing
from catalogue.domain.upkeep import health
from catalogue.models import LinkCheck, Run
from tests.factories import make_resource, make_source


def test_a_secret_others_can_read_is_a_failure(app: Flask) -> None:
    secret = Path(app.instance_path) / "secret_key"
    assert health.check_secret_key(secret.parent).status == "ok"

    secret.chmod(0o644)

    check = health.check_secret_key(secret.parent)
    assert check.status == "fail"
    assert check.message.endswith(f"chmod 600 {secret}")


def test_many_dead_links_are_a_warning_that_says_where_to_look(app: Flask) -> None:
    assert health.check_links().status == "ok"
    with writing() as session:
        for state in ("ok", "failing", "dead", "unknown"):
            resource = make_resource(session)
            session.add(LinkCheck(resource=resource, address=resource.url, host="", state=state, due_at=now()))

    check = health.check_links()

    assert (check.status, check.message) == (
        "warn",
        "检查过 3 个链接，1 个近来打不开，1 个已不在搜索中列出；请看 catalogue links list",
    )


def test_a_folder_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    assert health.check_instance(tmp_path / "none").status == "fail"


def test_a_vocabulary_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "vocabularies").mkdir()
    (tmp_path / "vocabularies" / "topics.json").write_text("{broken")

    check = health.check_vocabularies(tmp_path)

    assert check.status == "fail"
    assert "topics.json" in check.message


def test_a_list_of_sensitive_words_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "vocabularies" / "sensitive"
    folder.mkdir(parents=True)
    (folder / "short.txt").write_text("字\n", encoding="utf-8")

    check = health.check_vocabularies(tmp_path)

    assert check.status == "fail"
    assert "short.txt:1" in check.message


def test_an_empty_database_wants_an_upgrade(app: Flask, tmp_path: Path) -> None:
    empty = create_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}")

    check = health.check_revision(empty, app.config["MIGRATIONS"])

    newest = health.newest_revision(app.config["MIGRATIONS"])
    assert check == health.fail("database", f"数据库版本是 空，需要 {newest}；请运行 catalogue upgrade")


def test_a_sound_database_is_sound(app: Flask) -> None:
    assert health.check_integrity(db.engine) == health.ok("integrity", "完好，WAL")


def test_a_damaged_database_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "damaged.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE t (x)")
        connection.executemany("INSERT INTO t VALUES (?)", [("x" * 1000,)] * 100)
    content = bytearray(path.read_bytes())
    content[8192:40960] = os.urandom(32768)
    path.write_bytes(content)

    check = health.check_integrity(create_engine(f"sqlite:///{path}"))

    assert check.status == "fail"
    assert "恢复" in check.message


def test_a_run_that_has_been_going_for_hours_is_a_warning(session: Session) -> None:
    source = make_source(session)
    session.add(Run(source=source, state="collecting", started_at=now()))
    session.flush()
    assert health.check_runs() == health.ok("runs", "1 次采集未完，0 次待人确认")

    session.add(Run(source=source, state="applying", started_at=now() - timedelta(hours=7)))
    session.flush()
    assert health.check_runs().status == "warn"


def test_a_quarantined_run_waits_for_a_person(session: Session) -> None:
    session.add(Run(source=make_source(session), state="quarantined"))
    session.flush()

    assert health.check_runs() == health.warn("runs", "0 次采集未完，1 次待人确认")


def test_a_source_that_keeps_failing_is_a_warning(session: Session) -> None:
    make_source(session, failures_in_a_row=2)
    make_source(session, failures_in_a_row=9, state="paused")
    assert health.check_sources() == health.ok("sources", "没有连续失败的来源")

    make_source(session, failures_in_a_row=3)

    assert health.check_sources().message == "1 个来源连续失败 3 次以上；用 catalogue source list 查看"


def test_a_worker_is_alive_while_it_touches_its_file(tmp_path: Path) -> None:
    alive = tmp_path / "worker.alive"
    assert health.check_worker(alive).status == "warn"
    alive.touch()
    assert health.check_worker(alive).status == "ok"
    os.utime(alive, (time.time() - 600, time.time() - 600))
    assert health.check_worker(alive).message.startswith("worker 已 10 分钟")
