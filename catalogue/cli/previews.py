"""Previews as the command line shows them: what would come in, what is missing from it, and where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from catalogue.domain.runs.preview import Preview
from catalogue.domain.runs.words import COUNTER_LABELS, COUNTERS

SHOWN = 20
PLACES = 3
"""Of each missing field and each problem, so many items are named."""


def outcomes_of(found: Iterable[Preview]) -> dict[str, int]:
    """The counters of a run that would take these items in; nothing can be said of `missing`."""
    counted = Counter(item.outcome for item in found)
    counted["found"] = counted.total()
    return {name: counted[name] for name in COUNTERS}


def previews_as_json(found: list[Preview]) -> dict[str, Any]:
    """Counters, how often each field is missing, and every item with its record."""
    return {
        **outcomes_of(found),
        "missing_fields": dict(Counter(name for item in found for name in item.missing).most_common()),
        "items": [_preview_as_json(item) for item in found],
    }


def previews_as_lines(found: list[Preview]) -> list[str]:
    """The first items, then what is missing and what is wrong, each with the places to look at."""
    lines = [_preview_as_line(item) for item in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(f"…… 以及另外 {len(found) - SHOWN} 条（--json 显示全部）")
    outcomes = outcomes_of(found)
    lines.append("  ".join(f"{COUNTER_LABELS[name]} {outcomes[name]}" for name in COUNTERS if outcomes[name]))
    lines += _where((f"缺 {name}", item.key) for item in found for name in item.missing)
    return lines + _where((item.reason, item.key) for item in found if item.reason)


def _where(noted: Iterable[tuple[str, str]]) -> list[str]:
    """What was noted of which keys, the most frequent first."""
    keys: dict[str, list[str]] = {}
    for what, key in noted:
        keys.setdefault(what, []).append(key)
    return [f"  {what}：{_places(found)}" for what, found in sorted(keys.items(), key=lambda pair: -len(pair[1]))]


def _places(keys: list[str]) -> str:
    named = "、".join(keys[:PLACES])
    return f"{len(keys)} 条，如 {named}" if len(keys) > PLACES else f"{len(keys)} 条：{named}"


def _preview_as_json(item: Preview) -> dict[str, Any]:
    record = asdict(item.record) if item.record else {}
    text = {name: str(value) if hasattr(value, "isoformat") else value for name, value in record.items()}
    return {
        "key": item.key,
        "url": item.url,
        "outcome": item.outcome,
        "reason": item.reason,
        "missing": item.missing,
        "record": text or None,
    }


def _preview_as_line(item: Preview) -> str:
    if item.record is None:
        return f"× {item.key}  {item.reason}"
    return f"✓ {item.record.title}  {item.record.provider}  {item.record.url}"
