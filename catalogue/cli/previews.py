"""Previews as the command line shows them: what would come in, what is missing from it, and where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from catalogue.cli.shapes import COUNTER_LABELS, COUNTERS
from catalogue.domain.runs.preview import Preview

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
    missing = {name: [item for item in found if name in item.missing] for item in found for name in item.missing}
    problems = {item.reason: [other for other in found if other.reason == item.reason] for item in found if item.reason}
    lines += [f"  缺 {name}：{_places(items)}" for name, items in _most_first(missing)]
    return [*lines, *(f"  {problem}：{_places(items)}" for problem, items in _most_first(problems))]


def _most_first(places: dict[str, list[Preview]]) -> list[tuple[str, list[Preview]]]:
    return sorted(places.items(), key=lambda place: -len(place[1]))


def _places(items: list[Preview]) -> str:
    named = "、".join(item.key for item in items[:PLACES])
    return f"{len(items)} 条，如 {named}" if len(items) > PLACES else f"{len(items)} 条：{named}"


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
