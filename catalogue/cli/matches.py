"""`catalogue matches`: what may be one course from two sources, and what a person decides about it."""

from typing import Any

import click

from catalogue.cli.context import answer, json_option, one_line, operator, with_site
from catalogue.clock import local_day
from catalogue.db import db, writing
from catalogue.domain.matching.likeness import WHY
from catalogue.domain.merging.joining import merge, merge_named, resource_named, standing_merges, undo_merge
from catalogue.domain.merging.likely import keep_apart, likely_matches
from catalogue.domain.merging.parting import listing_of, part
from catalogue.models import Merge, ReviewTask


@click.group()
def matches() -> None:
    """Courses that may be the same."""


@matches.command("list")
@click.option("--merged", is_flag=True, help="What was merged and can be undone, instead of what waits.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(min=1), help="How many at most.")
@json_option
@with_site
def list_matches(merged: bool, limit: int, as_json: bool) -> None:
    """Likely matches that wait for somebody, oldest first."""
    if merged:
        standing = standing_merges(db.session())[:limit]
        lines = [_merge_line(one) for one in standing] or ["没有可以撤销的合并"]
        answer([_merge_as_json(one) for one in standing], lines, as_json=as_json)
        return
    waiting = likely_matches(db.session(), limit)
    lines = [line for task in waiting for line in _task_lines(task)] or ["没有待核对的疑似重复"]
    answer([_task_as_json(task) for task in waiting], lines, as_json=as_json)


@matches.command("merge")
@click.argument("resource_id")
@click.argument("into_id")
@json_option
@with_site
def merge_resources(resource_id: str, into_id: str, as_json: bool) -> None:
    """Make RESOURCE_ID part of INTO_ID; its address leads there from now on."""
    with writing() as session:
        resource, into = resource_named(session, resource_id), resource_named(session, into_id)
        done = merge(session, resource, into, by=operator())
    answer(
        _merge_as_json(done),
        [f"{resource_id} 已并入 {into_id}；撤销用 catalogue matches undo {done.public_id}"],
        as_json=as_json,
    )


@matches.command("keep-apart")
@click.argument("one_id")
@click.argument("other_id")
@json_option
@with_site
def keep(one_id: str, other_id: str, as_json: bool) -> None:
    """Say that two resources are different ones; they are not suggested again."""
    with writing() as session:
        keep_apart(session, resource_named(session, one_id), resource_named(session, other_id), by=operator())
    answer({"kept_apart": [one_id, other_id]}, [f"{one_id} 和 {other_id} 不会再被当作同一个资源"], as_json=as_json)


@matches.command("part")
@click.argument("resource_id")
@click.argument("source_id")
@json_option
@with_site
def part_record(resource_id: str, source_id: str, as_json: bool) -> None:
    """Take what SOURCE_ID says out of RESOURCE_ID: it was attached by mistake, and becomes a resource of its own."""
    with writing() as session:
        listing = listing_of(session, resource_named(session, resource_id), source_id)
        parted = part(session, listing, by=operator())
    shape = {"resource": parted.public_id, "state": parted.state, "from": resource_id}
    answer(shape, [f"来源 {source_id} 的记录已从 {resource_id} 分出，成为 {parted.public_id}"], as_json=as_json)


@matches.command("undo")
@click.argument("merge_id")
@json_option
@with_site
def undo(merge_id: str, as_json: bool) -> None:
    """Take a merge back: both resources are again as they were."""
    with writing() as session:
        merged = merge_named(session, merge_id)
        undo_merge(session, merged, by=operator())
    answer(_merge_as_json(merged), [f"合并 {merge_id} 已撤销"], as_json=as_json)


def _merge_as_json(merged: Merge) -> dict[str, Any]:
    return {
        "id": merged.public_id,
        "resource": merged.resource.public_id,
        "into": merged.into.public_id,
        "merged_by": merged.merged_by,
        "merged_at": merged.merged_at.isoformat(),
        "undone_at": merged.undone_at.isoformat() if merged.undone_at else None,
    }


def _merge_line(merged: Merge) -> str:
    ids = f"{merged.resource.public_id} → {merged.into.public_id}"
    return f"{merged.public_id}  {local_day(merged.merged_at)}  {ids}  {one_line(merged.into.title)}"


def _task_as_json(task: ReviewTask) -> dict[str, Any]:
    return {
        "id": task.public_id,
        "resource": task.resource.public_id if task.resource else None,
        **task.evidence,
        "created_at": task.created_at.isoformat(),
    }


def _task_lines(task: ReviewTask) -> list[str]:
    """The reason, then a line for each side: what is told apart by eye must stand below each other."""
    evidence = task.evidence
    why = WHY.get(evidence.get("why", ""), "")
    ours, theirs = evidence.get("ours", {}), evidence.get("theirs", {})
    return [
        f"{why}（{evidence.get('score', '-')} 分）",
        _side_line(task.resource.public_id if task.resource else "", {"title": task.title, **ours}),
        _side_line(evidence.get("like", ""), {"title": evidence.get("title", ""), **theirs}),
    ]


def _side_line(public_id: str, side: dict[str, Any]) -> str:
    teachers = "、".join(side.get("teachers", []))
    words = [side["title"], side.get("provider", ""), teachers, side.get("address", "")]
    return f"  {public_id}  {'  '.join(one_line(word) for word in words if word)}"
