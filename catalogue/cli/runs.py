"""`catalogue runs`: look at what became of harvests and imports, and decide about those that wait or go wrong."""

import click
from flask import current_app
from sqlalchemy import select

from catalogue.cli.context import answer, json_option, operator, with_site
from catalogue.cli.differences import difference_as_json, difference_as_lines
from catalogue.cli.indexing import bring_index_level
from catalogue.cli.progress import ProgressLine
from catalogue.cli.shapes import item_as_json, run_as_json, run_as_lines
from catalogue.db import db, writing
from catalogue.domain.runs import deciding
from catalogue.domain.runs.deciding import find_run
from catalogue.domain.runs.difference import Difference, difference
from catalogue.domain.runs.incoming import drop_file, incoming_folder
from catalogue.domain.runs.perform import perform
from catalogue.models import RawItem, Run, RunItem
from harvesters import registry

SHOWN = 20


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


@runs.command()
@click.argument("run_id")
@click.option("--raw", is_flag=True, help="With --json: each item also as the source gave it.")
@json_option
@with_site
def show(run_id: str, raw: bool, as_json: bool) -> None:
    """One run with its items (unchanged ones are not kept), and the difference a quarantined one would make.

    As JSON the run object has `items` and, when quarantined, `difference`: `missing`, `new`, `changed` and
    `unusable`, each with `count` and the first `items` (key, title, fields with before and after).
    """
    run = find_run(db.session(), run_id)
    query = select(RunItem, RawItem.data).join(RawItem, RawItem.hash == RunItem.raw_hash)
    items = db.session.execute(query.where(RunItem.run_id == run.id).order_by(RunItem.position)).all()
    found = _difference(run)
    values = run_as_json(run) | {"items": [item_as_json(item, data if raw else "") for item, data in items]}
    if found:
        values["difference"] = difference_as_json(run, found)
    lines = [f"  {item.outcome:<8} {item.key}  {item.reason}" for item, _ in items if item.outcome]
    answer(values, [*run_as_lines(run), *lines, *difference_as_lines(run, found)], as_json=as_json)


def _difference(run: Run) -> Difference | None:
    if run.state != "quarantined":
        return None
    return difference(db.session(), run, registry.get(run.source.adapter), shown=SHOWN)


@runs.command()
@click.argument("run_id")
@json_option
@with_site
def accept(run_id: str, as_json: bool) -> None:
    """Apply a quarantined run after all."""
    with writing() as session:
        run = find_run(session, run_id)
        deciding.accept(session, run, by=operator())
    run = perform(run.id, current_app.config, ProgressLine(quiet=as_json))
    bring_index_level(quiet=as_json)
    answer(run_as_json(run), run_as_lines(run), as_json=as_json)


@runs.command()
@click.argument("run_id")
@json_option
@with_site
def reject(run_id: str, as_json: bool) -> None:
    """Throw a quarantined run away: nothing it found becomes public."""
    with writing() as session:
        run = find_run(session, run_id)
        deciding.reject(session, run, by=operator())
    drop_file(incoming_folder(current_app.config), run)
    answer(run_as_json(run), run_as_lines(run), as_json=as_json)


@runs.command()
@click.argument("run_id")
@json_option
@with_site
def abort(run_id: str, as_json: bool) -> None:
    """Stop a run at work; it ends at its next batch, and what came in by then stays."""
    with writing() as session:
        run = find_run(session, run_id)
        deciding.abort(session, run, by=operator())
    drop_file(incoming_folder(current_app.config), run)
    answer(run_as_json(run), run_as_lines(run), as_json=as_json)
