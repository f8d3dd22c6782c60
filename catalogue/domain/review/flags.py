"""The flags that screening left with a task, read from its evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SERIOUS = "serious"
SEVERITIES = {"serious": "严重", "warning": "注意", "note": "提示"}


@dataclass(frozen=True)
class Flag:
    """`severity` is a code of SEVERITIES; `words` say what was found, `excerpt` where, `advice` what to do."""

    code: str
    severity: str
    field: str
    excerpt: str
    words: str
    advice: str


def flags_of(evidence: Mapping[str, Any]) -> tuple[Flag, ...]:
    """The flags a task's evidence holds, the most serious first."""
    order = list(SEVERITIES)
    return tuple(sorted(map(_flag, _entries(evidence)), key=lambda flag: order.index(flag.severity)))


def has_serious_flag(evidence: Mapping[str, Any]) -> bool:
    """Whether two people must look."""
    return any(flag.severity == SERIOUS for flag in flags_of(evidence))


def _entries(evidence: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return [entry for entry in evidence.get("flags", ()) if isinstance(entry, Mapping)]


def _flag(entry: Mapping[str, Any]) -> Flag:
    severity = str(entry.get("severity", ""))
    code, field, excerpt, words, advice = (
        str(entry.get(name, "")) for name in ("code", "field", "excerpt", "words", "advice")
    )
    return Flag(code, severity if severity in SEVERITIES else "warning", field, excerpt, words or code, advice)
