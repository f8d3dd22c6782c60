"""`catalogue search` and `catalogue index`."""

from pathlib import Path
from typing import Any

import click
from flask import current_app
from werkzeug.datastructures import MultiDict

from catalogue.api.shapes import results_shape
from catalogue.cli.context import FAILED, answer, fail, json_option, read_options, with_site
from catalogue.cli.progress import ProgressLine
from catalogue.db import db
from catalogue.domain.counts.failed_queries import gaps
from catalogue.models import Resource
from catalogue.search.check import check
from catalogue.search.engine import IndexBusy, IndexUnavailable, RebuildRefused, SearchEngine
from catalogue.search.find import all_titles, find
from catalogue.search.golden import FIRST, judge
from catalogue.search.request import SearchRequest, read_request
from catalogue.search.sync import SyncReport, rebuild, sync

WAIT_SECONDS = 60.0


def _engine() -> SearchEngine:
    engine: SearchEngine = current_app.extensions["search_engine"]
    return engine


@click.command()
@click.argument("query")
@click.option("--filter", "filters", multiple=True, metavar="NAME=VALUE", help="As topic=smartphone; may be repeated.")
@json_option
@with_site
def search(query: str, filters: tuple[str, ...], as_json: bool) -> None:
    """Search as the API does."""
    read_options(filters)
    pairs = [(name, value) for name, _, value in (pair.partition("=") for pair in filters)]
    try:
        results = find(_engine(), read_request(MultiDict([("q", query), *pairs]), strict=True))
    except IndexUnavailable:
        fail("搜索索引还没有建好；请运行 catalogue index rebuild")
        return
    with current_app.test_request_context():
        values: dict[str, Any] = results_shape(results)
    lines = [
        f"{item['id']}  {item['title']}  {(item.get('institution') or {}).get('name', '')}" for item in values["items"]
    ]
    answer(values, [f"共 {results.total} 条", *lines], as_json=as_json)


@click.group()
def index() -> None:
    """The search index, which is a copy of what the database makes public."""


@index.command("sync")
@json_option
@with_site
def sync_index(as_json: bool) -> None:
    """Write what changed since the last time."""
    _report(lambda: sync(_engine(), Path(current_app.config["INSTANCE"]), wait_seconds=WAIT_SECONDS), as_json)


@index.command("rebuild")
@click.option("--force", is_flag=True, help="Swap even when far more or fewer things are indexed than before.")
@json_option
@with_site
def rebuild_index(force: bool, as_json: bool) -> None:
    """Write everything anew beside the live index, then swap."""
    line, folder = ProgressLine(quiet=as_json), Path(current_app.config["INSTANCE"])

    def write() -> SyncReport:
        return rebuild(
            _engine(),
            folder,
            wait_seconds=WAIT_SECONDS,
            progress=lambda done: line("index", done, None),
            force=force,
        )

    _report(write, as_json)


@index.command("check")
@json_option
@with_site
def check_index(as_json: bool) -> None:
    """Compare index and database thing by thing; differences make the exit status 1."""
    try:
        differences = check(_engine())
    except IndexUnavailable:
        fail("搜索索引还没有建好；请运行 catalogue index rebuild")
        return
    values = {"missing": differences.missing, "stale": differences.stale, "extra": differences.extra}
    words = {"missing": "索引缺少", "stale": "版本落后", "extra": "索引多出"}
    answer(values, [f"{words[name]} {len(ids)}" for name, ids in values.items()], as_json=as_json)
    if differences:
        raise SystemExit(FAILED)


@index.command("golden")
@json_option
@with_site
def golden(as_json: bool) -> None:
    """Ask the golden queries; one that fails makes the exit status 1."""
    try:
        verdicts = list(judge(_titles, all_titles(db.session())))
    except IndexUnavailable:
        fail("搜索索引还没有建好；请运行 catalogue index rebuild")
        return
    failed = [verdict for verdict in verdicts if verdict.passed is False]
    counts = {"passed": sum(verdict.passed is True for verdict in verdicts), "failed": len(failed)}
    values = {**counts, "not_applicable": sum(verdict.passed is None for verdict in verdicts)}
    shown = [f"不符合：{verdict.golden.query} → {'；'.join(verdict.titles[:3]) or '没有结果'}" for verdict in failed]
    values_with_failures = {**values, "failures": [verdict.golden.query for verdict in failed]}
    summary = "符合 {passed}，不符合 {failed}，不适用 {not_applicable}".format(**values)
    answer(values_with_failures, [summary, *shown], as_json=as_json)
    if failed:
        raise SystemExit(FAILED)


def _titles(query: str) -> list[str]:
    found = find(_engine(), SearchRequest(text=query, per_page=FIRST), facets=())
    return [thing.title for thing in found.items if isinstance(thing, Resource)]


@index.command("gaps")
@click.option("--days", type=click.IntRange(1, 180), default=30, show_default=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@json_option
@with_site
def search_gaps(days: int, limit: int, as_json: bool) -> None:
    """What people looked for in vain, the most wanted first."""
    found = gaps(db.session(), days=days, limit=limit)
    answer(
        [{"text": gap.text, "count": gap.count} for gap in found],
        [f"{gap.count}  {gap.text}" for gap in found],
        as_json=as_json,
    )


def _report(write: Any, as_json: bool) -> None:
    try:
        report: SyncReport = write()
    except IndexBusy:
        fail("另一个进程正在写索引，请稍后再试")
        return
    except RebuildRefused as refused:
        fail(
            f"新索引有 {refused.written} 条，现有索引有 {refused.expected} 条，相差超过一成，没有替换；"
            "确认无误后请加 --force，或先运行 catalogue index sync"
        )
        return
    values = {"written": report.written, "deleted": report.deleted, "rebuilt": report.rebuilt}
    answer(values, [f"写入 {report.written}，删除 {report.deleted}" + "（已重建）" * report.rebuilt], as_json=as_json)
