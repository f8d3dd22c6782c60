"""`catalogue harvest`: fetch what sources have, or see what that would bring."""

from typing import Any

import click
from flask import current_app
from sqlalchemy import select

from catalogue.cli.context import FAILED, answer, json_option, operator, with_site
from catalogue.cli.indexing import bring_index_level
from catalogue.cli.previews import outcomes_of
from catalogue.cli.progress import ProgressLine
from catalogue.cli.shapes import BAD_STATES, run_as_json, run_as_lines
from catalogue.db import db, now
from catalogue.domain.runs.perform import harvest as harvest_source
from catalogue.domain.runs.preview import foresee
from catalogue.domain.sources.door import http_door
from catalogue.domain.sources.schedule import due_sources
from catalogue.domain.sources.states import find_source
from catalogue.errors import Busy, CatalogueError
from catalogue.models import Source
from harvesters import registry
from harvesters.errors import SourceError

Result = tuple[dict[str, Any], list[str]]
"""A run as JSON and as lines for people."""


@click.command()
@click.argument("source_ids", nargs=-1, metavar="[ID ...]")
@click.option("--due", is_flag=True, help="The sources whose time has come (for cron); those at work are left out.")
@click.option("--all", "every", is_flag=True, help="All approved sources.")
@click.option("--everything", is_flag=True, help="Ask for everything, also where changes alone would do.")
@click.option("--dry-run", is_flag=True, help="Count what would happen; store nothing.")
@json_option
@with_site
def harvest(
    source_ids: tuple[str, ...], due: bool, every: bool, everything: bool, dry_run: bool, as_json: bool
) -> None:
    """Harvest sources; one that fails or is quarantined makes the exit status 1."""
    results: list[Result] = []
    for source in _chosen(source_ids, due=due, every=every):
        try:
            results.append(_foreseen(source) if dry_run else _harvested(source, as_json, everything=everything))
        except CatalogueError as error:
            if not (due and isinstance(error, Busy)):
                results.append(_refused(source, error))
    if not dry_run:
        bring_index_level(quiet=as_json)
    lines = [line for _, text in results for line in text] or ["没有要采集的来源"]
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


def _harvested(source: Source, as_json: bool, *, everything: bool) -> Result:
    progress = ProgressLine(quiet=as_json)
    run = harvest_source(source, current_app.config, by=operator(), progress=progress, everything=everything)
    return run_as_json(run), run_as_lines(run)


def _foreseen(source: Source) -> Result:
    door = http_door(current_app.config, verify_tls=source.tls_unverified_by is None)
    try:
        outcomes = outcomes_of(foresee(db.session(), source, registry.get(source.adapter), door))
    except SourceError as error:
        return _refused(source, error)
    values = {"id": None, "source": source.public_id, "state": "dry-run", **outcomes}
    return values, [f"{source.title}（试采，未保存）：{outcomes}"]


def _refused(source: Source, error: Exception) -> Result:
    values = {"id": None, "source": source.public_id, "state": "failed", "message": str(error)}
    return values, [f"{source.title}：{error}"]
