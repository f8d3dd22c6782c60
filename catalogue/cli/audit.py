"""`catalogue audit`: what was decided, by whom and when, and is the record of it still what was written?"""

import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from functools import reduce
from pathlib import Path
from typing import Any

import click

from catalogue.cli.context import FAILED, answer, json_option, one_line, with_site
from catalogue.cli.whole_files import whole_file
from catalogue.clock import local_moment
from catalogue.db import db
from catalogue.domain.ledger.chain import Fault, Verdict
from catalogue.domain.ledger.chain import verify as verify_ledger
from catalogue.domain.ledger.csv_file import write_ledger
from catalogue.domain.ledger.entries import Change, Entry
from catalogue.domain.ledger.event_names import event_name, field_name, state_name
from catalogue.domain.ledger.view import LedgerFilter, ledger_page, wanted_entries

DAY = click.DateTime(formats=["%Y-%m-%d"])
FILTERS = (
    click.option("--actor", default="", help="As operator:NAME, or a name: of an operator, a person, a source."),
    click.option("--what", default="", help="An event, as resource.public, or the part before its dot."),
    click.option("--subject-type", default="", help="What kind of thing it is about, as resource."),
    click.option("--subject-id", default="", help="The id of what it is about."),
    click.option("--words", default="", help="Words of the note."),
    click.option("--from", "since", type=DAY, help="The first day, in Asia/Shanghai."),
    click.option("--to", "until", type=DAY, help="The last day, in Asia/Shanghai."),
)


def filter_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options by which a command chooses events."""
    return reduce(lambda wrapped, option: option(wrapped), reversed(FILTERS), command)


@click.group()
def audit() -> None:
    """The record of what was decided, by whom and when."""


@audit.command("list")
@filter_options
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000), help="The newest so many.")
@click.option("--before", type=click.IntRange(1), help="Only events numbered lower: how to go on where a list ended.")
@json_option
@with_site
def list_events(limit: int, before: int | None, as_json: bool, **asked: Any) -> None:
    """The newest events first."""
    page = ledger_page(db.session(), _filter(**asked), before=before, size=limit)
    lines = [line for entry in page.entries for line in _entry_as_lines(entry)] or ["没有这样的记录"]
    older = [f"还有更早的：加上 --before {page.older}"] if page.older else []
    answer([_entry_as_json(entry) for entry in page.entries], [*lines, *older], as_json=as_json)


@audit.command("export")
@click.argument("output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@filter_options
@json_option
@with_site
def export(output: Path, as_json: bool, **asked: Any) -> None:
    """Write events as CSV, the newest first."""
    entries = wanted_entries(db.session(), _filter(**asked))
    with whole_file(output) as file:
        events = write_ledger(entries, file)
    answer({"file": str(output), "events": events}, [f"已导出 {events} 条记录到 {output}"], as_json=as_json)


@audit.command("verify")
@json_option
@with_site
def verify(as_json: bool) -> None:
    """Check every sealed event against its seal; one that was changed, added or taken away makes the exit status 1."""
    verdict = verify_ledger(db.session())
    answer(_as_json(verdict), _as_lines(verdict), as_json=as_json)
    if verdict.faults:
        sys.exit(FAILED)


def _filter(since: datetime | None, until: datetime | None, **asked: str) -> LedgerFilter:
    return LedgerFilter(since=_day(since), until=_day(until), **asked)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _entry_as_json(entry: Entry) -> dict[str, Any]:
    return {**asdict(entry), "at": entry.at.isoformat()}


def _entry_as_lines(entry: Entry) -> list[str]:
    """When, who and what; then the fields that changed or the states, and the note."""
    where = f"来自 {entry.origin}" if entry.origin else ""
    head = (str(entry.id), local_moment(entry.at), entry.actor_name, event_name(entry.what), entry.subject_id, where)
    return ["  ".join(one_line(text) for text in head if text), *(f"  {one_line(text)}" for text in _told(entry))]


def _told(entry: Entry) -> list[str]:
    if held := entry.carries:
        told = [f"延续 {held.day} {held.actor_name} 的决定：{event_name(held.what)}", held.note]
    elif entry.changes:
        told = [_change_as_line(change) for change in entry.changes]
    else:
        told = [" → ".join(state_name(text) for text in (entry.before, entry.after) if text)]
    return [text for text in (*told, entry.note) if text]


def _change_as_line(change: Change) -> str:
    return f"{field_name(change.field)}：{change.before or '（空）'} → {change.after or '（空）'}"


def _as_json(verdict: Verdict) -> dict[str, Any]:
    kept_from = verdict.kept_from.isoformat() if verdict.kept_from else None
    return {**asdict(verdict), "kept_from": kept_from}


def _as_lines(verdict: Verdict) -> list[str]:
    told = [f"已封存 {verdict.sealed} 条记录，{verdict.waiting} 条等待封存；最新封印 {verdict.digest or '还没有'}"]
    if verdict.kept_from:
        told.append(f"记录从 {local_moment(verdict.kept_from)} 起保存{_dropped(verdict)}")
    return [*told, *map(_as_line, verdict.faults)] if verdict.faults else [*told, "没有发现改动"]


def _dropped(verdict: Verdict) -> str:
    return f"；编号 {verdict.dropped_to} 及以前的已到期删除" if verdict.dropped_to else ""


def _as_line(fault: Fault) -> str:
    numbers = f"编号 {fault.after_id + 1} 到 {fault.last_id}"
    return f"{numbers} 的记录与封存时不同：当时 {fault.expected} 条，现在 {fault.found} 条；请与备份核对"
