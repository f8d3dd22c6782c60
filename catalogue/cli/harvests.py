"""`catalogue harvest` and `catalogue runs`: fetch what sources have, and look at what became of it."""

from typing import Any

import click
from flask import current_app
from sqlalchemy import select

from catalogue.cli.context import FAILED, answer, json_option, operator, with_site
from catalogue.cli.indexing import bring_index_level
from catalogue.cli.progress import ProgressLine
from catalogue.cli.shapes import COUNTERS, item_as_json, run_as_json, run_as_lines
from catalogue.db import db, now, writing
from catalogue.domain.door import http_door
from catalogue.domain.runs.deciding import accept, find_run, reject
from catalogue.domain.runs.perform import harvest as harvest_source
from catalogue.domain.runs.perform import perform
from catalogue.domain.runs.preview import foresee
from catalogue.domain.schedule import due_sources
from catalogue.domain.sources import find_source
from catalogue.errors import CatalogueError
from catalogue.models import Run, RunItem, Source
from harvesters import registry
from harvesters.errors import SourceError

BAD_STATES = ("quarantined", "failed", "aborted")


@click.command()
@click.argument("source_ids", nargs=-1, metavar="[ID ...]")
@click.option("--due", is_flag=True, help="The sources whose time has come (for cron).")
@click.option("--all", "every", is_flag=True, help="All approved sources.")
@click.option("--dry-run", is_flag=True, help="Count what would happen; store nothing.")
@json_option
@with_site
def harvest(source_ids: tuple[str, ...], due: bool, every: bool, dry_run: bool, as_json: bool) -> None:
    """Harvest sources; one that fails or is quarantined makes the exit status 1."""
    sources = _chosen(source_ids, due=due, every=every)
    results = [(_foreseen if dry_run else _harvested)(source, as_json) for source in sources]
    if not dry_run:
        bring_index_level(quiet=as_json)
    lines = [line for result, text in results for line in text] or ["没有要采集的来源"]
    answer([result for result, _ in results], lines, as_json=as_json)
    if any(result["state"] in BAD_STATES for result, _ in results):
        raise SystemExit(FAILED)


def _chosen(source_ids: tuple[str, ...], *, due: bool, every: bool) -> list[Source]:
    if sum((bool(source_ids), due, every)) != 1:
        raise click.UsageError("Name sources, or say --due or --all.")
    if due:
        return due_sources(db.session(), now())
    if every:
        approved = Source.state == "approved", Source.url != ""
        return list(db.session.scalars(select(Source).where(*approved).order_by(Source.id)))
    return [find_source(db.session(), source_id) for source_id in source_ids]


def _harvested(source: Source, as_json: bool) -> tuple[dict[str, Any], list[str]]:
    public_id = source.public_id
    try:
        run = harvest_source(source, current_app.config, by=operator(), progress=ProgressLine(quiet=as_json))
    except CatalogueError as error:
        return {"id": None, "source": public_id, "state": "failed", "message": str(error)}, [str(error)]
    return run_as_json(run), run_as_lines(run)


def _foreseen(source: Source, as_json: bool) -> tuple[dict[str, Any], list[str]]:
    base = {"id": None, "source": source.public_id}
    try:
        adapter, door = registry.get(source.adapter), http_door(current_app.config)
        counters = foresee(db.session(), source, adapter, door)
    except SourceError as error:
        return {**base, "state": "failed", "message": str(error)}, [f"{source.title}：{error}"]
    counted = {name: counters[name] for name in COUNTERS}
    return {**base, "state": "dry-run", **counted}, [f"{source.title}（试采，未保存）：{counted}"]


@click.group()
def runs() -> None:
    """Harvests and imports, what they found and what became of it."""


@runs.command("list")
@click.option("--limit", default=20, show_default=True)
@json_option
@with_site
def list_runs(limit: int, as_json: bool) -> None:
    """The latest runs."""
    latest = db.session.scalars(select(Run).order_by(Run.id.desc()).limit(limit)).all()
    lines = [line for run in latest for line in run_as_lines(run)] or ["还没有采集过"]
    answer([run_as_json(run) for run in latest], lines, as_json=as_json)


@runs.command("show")
@click.argument("run_id")
@json_option
@with_site
def show_run(run_id: str, as_json: bool) -> None:
    """One run with its items (unchanged ones are not kept)."""
    run = find_run(db.session(), run_id)
    items = db.session.scalars(select(RunItem).where(RunItem.run_id == run.id).order_by(RunItem.position)).all()
    lines = [f"  {item.outcome:<8} {item.key}  {item.reason}" for item in items]
    answer(
        {**run_as_json(run), "items": [item_as_json(item) for item in items]},
        [*run_as_lines(run), *lines],
        as_json=as_json,
    )


@runs.command("accept")
@click.argument("run_id")
@json_option
@with_site
def accept_run(run_id: str, as_json: bool) -> None:
    """Apply a quarantined run after all."""
    with writing() as session:
        run = find_run(session, run_id)
        _must_be_quarantined(run)
        accept(session, run, by=operator())
    run = perform(run.id, current_app.config, ProgressLine(quiet=as_json))
    bring_index_level(quiet=as_json)
    answer(run_as_json(run), run_as_lines(run), as_json=as_json)


@runs.command("reject")
@click.argument("run_id")
@json_option
@with_site
def reject_run(run_id: str, as_json: bool) -> None:
    """Throw a quarantined run away."""
    with writing() as session:
        run = find_run(session, run_id)
        _must_be_quarantined(run)
        reject(session, run, by=operator())
    answer(run_as_json(run), run_as_lines(run), as_json=as_json)


def _must_be_quarantined(run: Run) -> None:
    if run.state != "quarantined":
        raise CatalogueError(f"采集 {run.public_id} 没有被隔离（现为 {run.state}），无需核对")
