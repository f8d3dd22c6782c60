"""A resource as a form has it: a person's words on one side, the record they make on the other."""

from dataclasses import asdict, dataclass, replace

from catalogue.domain.text.normalise import NormalRecord
from catalogue.models import Institution
from catalogue.models.vocabulary import vocabulary
from harvesters.formats.cells import several
from harvesters.formats.durations import read_duration
from harvesters.formats.finish import finished_resource
from harvesters.record import ResourceRecord

BETWEEN_NAMES = "、"


@dataclass(frozen=True)
class FilledResource:
    """`teachers` are names in one line, `duration` is what a person writes (4小时) or ISO 8601; the rest are codes."""

    title: str = ""
    url: str = ""
    kind: str = ""
    summary: str = ""
    provider: str = ""
    teachers: str = ""
    language: str = ""
    audiences: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    level: str = ""
    duration: str = ""
    cost: str = "free"
    login: str = "unknown"
    accessibility: tuple[str, ...] = ()
    licence: str = ""
    image: str = ""


def as_filled(record: NormalRecord, institution: Institution) -> FilledResource:
    """What stands in the form before anybody types."""
    return FilledResource(
        title=record.title,
        url=record.url,
        kind=record.kind,
        summary=record.summary,
        provider=record.provider or institution.name,
        teachers=BETWEEN_NAMES.join(record.teachers),
        language=record.language,
        audiences=record.audiences,
        topics=record.topics,
        level=record.level,
        duration=record.duration,
        cost=record.cost,
        login=record.login,
        accessibility=record.accessibility,
        licence=record.licence,
        image=record.image,
    )


def says_the_same(filled: FilledResource, other: FilledResource) -> bool:
    """Whether two forms say the same, in whatever order the boxes were ticked."""
    return _unordered(filled) == _unordered(other)


def as_record(
    filled: FilledResource, institution: Institution, *, key: str, before: NormalRecord | None = None
) -> ResourceRecord:
    """The record a filled form makes; what the form does not ask for stays as it was.

    Raises RecordError without a usable title or address.
    """
    provider = "" if filled.provider == institution.name else filled.provider  # found by its number, not by its name
    record = replace(as_draft(filled), key=key, provider=provider)
    if before:
        record = _with_the_rest(record, before)
    return finished_resource(record)


def as_draft(filled: FilledResource) -> ResourceRecord:
    """The same of a form that may be half empty, for advice."""
    return ResourceRecord(
        key="",
        url=filled.url,
        title=filled.title,
        summary=filled.summary,
        kind=filled.kind,
        provider=filled.provider,
        teachers=several([filled.teachers]),
        language=filled.language,
        subjects=subjects_for(filled.topics),
        audiences=filled.audiences,
        level=filled.level,
        duration=read_duration(filled.duration),
        cost=filled.cost,
        login=filled.login or "unknown",
        accessibility=filled.accessibility,
        licence=filled.licence,
        image=filled.image,
    )


def is_duration(text: str) -> bool:
    """Whether a text says how long something takes."""
    return bool(read_duration(text))


def subjects_for(topics: tuple[str, ...]) -> tuple[str, ...]:
    """The words that mean these topics to the intake."""
    return tuple(vocabulary("topics").label(code) for code in topics)


def _words_without_meaning(subjects: tuple[str, ...]) -> tuple[str, ...]:
    """A source's own words that mean no topic of ours: the form cannot show them, so it cannot change them."""
    return tuple(word for word in subjects if not vocabulary("topics").code_for(word))


def _unordered(filled: FilledResource) -> dict[str, object]:
    return {name: sorted(value) if isinstance(value, tuple) else value for name, value in asdict(filled).items()}


def _with_the_rest(record: ResourceRecord, before: NormalRecord) -> ResourceRecord:
    return replace(
        record,
        subjects=(*record.subjects, *_words_without_meaning(before.subjects)),
        body=before.body,
        effort=before.effort,
        provenance=before.provenance,
        published=before.published,
        updated=before.updated,
    )
