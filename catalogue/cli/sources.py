"""`catalogue source`: try a source out, add it, change how it is harvested, approve, pause and look at it."""

import click
from flask import current_app
from sqlalchemy import select

from catalogue.cli.adapters import adapters
from catalogue.cli.context import answer, json_option, operator, read_options, with_site
from catalogue.cli.previews import previews_as_json, previews_as_lines
from catalogue.cli.shapes import source_as_json, source_as_lines
from catalogue.cli.source_options import handling_of, how_it_is_harvested, where_it_is
from catalogue.db import db, writing
from catalogue.domain.review.sources import approve_source
from catalogue.domain.runs.preview import foresee, trial_source
from catalogue.domain.sources.door import http_door
from catalogue.domain.sources.health import health_of
from catalogue.domain.sources.states import (
    NewSource,
    add_source,
    change_source,
    except_tls,
    find_source,
    pause,
    require_tls,
)
from catalogue.models import Source
from harvesters import registry


@click.group()
def source() -> None:
    """The places records come from."""


source.add_command(adapters)


@source.command("test")
@where_it_is
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the first items.")
@click.option("--insecure-tls", is_flag=True, help="Whatever its certificate says.")
@json_option
@with_site
def test_source(
    adapter: str,
    url: str,
    options: tuple[str, ...],
    cost: str,
    limit: int | None,
    insecure_tls: bool,
    as_json: bool,
) -> None:
    """Read a source and show what would come in were it trusted; nothing is stored.

    As JSON: the counters of a run; `missing_fields`, how many items lack which field; and `items`, each with
    `key`, `url`, `outcome` (the counter it would count under), `reason`, `missing` (the fields it lacks) and
    `record` (null when it cannot be read).
    """
    given = read_options(options)
    reader = registry.get(adapter)
    registry.check_options(reader, {"url": url, **given})
    door = http_door(current_app.config, verify_tls=not insecure_tls)
    trial = trial_source(adapter, url, given, cost)
    found = list(foresee(db.session(), trial, reader, door, limit=limit))
    answer(previews_as_json(found), previews_as_lines(found), as_json=as_json)


@source.command("add")
@where_it_is
@click.option("--institution", required=True, help="Who owns the source; made when nobody named it yet.")
@click.option("--title", default="", help="What to call it in lists.")
@click.option("--trusted", is_flag=True, help="Publish its new items under your standing approval.")
@click.option("--insecure-tls", is_flag=True, help="You answer for reading it whatever its certificate says.")
@how_it_is_harvested
@json_option
@with_site
def add(
    adapter: str,
    url: str,
    options: tuple[str, ...],
    cost: str,
    institution: str,
    title: str,
    trusted: bool,
    insecure_tls: bool,
    every: int | None,
    expect_least: int | None,
    expect_most: int | None,
    shows: str | None,
    as_json: bool,
) -> None:
    """Add a source, approved since you add it."""
    handling = handling_of(every, expect_least, expect_most, shows)
    new = NewSource(
        adapter, url, institution, title, read_options(options), cost, unverified_tls=insecure_tls, **handling
    )
    with writing() as session:
        added = add_source(session, new, trusted=trusted, by=operator())
    answer(
        {"id": added.public_id},
        [f"已添加来源 {added.public_id}；用 catalogue harvest {added.public_id} 采集"],
        as_json=as_json,
    )


@source.command("set")
@click.argument("source_id")
@how_it_is_harvested
@click.option("--insecure-tls/--verify-tls", default=None, help="You answer for its certificate, or it is verified.")
@json_option
@with_site
def set_source(
    source_id: str,
    every: int | None,
    expect_least: int | None,
    expect_most: int | None,
    shows: str | None,
    insecure_tls: bool | None,
    as_json: bool,
) -> None:
    """Change how a source is harvested; what is not named stays."""
    handling = handling_of(every, expect_least, expect_most, shows)
    if not handling and insecure_tls is None:
        raise click.UsageError("Say what to change.")
    with writing() as session:
        found = find_source(session, source_id)
        if handling:
            change_source(session, found, by=operator(), **handling)
        if insecure_tls is not None:
            (except_tls if insecure_tls else require_tls)(session, found, by=operator())
    _answer(found, as_json)


@source.command("list")
@json_option
@with_site
def list_sources(as_json: bool) -> None:
    """All sources, with an alarm at those a person should look at."""
    sources = db.session.scalars(select(Source).order_by(Source.id)).all()
    health = health_of(db.session(), sources)
    lines = [line for source in sources for line in source_as_lines(source, health[source.id])]
    answer(
        [source_as_json(source, health[source.id]) for source in sources],
        lines or ["还没有来源；用 catalogue source add 添加"],
        as_json=as_json,
    )


@source.command("show")
@click.argument("source_id")
@json_option
@with_site
def show(source_id: str, as_json: bool) -> None:
    """One source."""
    found = find_source(db.session(), source_id)
    values = source_as_json(found, health_of(db.session(), [found])[found.id])
    answer(values, [f"{name}: {value}" for name, value in values.items()], as_json=as_json)


@source.command("approve")
@click.argument("source_id")
@json_option
@with_site
def approve_one(source_id: str, as_json: bool) -> None:
    """Let a proposed or paused source be harvested."""
    with writing() as session:
        found = find_source(session, source_id)
        approve_source(session, found, by=operator())
    _answer(found, as_json)


@source.command("pause")
@click.argument("source_id")
@json_option
@with_site
def pause_source(source_id: str, as_json: bool) -> None:
    """Stop harvesting a source; what it brought stays."""
    with writing() as session:
        found = find_source(session, source_id)
        pause(session, found, by=operator())
    _answer(found, as_json)


def _answer(found: Source, as_json: bool) -> None:
    health = health_of(db.session(), [found])[found.id]
    answer(source_as_json(found, health), source_as_lines(found, health), as_json=as_json)
