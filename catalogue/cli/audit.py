"""`catalogue audit`: is the record of what was decided still what was written?"""

import sys
from dataclasses import asdict
from typing import Any

import click

from catalogue.cli.context import FAILED, answer, json_option, with_site
from catalogue.clock import SHANGHAI
from catalogue.db import db
from catalogue.domain.ledger import Fault, Verdict
from catalogue.domain.ledger import verify as verify_ledger


@click.group()
def audit() -> None:
    """The record of what was decided, by whom and when."""


@audit.command("verify")
@json_option
@with_site
def verify(as_json: bool) -> None:
    """Check every sealed event against its seal; one that was changed, added or taken away makes the exit status 1."""
    verdict = verify_ledger(db.session())
    answer(_as_json(verdict), _as_lines(verdict), as_json=as_json)
    if verdict.faults:
        sys.exit(FAILED)


def _as_json(verdict: Verdict) -> dict[str, Any]:
    kept_from = verdict.kept_from.isoformat() if verdict.kept_from else None
    return {**asdict(verdict), "kept_from": kept_from}


def _as_lines(verdict: Verdict) -> list[str]:
    told = [f"已封存 {verdict.sealed} 条记录，{verdict.waiting} 条等待封存；最新封印 {verdict.digest or '还没有'}"]
    if verdict.kept_from:
        told.append(f"记录从 {verdict.kept_from.astimezone(SHANGHAI):%Y-%m-%d %H:%M} 起保存{_dropped(verdict)}")
    return [*told, *map(_as_line, verdict.faults)] if verdict.faults else [*told, "没有发现改动"]


def _dropped(verdict: Verdict) -> str:
    return f"；编号 {verdict.dropped_to} 及以前的已到期删除" if verdict.dropped_to else ""


def _as_line(fault: Fault) -> str:
    numbers = f"编号 {fault.after_id + 1} 到 {fault.last_id}"
    return f"{numbers} 的记录与封存时不同：当时 {fault.expected} 条，现在 {fault.found} 条；请与备份核对"
