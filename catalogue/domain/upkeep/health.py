"""What can be wrong with an installation, check by check, for doctor and for readiness."""

import os
import shutil
import stat
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from catalogue.db import db, now
from catalogue.domain.links.status import link_counts
from catalogue.domain.screening.installed_lists import check_lists
from catalogue.models import Run, Source
from catalogue.models.states import UNFINISHED_RUN_STATES
from catalogue.models.vocabulary import NAMES, VocabularyError, load_vocabulary

OLDEST_PYTHON = (3, 11)
LOW_DISK_BYTES = 1024**3
FULL_DISK_BYTES = 100 * 1024**2
STALE_RUN = timedelta(hours=6)
SILENT_WORKER_SECONDS = 5 * 60
WORKER_ALIVE = "worker.alive"
"""The file in the instance folder the worker touches each minute."""
MANY_HINTS = 1000
MANY_FAILURES = 3
MANY_DEAD_LINKS = 0.1
"""Of those asked; more than that is not the wear of time: a platform moved, or our own network is shut in."""


@dataclass(frozen=True)
class Check:
    """What was looked at and found; `fail` means the site does not work as it should until somebody mends it."""

    name: str
    status: Literal["ok", "warn", "fail"]
    message: str


def ok(name: str, message: str) -> Check:
    return Check(name, "ok", message)


def warn(name: str, message: str) -> Check:
    return Check(name, "warn", message)


def fail(name: str, message: str) -> Check:
    return Check(name, "fail", message)


def check_python() -> Check:
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] < OLDEST_PYTHON:
        return fail("python", f"Python {version} 太旧，需要 3.11 或更新的版本")
    return ok("python", f"Python {version}")


def check_instance(instance: Path) -> Check:
    if not instance.is_dir() or not os.access(instance, os.R_OK | os.W_OK | os.X_OK):
        return fail("instance", f"{instance} 不存在或不可写")
    return ok("instance", str(instance))


def check_disk(instance: Path) -> Check:
    free = shutil.disk_usage(instance).free
    message = f"剩余 {free / 1024**3:.1f} GB"
    if free < FULL_DISK_BYTES:
        return fail("disk", message)
    return warn("disk", message) if free < LOW_DISK_BYTES else ok("disk", message)


def check_secret_key(instance: Path) -> Check:
    path = instance / "secret_key"
    if not path.exists():
        return ok("secret_key", "由设置给出")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        return fail("secret_key", f"{path} 的权限是 {mode:o}，其他用户可读；请运行 chmod 600 {path}")
    return ok("secret_key", "只有本用户可读")


def check_settings(config: Mapping[str, Any]) -> Check:
    if not config["BASE_URL"]:
        return warn("base_url", "没有设置 BASE_URL：订阅、日历和网站地图里的地址取决于每次请求的主机名")
    return ok("base_url", str(config["BASE_URL"]))


def check_vocabularies(instance: Path) -> Check:
    try:
        for name in NAMES:
            load_vocabulary(name, instance / "vocabularies")
        own_lists = check_lists(instance / "vocabularies")
    except VocabularyError as error:
        return fail("vocabularies", str(error))
    return ok("vocabularies", f"{len(NAMES) + own_lists} 个词表可用")


def check_revision(engine: Engine, migrations: Path) -> Check:
    """Whether the database answers and is at the newest migration."""
    wanted = newest_revision(migrations)
    try:
        present = current_revision(engine)
    except SQLAlchemyError as error:
        return fail("database", f"数据库无法访问：{type(error).__name__}")
    if present != wanted:
        return fail("database", f"数据库版本是 {present or '空'}，需要 {wanted}；请运行 catalogue upgrade")
    return ok("database", f"版本 {present}")


def newest_revision(migrations: Path) -> str | None:
    return ScriptDirectory(str(migrations)).get_current_head()


def current_revision(engine: Engine) -> str | None:
    """The revision a database is at; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check_integrity(engine: Engine) -> Check:
    """SQLite's own look at its file: pages, indexes, references. Reads the whole database."""
    if engine.dialect.name != "sqlite":
        return ok("integrity", "由数据库服务器负责")
    try:
        with engine.connect() as connection:
            found = connection.scalar(text("PRAGMA quick_check(1)"))
            dangling = connection.execute(text("PRAGMA foreign_key_check")).first()
            mode = connection.scalar(text("PRAGMA journal_mode"))
    except SQLAlchemyError as error:
        return fail("integrity", f"数据库文件无法读取：{error.__class__.__name__}；请从备份恢复")
    if found != "ok" or dangling:
        return fail("integrity", f"数据库文件损坏：{found if found != 'ok' else dangling}；请从备份恢复")
    if mode != "wal":
        return warn("integrity", f"日志模式是 {mode}，应当是 wal")
    return ok("integrity", "完好，WAL")


def check_runs() -> Check:
    unfinished = select(func.count(), func.min(Run.started_at)).where(Run.state.in_(UNFINISHED_RUN_STATES))
    count, oldest = db.session.execute(unfinished).one()
    quarantined = db.session.scalar(select(func.count()).where(Run.state == "quarantined")) or 0
    message = f"{count} 次采集未完，{quarantined} 次待人确认"
    if quarantined or (oldest and oldest < now() - STALE_RUN):
        return warn("runs", message)
    return ok("runs", message)


def check_sources() -> Check:
    failing = Source.state == "approved", Source.failures_in_a_row >= MANY_FAILURES
    count = db.session.scalar(select(func.count()).select_from(Source).where(*failing)) or 0
    if count:
        return warn("sources", f"{count} 个来源连续失败 {MANY_FAILURES} 次以上；用 catalogue source list 查看")
    return ok("sources", "没有连续失败的来源")


def check_links() -> Check:
    counts = link_counts(db.session())
    dead, asked = counts.get("dead", 0), sum(counts.values()) - counts.get("unknown", 0)
    message = f"检查过 {asked} 个链接，{counts.get('failing', 0)} 个近来打不开，{dead} 个已不在搜索中列出"
    if dead > MANY_DEAD_LINKS * asked:
        return warn("links", f"{message}；请看 catalogue links list")
    return ok("links", message)


def check_worker(alive: Path) -> Check:
    """`alive` is the file the worker touches each minute."""
    try:
        age = time.time() - alive.stat().st_mtime
    except FileNotFoundError:
        return warn("worker", "worker 从未运行过；请运行 catalogue work")
    if age > SILENT_WORKER_SECONDS:
        return warn("worker", f"worker 已 {age / 60:.0f} 分钟没有动静；采集和索引都停着")
    return ok("worker", "运行中")


def check_queue(waiting: int) -> Check:
    message = f"{waiting} 条待办提示"
    return warn("queue", message) if waiting > MANY_HINTS else ok("queue", message)
