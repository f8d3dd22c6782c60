"""Runs and sources as the command line shows them: JSON objects of the contract, and lines for people."""

from typing import Any

from catalogue.models import Run, RunItem, Source

COUNTERS = ("found", "new", "changed", "unchanged", "merged", "pending", "refused", "failed", "missing")
COUNTER_LABELS = {
    "found": "读到",
    "new": "新增",
    "changed": "更新",
    "unchanged": "未变",
    "merged": "合并",
    "pending": "待审",
    "refused": "不收",
    "failed": "出错",
    "missing": "缺失",
}
STATE_LABELS = {
    "done": "完成",
    "quarantined": "已隔离，等人核对",
    "rejected": "已拒绝",
    "failed": "失败",
    "aborted": "已中止",
}


def run_as_json(run: Run) -> dict[str, Any]:
    return {
        "id": run.public_id,
        "source": run.source.public_id,
        "state": run.state,
        **{counter: getattr(run, counter) for counter in COUNTERS},
        "message": run.message,
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
    }


def run_as_lines(run: Run) -> list[str]:
    counters = "  ".join(f"{COUNTER_LABELS[counter]} {getattr(run, counter)}" for counter in COUNTERS)
    state = STATE_LABELS.get(run.state, "进行中")
    lines = [f"{run.public_id}  {run.source.title}  {state}", f"  {counters}"]
    return [*lines, f"  {run.message}"] if run.message else lines


def item_as_json(item: RunItem) -> dict[str, Any]:
    return {
        "key": item.key,
        "url": item.url,
        "outcome": item.outcome,
        "reason": item.reason,
        "resource": item.subject or None,
    }


def source_as_json(source: Source) -> dict[str, Any]:
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
        "next_due_at": source.next_due_at.isoformat() if source.next_due_at else None,
    }


def source_as_line(source: Source) -> str:
    trust = "可信" if source.trusted else "需审核"
    every = f"每 {source.every_hours} 小时" if source.every_hours else "手动"
    place = source.url or "表格导入"
    return f"{source.public_id}  {source.state:<8}  {trust}  {every}  {source.adapter:<10}  {source.title}  {place}"
