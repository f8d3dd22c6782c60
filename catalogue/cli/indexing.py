"""Brings the index level after a command changed the database, or leaves it to whoever writes the index now."""

from pathlib import Path

import click
from flask import current_app

from catalogue.jobs import open_jobs
from catalogue.search.engine import IndexBusy
from catalogue.search.sync import sync


def bring_index_level(*, quiet: bool) -> None:
    """Sync now, or hint at the worker when another process holds the index lock."""
    try:
        report = sync(current_app.extensions["search_engine"], Path(current_app.config["INSTANCE"]))
    except IndexBusy:
        open_jobs(current_app._get_current_object()).sync_index()  # type: ignore[attr-defined]
        message = "另一个进程正在写索引，新内容稍后即可搜到"
    else:
        message = f"索引已更新：写入 {report.written}，删除 {report.deleted}"
    if not quiet:
        click.echo(message, err=True)
