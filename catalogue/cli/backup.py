"""`catalogue backup` and `catalogue restore`: the whole instance in one file, and back."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from flask import current_app
from sqlalchemy.engine import make_url

from catalogue.cli.context import answer, fail, json_option, with_site
from catalogue.cli.progress import ProgressLine
from catalogue.config import instance_folder
from catalogue.domain.upkeep import backups, restoring
from catalogue.domain.upkeep.backups import DATABASE, Manifest
from catalogue.domain.upkeep.setup import migrate_database
from catalogue.errors import CatalogueError
from catalogue.search.sync import rebuild

WAIT_SECONDS = 60.0


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
@with_site
def backup(file: Path, as_json: bool) -> None:
    """Write everything the site knows into one new file, while it goes on working."""
    manifest = backups.backup(current_app.config, file)
    size = file.stat().st_size
    line = f"已备份到 {file}（{size / 1024**2:.1f} MB，{manifest.counts.get('resource', 0)} 个资源）"
    answer({"file": str(file), "bytes": size, **_summary(manifest)}, [line], as_json=as_json)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace the site that is there; it is kept in before-restore/.")
@json_option
def restore(file: Path, force: bool, as_json: bool) -> None:
    """Put a backup in the place of this instance, then build its index anew. Stop the site first."""
    try:
        manifest = restoring.restore(file, instance_folder(), force=force)
    except CatalogueError as error:
        fail(str(error))
        return
    _make_ready(quiet=as_json)
    line = f"已恢复 {manifest.made_at} 的备份：{manifest.counts.get('resource', 0)} 个资源"
    answer({"instance": str(instance_folder()), **_summary(manifest)}, [line], as_json=as_json)


@with_site
def _make_ready(*, quiet: bool) -> None:
    """Bring an older backup's database to this version, and build the index."""
    folder = Path(current_app.config["INSTANCE"])
    used = make_url(current_app.config["DATABASE_URL"]).database
    if used != str(folder / DATABASE):
        fail(f"备份已恢复到 {folder / DATABASE}，但设置 DATABASE_URL 指向别处；请改正后运行 catalogue index rebuild")
    migrate_database()
    line = ProgressLine(quiet=quiet)
    rebuild(
        current_app.extensions["search_engine"],
        folder,
        wait_seconds=WAIT_SECONDS,
        progress=lambda done: line("index", done, None),
        force=True,
    )


def _summary(manifest: Manifest) -> dict[str, Any]:
    values = asdict(manifest)
    return {name: values[name] for name in ("made_at", "revision", "counts")}
