"""The difference a quarantined run would make, as the command line shows it."""

from typing import Any

from catalogue.domain.runs.difference import MOST_COMPARED, Change, Difference
from catalogue.models import Run


def difference_as_json(run: Run, found: Difference) -> dict[str, Any]:
    kinds = _kinds(run, found)
    return {
        "compared": found.compared,
        **{
            name: {"count": count, "items": [_change_as_json(change) for change in changes]}
            for name, (_, count, changes) in kinds.items()
        },
    }


def difference_as_lines(run: Run, found: Difference | None) -> list[str]:
    if found is None:
        return []
    lines = []
    for label, count, changes in _kinds(run, found).values():
        lines += [f"  {label} {count} 条"] if count else []
        lines += [f"    {change.key}  {change.title}{_fields(change)}" for change in changes]
        lines += [f"    …… 另有 {count - len(changes)} 条"] if count > len(changes) > 0 else []
    return [*lines, f"  只比较了前 {found.compared} 条"] if run.found > found.compared >= MOST_COMPARED else lines


def _kinds(run: Run, found: Difference) -> dict[str, tuple[str, int, list[Change]]]:
    return {
        "missing": ("将缺失", run.missing, found.missing),
        "new": ("将新增", found.new_count, found.new),
        "changed": ("将改变", found.changed_count, found.changed),
        "unusable": ("不能用", found.unusable_count, found.unusable),
    }


def _change_as_json(change: Change) -> dict[str, Any]:
    return {
        "key": change.key,
        "title": change.title,
        "fields": {name: {"before": before, "after": after} for name, (before, after) in change.fields.items()},
    }


def _fields(change: Change) -> str:
    return f"（{'、'.join(change.fields)}）" if change.fields else ""
