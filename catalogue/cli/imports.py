"""`catalogue import`: take in a table an institution handed over."""

from pathlib import Path

import click
from flask import current_app
from sqlalchemy import select

from catalogue.cli.context import FAILED, answer, json_option, operator, read_options, with_site
from catalogue.cli.indexing import bring_index_level
from catalogue.cli.progress import ProgressLine
from catalogue.cli.shapes import run_as_json, run_as_lines
from catalogue.db import db
from catalogue.domain.runs.imports import Import, run_import
from catalogue.models import Run, RunItem
from harvesters.record import COSTS

SHOWN = 20


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--institution", required=True, help="Whose table it is; made when nobody named it yet.")
@click.option("--trusted", is_flag=True, help="Publish its new rows under your standing approval.")
@click.option("--full", is_flag=True, help="The table is all the institution has: what it lacks is gone.")
@click.option(
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    help="address=https://host/{column} or columns=title:课程名称,url:链接.",
)
@click.option(
    "--cost",
    type=click.Choice(COSTS),
    default="free",
    show_default=True,
    help="What a row without a word about money costs, as the institution declares.",
)
@json_option
@with_site
def import_file(
    file: Path, institution: str, trusted: bool, full: bool, options: tuple[str, ...], cost: str, as_json: bool
) -> None:
    """Import FILE (CSV, TSV, XLSX, JSONL); the same file again changes nothing."""
    wanted = Import(file, institution, read_options(options), trusted, full, cost)
    run = run_import(wanted, current_app.config, by=operator(), progress=ProgressLine(quiet=as_json))
    bring_index_level(quiet=as_json)
    answer(run_as_json(run), [*run_as_lines(run), *_problems(run)], as_json=as_json)
    if run.state != "done":
        raise SystemExit(FAILED)


def _problems(run: Run) -> list[str]:
    """The first rows that were not taken, each with its reason."""
    query = select(RunItem).where(RunItem.run_id == run.id, RunItem.outcome.in_(("failed", "refused")))
    items = db.session.scalars(query.order_by(RunItem.position).limit(SHOWN)).all()
    lines = [f"  第 {item.position + 1} 条 {item.key}：{item.reason}" for item in items]
    left = run.failed + run.refused - len(items)
    return [*lines, f"  …… 另有 {left} 条，见 catalogue runs show {run.public_id}"] if left > 0 else lines
