"""`catalogue links`: check whether the links of resources work, and list those somebody should mend."""

from functools import partial
from typing import Any

import click
from flask import current_app

from catalogue.cli.context import answer, json_option, with_site
from catalogue.cli.indexing import bring_index_level
from catalogue.cli.progress import ProgressLine
from catalogue.clock import local_day
from catalogue.db import db
from catalogue.domain.institutions.providers import find_institution
from catalogue.domain.links.checking import check_due_links, check_link
from catalogue.domain.links.door import link_door
from catalogue.domain.links.recording import Tally
from catalogue.domain.links.status import LinkToMend, links_to_mend
from catalogue.domain.shown.showing import resource_by_public_id
from catalogue.errors import NotFound
from catalogue.models.link_check import LINK_REASONS

STATE_LABELS = {"ok": "能打开", "failing": "近来打不开", "dead": "已从搜索中隐去", "unknown": "没有检查成"}


@click.group()
def links() -> None:
    """The links of resources: do they work?"""


@links.command("check")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many links; without it all that are due.")
@click.option("--resource", "resource_id", help="The link of this resource, due or not.")
@json_option
@with_site
def check(limit: int | None, resource_id: str | None, as_json: bool) -> None:
    """Check links now; a resource whose link failed for days leaves the search, one that answers comes back."""
    tally = _check_one(resource_id) if resource_id else _check_due(limit, ProgressLine(quiet=as_json))
    if tally.hidden or tally.back:
        bring_index_level(quiet=as_json)
    answer(_tally_as_json(tally), _tally_as_lines(tally), as_json=as_json)


def _check_one(resource_id: str) -> Tally:
    resource = resource_by_public_id(resource_id)
    if resource is None:
        raise NotFound(f"没有编号为 {resource_id} 的资源")
    return check_link(partial(link_door, current_app.config), current_app.config, resource)


def _check_due(limit: int | None, progress: ProgressLine) -> Tally:
    """Batch after batch until nothing is due: what a batch reserved is not in the next."""
    settings, tally, left = current_app.config, Tally(), limit
    while left is None or left > 0:
        size = settings["LINK_CHECK_BATCH"] if left is None else min(left, settings["LINK_CHECK_BATCH"])
        batch = check_due_links(partial(link_door, settings), settings, limit=size, progress=progress)
        tally.add(batch)
        if not batch.taken:
            break
        left = None if left is None else left - batch.taken
    return tally


@links.command("list")
@click.option("--institution", "name", help="Only the resources this institution provides.")
@click.option("--limit", type=click.IntRange(min=1), default=1000, show_default=True)
@json_option
@with_site
def list_links(name: str | None, limit: int, as_json: bool) -> None:
    """The links to mend: dead, failing, moved, asking for a login nobody mentions, or leading to something else."""
    institution = find_institution(db.session(), name) if name else None
    if name and institution is None:
        raise NotFound(f"没有名为“{name}”的机构")
    found = links_to_mend(db.session(), institution, limit=limit)
    lines = [line for link in found for line in _as_lines(link)] or ["没有要处理的链接"]
    answer([_as_json(link) for link in found], lines, as_json=as_json)


def _tally_as_json(tally: Tally) -> dict[str, Any]:
    return {"checked": tally.checked, **tally.states, "hidden": tally.hidden, "back": tally.back}


def _tally_as_lines(tally: Tally) -> list[str]:
    if not tally.taken:
        return ["没有到期的链接"]
    counts = "  ".join(f"{label} {tally.states[state]}" for state, label in STATE_LABELS.items())
    lines = [f"检查了 {tally.checked} 个链接：{counts}"]
    if tally.checked < tally.taken:
        lines.append(f"{tally.taken - tally.checked} 个没有问到（对方太慢，或本机没有联网），一小时后再试")
    return lines


def _as_json(link: LinkToMend) -> dict[str, Any]:
    times = {"failing_since": link.failing_since, "checked_at": link.checked_at}
    return {**link._asdict(), **{name: at.isoformat() if at else None for name, at in times.items()}}


def _as_lines(link: LinkToMend) -> list[str]:
    since = f"（{local_day(link.failing_since)} 起）" if link.failing_since else ""
    lines = [
        f"{link.resource}  {STATE_LABELS[link.state]}{since}  {LINK_REASONS[link.reason]}  {link.title}",
        f"  {link.address}",
    ]
    if link.moved_to:
        lines.append(f"  网址已永久改为 {link.moved_to}，请核对后更新")
    if link.login_found:
        lines.append("  要先登录才能看，请把“登录”改为需要")
    if link.other_title:
        lines.append(f"  网页自称“{link.other_title}”，请核对网址和标题")
    return lines
