"""`catalogue init`, `upgrade`, `run`, `serve`, `work`: an instance from nothing to running."""

import logging
import os
from pathlib import Path

import click
from flask import current_app

from catalogue.cli.context import answer, fail, json_option, operator, with_site
from catalogue.cli.indexing import bring_index_level
from catalogue.cli.processes import run_together
from catalogue.cli.progress import ProgressLine
from catalogue.cli.server import Server
from catalogue.db import db, now
from catalogue.domain.upkeep.backups import backup
from catalogue.domain.upkeep.setup import database_revision, is_current, migrate_database
from catalogue.domain.upkeep.starter import load_starter
from catalogue.hints import IndexHints
from catalogue.jobs import work as be_the_worker
from catalogue.search.warming import warm_up

OLD_DATABASE = "数据库还不是这个版本的结构；请先运行 catalogue upgrade（它会先备份）"


@click.command()
@click.option("--empty", is_flag=True, help="Without the starter catalogue.")
@json_option
@with_site
def init(empty: bool, as_json: bool) -> None:
    """Make the database, the index and the starter catalogue; safe to repeat after an interruption."""
    _init(empty=empty, quiet=as_json)
    answer({"instance": str(current_app.config["INSTANCE"])}, ["网站已准备好；用 catalogue run 启动"], as_json=as_json)


def _init(*, empty: bool, quiet: bool) -> None:
    migrate_database()
    if not empty:
        load_starter(current_app.config, by=operator(), progress=ProgressLine(quiet=quiet))
    bring_index_level(quiet=quiet)


@click.command()
@json_option
@with_site
def upgrade(as_json: bool) -> None:
    """Back up, migrate the database, and rebuild the index if its analyser changed."""
    kept = _upgrade(quiet=as_json)
    lines = [f"升级前的备份：{kept}"] if kept else ["数据库已是最新结构"]
    answer({"backup": str(kept) if kept else None}, lines, as_json=as_json)


def _upgrade(*, quiet: bool) -> Path | None:
    revision, kept = database_revision(), None
    if revision and not is_current():
        folder = Path(current_app.config["INSTANCE"]) / "backups"
        folder.mkdir(exist_ok=True)
        kept = folder / f"before-upgrade-from-{revision}-{now():%Y%m%dT%H%M%SZ}.tar.gz"
        backup(current_app.config, kept)
    migrate_database()
    bring_index_level(quiet=quiet)
    return kept


@click.command()
@click.option("--port", default=lambda: int(os.environ.get("PORT", "8000")), show_default="8000", type=int)
@click.option("--host", default="127.0.0.1", show_default=True)
@with_site
def run(port: int, host: str) -> None:
    """Upgrade, then run web and worker together until Ctrl-C; the first time, make the site."""
    if database_revision() is None:
        _init(empty=False, quiet=False)
    else:
        _upgrade(quiet=False)
    everywhere = host == "0.0.0.0"  # noqa: S104  only compared: the operator chose it  # nosec B104
    click.echo(f"网站地址：http://{'127.0.0.1' if everywhere else host}:{port}/  （Ctrl-C 停止）")
    raise SystemExit(run_together([["serve", "--host", host, "--port", str(port)], ["work"]]))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=int)
@click.option("--workers", default=2, show_default=True, help="Processes; two for each core is plenty.")
@with_site
def serve(host: str, port: int, workers: int) -> None:
    """The production web server; refuses a database of another version."""
    _refuse_old_database()
    warm_up(current_app.extensions["search_engine"], db.session())
    db.session.remove()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    IndexHints(app).start()
    Server(app, host=host, port=port, workers=workers).run()


@click.command()
@with_site
def work() -> None:
    """The worker: harvests what is due and keeps the index level."""
    _refuse_old_database()
    logging.getLogger(__name__).info("worker starts")
    be_the_worker(current_app._get_current_object())  # type: ignore[attr-defined]


def _refuse_old_database() -> None:
    if not is_current():
        fail(OLD_DATABASE)
