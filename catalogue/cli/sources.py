"""`catalogue source`: try a source out, add it, approve, pause and look at it."""

from collections import Counter
from dataclasses import asdict
from typing import Any

import click
from flask import current_app
from sqlalchemy import select

from catalogue.cli.context import answer, json_option, operator, read_options, with_site
from catalogue.cli.shapes import source_as_json, source_as_line
from catalogue.db import db, writing
from catalogue.domain.door import http_door
from catalogue.domain.runs.preview import Preview, preview
from catalogue.domain.sources import NewSource, add_source, approve, find_source, pause
from catalogue.models import Source
from harvesters import registry
from harvesters.record import COSTS

SHOWN = 20

place_options = [
    click.option("--adapter", required=True, help=f"One of: {', '.join(registry.names())}."),
    click.option("--url", required=True, help="Where the source is."),
    click.option("--option", "options", multiple=True, metavar="NAME=VALUE", help="An option of the adapter."),
    click.option(
        "--cost",
        type=click.Choice(COSTS),
        default="free",
        show_default=True,
        help="What a record without a word about money costs, as the source's owner declares.",
    ),
]


def place(command: Any) -> Any:
    """Give a command the options that say where a source is."""
    for option in reversed(place_options):
        command = option(command)
    return command


@click.group()
def source() -> None:
    """The places records come from."""


@source.command("test")
@place
@json_option
@with_site
def test_source(adapter: str, url: str, options: tuple[str, ...], cost: str, as_json: bool) -> None:
    """Read a source and show what would come in; nothing is stored."""
    reader, given = registry.get(adapter), {"url": url, **read_options(options)}
    registry.check_options(reader, given)
    door = http_door(current_app.config)
    found = list(preview(reader, door, given, default_cost=cost))
    answer([_preview_as_json(item) for item in found], _preview_as_lines(found), as_json=as_json)


def _preview_as_json(item: Preview) -> dict[str, Any]:
    record = asdict(item.record) if item.record else None
    text = {name: str(value) if hasattr(value, "isoformat") else value for name, value in (record or {}).items()}
    return {
        "key": item.key,
        "url": item.url,
        "record": text or None,
        "missing": item.missing,
        "outcome": item.outcome,
        "reason": item.reason,
    }


def _preview_as_lines(found: list[Preview]) -> list[str]:
    lines = [_preview_as_line(item) for item in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(f"…… 以及另外 {len(found) - SHOWN} 条（--json 显示全部）")
    missing = Counter(name for item in found for name in item.missing)
    problems = Counter(f"{item.outcome}：{item.reason}" for item in found if item.reason)
    lines.append(f"共 {len(found)} 条，可读 {sum(item.record is not None for item in found)} 条")
    lines += [f"  缺 {name}：{count} 条" for name, count in missing.most_common()]
    lines += [f"  {problem}：{count} 条" for problem, count in problems.most_common()]
    return lines


def _preview_as_line(item: Preview) -> str:
    if item.record is None:
        return f"× {item.key}  {item.reason}"
    return f"✓ {item.record.title}  {item.record.provider}  {item.record.url}"


@source.command("add")
@place
@click.option("--institution", required=True, help="Who owns the source; made when nobody named it yet.")
@click.option("--title", default="", help="What to call it in lists.")
@click.option("--trusted", is_flag=True, help="Publish its new items under your standing approval.")
@click.option("--every", type=click.IntRange(1, 24 * 90), metavar="HOURS", help="How often the worker harvests it.")
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
    every: int | None,
    as_json: bool,
) -> None:
    """Add a source, approved since you add it."""
    new = NewSource(adapter, url, institution, title, read_options(options), cost, every)
    with writing() as session:
        added = add_source(session, new, trusted=trusted, by=operator())
    answer(
        {"id": added.public_id},
        [f"已添加来源 {added.public_id}；用 catalogue harvest {added.public_id} 采集"],
        as_json=as_json,
    )


@source.command("list")
@json_option
@with_site
def list_sources(as_json: bool) -> None:
    """All sources."""
    sources = db.session.scalars(select(Source).order_by(Source.id)).all()
    lines = [source_as_line(source) for source in sources] or ["还没有来源；用 catalogue source add 添加"]
    answer([source_as_json(source) for source in sources], lines, as_json=as_json)


@source.command("show")
@click.argument("source_id")
@json_option
@with_site
def show(source_id: str, as_json: bool) -> None:
    """One source."""
    values = source_as_json(find_source(db.session(), source_id))
    answer(values, [f"{name}: {value}" for name, value in values.items()], as_json=as_json)


@source.command("approve")
@click.argument("source_id")
@json_option
@with_site
def approve_source(source_id: str, as_json: bool) -> None:
    """Let a proposed or paused source be harvested."""
    with writing() as session:
        found = find_source(session, source_id)
        approve(session, found, by=operator())
    answer(source_as_json(found), [source_as_line(found)], as_json=as_json)


@source.command("pause")
@click.argument("source_id")
@json_option
@with_site
def pause_source(source_id: str, as_json: bool) -> None:
    """Stop harvesting a source; what it brought stays."""
    with writing() as session:
        found = find_source(session, source_id)
        pause(session, found, by=operator())
    answer(source_as_json(found), [source_as_line(found)], as_json=as_json)
