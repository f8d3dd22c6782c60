"""Normalising: a source's words become the catalogue's codes and bounds. Pure: no database, no clock."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from typing import Any

from catalogue.domain.text.addresses import AddressError, canonical_address
from catalogue.models.vocabulary import vocabulary
from harvesters.record import RecordError, ResourceRecord

TITLE_LENGTH, SUMMARY_LENGTH, BODY_LENGTH, WORD_LENGTH, LIST_LENGTH = 500, 2000, 20000, 120, 30
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")


@dataclass(frozen=True)
class NormalRecord:
    """A record in the catalogue's words; its fields are those of Resource, but for `provider`, a name."""

    url: str
    title: str
    summary: str
    body: str
    kind: str
    provider: str
    teachers: tuple[str, ...]
    language: str
    subjects: tuple[str, ...]
    topics: tuple[str, ...]
    audiences: tuple[str, ...]
    level: str
    duration: str
    effort: str
    cost: str
    login: str
    accessibility: tuple[str, ...]
    image: str
    licence: str
    provenance: str
    published: date | None
    updated: date | None

    def as_json(self) -> dict[str, Any]:
        """The record as a listing keeps it: dates as ISO texts, tuples as lists."""
        values: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, tuple):
                value = list(value)
            elif isinstance(value, date):
                value = value.isoformat()
            values[field.name] = value
        return values

    @cached_property
    def content_hash(self) -> str:
        """What a listing keeps to tell whether the record changed."""
        return content_hash(self.as_json())

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "NormalRecord":
        """The record that as_json wrote down."""
        read: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
        }
        for name in ("published", "updated"):
            read[name] = date.fromisoformat(read[name]) if read[name] else None
        return cls(**read)


def normalise(record: ResourceRecord, *, default_cost: str) -> NormalRecord:
    """Raises RecordError when the title or the address is missing or unusable."""
    title = _words(record.title)[:TITLE_LENGTH]
    if not title:
        raise RecordError("没有标题")
    return NormalRecord(
        url=_required_address(record.url),
        title=title,
        summary=record.summary.strip()[:SUMMARY_LENGTH],
        body=record.body.strip()[:BODY_LENGTH],
        kind=vocabulary("kinds").code_for(record.kind),
        provider=_words(record.provider)[:WORD_LENGTH],
        teachers=_unique(record.teachers),
        language=vocabulary("languages").code_for(record.language) or _language_of(title),
        subjects=_unique(record.subjects),
        topics=tuple(vocabulary("topics").codes_for(record.subjects)),
        audiences=tuple(vocabulary("audiences").codes_for(record.audiences)),
        level=vocabulary("levels").code_for(record.level),
        duration=record.duration,
        effort=record.effort,
        cost=default_cost if record.cost == "unknown" else record.cost,
        login=record.login,
        accessibility=tuple(vocabulary("accessibility").codes_for(record.accessibility)),
        image=_optional_address(record.image),
        licence=_words(record.licence)[:SUMMARY_LENGTH],
        provenance=_words(record.provenance)[:SUMMARY_LENGTH],
        published=record.published,
        updated=record.updated,
    )


def content_hash(values: Any) -> str:
    """The SHA-256 of JSON values or of a dataclass, the same for the same content."""
    values = asdict(values) if is_dataclass(values) and not isinstance(values, type) else values
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _words(text: str) -> str:
    return " ".join(text.split())


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    cleaned = (_words(word)[:WORD_LENGTH] for word in words)
    return tuple(dict.fromkeys(word for word in cleaned if word))[:LIST_LENGTH]


def _language_of(title: str) -> str:
    return "zh" if HAN.search(title) else ""


def _required_address(url: str) -> str:
    if not url.strip():
        raise RecordError("没有网址")
    try:
        return canonical_address(url)
    except AddressError as error:
        raise RecordError(str(error)) from error


def _optional_address(url: str) -> str:
    try:
        return canonical_address(url) if url else ""
    except AddressError:
        return ""
