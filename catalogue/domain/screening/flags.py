"""Flags: what screening found in a record, where, and in which words; kept with review tasks as JSON."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from catalogue.domain.screening.meanings import FIELDS, MEANINGS, SEVERITIES, Severity

ORDER: tuple[Severity, ...] = ("serious", "warning", "note")


@dataclass(frozen=True)
class Flag:
    """One finding. `found` is what was found, as folded for comparing; `excerpt` is it among its neighbours, short.

    `field` is a field of the record (meanings.FIELDS); `detail` is what this one finding adds to the explanation of
    its code.
    """

    code: str
    field: str
    found: str = ""
    excerpt: str = ""
    detail: str = ""

    @property
    def severity(self) -> Severity:
        return MEANINGS[self.code].severity

    @property
    def label(self) -> str:
        return MEANINGS[self.code].label

    @property
    def severity_label(self) -> str:
        return SEVERITIES[self.severity]

    @property
    def field_label(self) -> str:
        return FIELDS.get(self.field, self.field)

    @property
    def explanation(self) -> str:
        return MEANINGS[self.code].explanation + self.detail

    @property
    def advice(self) -> str:
        return MEANINGS[self.code].advice

    @property
    def claim(self) -> tuple[str, str]:
        """What a person accepts or not: the same words in another field, or among other words, are no new claim."""
        return self.code, self.found


def in_order(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """The most serious first."""
    return tuple(sorted(flags, key=lambda flag: ORDER.index(flag.severity)))


def distinct(flags: Iterable[Flag]) -> Iterator[Flag]:
    """One flag of those that say the same of one field."""
    seen: set[tuple[str, ...]] = set()
    for flag in flags:
        said = (*flag.claim, flag.field)
        if said not in seen:
            seen.add(said)
            yield flag


def flags_as_json(flags: Iterable[Flag]) -> list[dict[str, str]]:
    """Flags as a task's evidence keeps them; without their words, which are read by the code."""
    return [{**asdict(flag), "severity": flag.severity} for flag in flags]


def flags_of(evidence: Mapping[str, Any]) -> tuple[Flag, ...]:
    """The flags a task's evidence holds; those whose code is no longer known are left out."""
    names = [field.name for field in fields(Flag)]
    kept = (entry for entry in evidence.get("flags", ()) if entry.get("code") in MEANINGS)
    return tuple(Flag(**{name: str(entry.get(name, "")) for name in names}) for entry in kept)


def has_serious_flag(evidence: Mapping[str, Any]) -> bool:
    """Whether two people must look."""
    return any(flag.severity == "serious" for flag in flags_of(evidence))
