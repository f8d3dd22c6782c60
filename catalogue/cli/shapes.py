"""Runs and sources as the command line shows them: JSON objects of the contract, and lines for people."""

import json
from datetime import datetime
from typing import Any

from catalogue.clock import SHANGHAI
from catalogue.domain.runs.words import COUNTER_LABELS, COUNTERS, state_label
from catalogue.domain.sources.health import SourceHealth
from catalogue.models import Run, RunItem, Source

BAD_STATES = ("quarantined", "failed", "aborted")


def run_as_json(run: Run) -> dict[str, Any]:
    return {
        "id": run.public_id,
        "source": run.source.public_id,
        "state": run.state,
        **{counter: getattr(run, counter) for counter in COUNTERS},
        "message": run.message,
        "since": _time(run.since),
        "started_at": _time(run.started_at),
        "finished_at": _time(run.finished_at),
    }


def run_as_lines(run: Run) -> list[str]:
    counters = "  ".join(f"{COUNTER_LABELS[counter]} {getattr(run, counter)}" for counter in COUNTERS)
    state = state_label(run.state)
    lines = [f"{run.public_id}  {run.source.title}  {state}", f"  {counters}"]
    return [*lines, f"  {run.message}"] if run.message else lines


def item_as_json(item: RunItem, raw: str = "") -> dict[str, Any]:
    """One item of a run; with the JSON text of what the source said, that too."""
    values = {
        "key": item.key,
        "url": item.url,
        "outcome": item.outcome,
        "reason": item.reason,
        "resource": item.subject or None,
    }
    return {**values, "raw": json.loads(raw)} if raw else values


def source_as_json(source: Source, health: SourceHealth) -> dict[str, Any]:
    return {
        "id": source.public_id,
        "title": source.title,
        "adapter": source.adapter,
        "url": source.url,
        "options": source.options,
        "institution": source.institution.name,
        "state": source.state,
        "trusted_by": source.trusted_by,
        "default_cost": source.default_cost,
        "every_hours": source.every_hours,
        "next_due_at": _time(source.next_due_at),
        "full_list": source.full_list,
        "expected_least": source.expected_least,
        "expected_most": source.expected_most,
        "tls_unverified_by": source.tls_unverified_by,
        "harvested_until": _time(source.harvested_until),
        "failures_in_a_row": source.failures_in_a_row,
        "last_run": _run_in_short(health.last_run),
        "last_good_run": _run_in_short(health.last_good_run),
        "alarm": health.alarm,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _run_in_short(run: Run | None) -> dict[str, Any] | None:
    if run is None:
        return None
    return {"id": run.public_id, "state": run.state, "started_at": _time(run.started_at), "found": run.found}


def source_as_lines(source: Source, health: SourceHealth) -> list[str]:
    """A source, when it was and will be harvested, and what is wrong with it when something is."""
    lines = [_source_as_line(source), f"  {_times(source, health)}"]
    return [*lines, f"  ！{health.alarm}"] if health.alarm else lines


def _times(source: Source, health: SourceHealth) -> str:
    moments = {
        "上次采集": health.last_run and health.last_run.started_at,
        "上次成功": health.last_good_run and health.last_good_run.started_at,
        "下次": source.next_due_at if source.state == "approved" else None,
    }
    said = [f"{label} {moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" for label, moment in moments.items() if moment]
    return "  ".join(said) or "还没有采集过"


def _source_as_line(source: Source) -> str:
    trust = "可信" if source.trusted else "需审核"
    every = f"每 {source.every_hours} 小时" if source.every_hours else "手动"
    place = source.url or "表格导入"
    return f"{source.public_id}  {source.state:<8}  {trust}  {every}  {source.adapter:<10}  {source.title}  {place}"
