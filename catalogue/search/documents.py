"""Makes documents for the index from the rows of the database; only what is public becomes one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, load_only, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from catalogue.models import Collection, CollectionSection, Institution, Lecture, Resource, VisitCount
from catalogue.models.vocabulary import vocabulary
from catalogue.search.completeness import completeness
from catalogue.search.engine import Document

Row = Institution | Resource | Lecture | Collection

MODELS: tuple[type[Row], ...] = (Institution, Resource, Lecture, Collection)
"""What is indexed; institutions first, for their names and regions stand in the documents of the others."""

MAX_BODY = 20_000
"""Characters of a body that are searched: far more than a description has, and a bound on hostile ones."""

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


def is_public(model: type[Any]) -> ColumnElement[bool]:
    """The condition under which rows of a model are found: public, and of resources those whose link is not dead.

    An institution needs something public of its own; its page lists what has a dead link too.
    """
    if model is Resource:
        return and_(Resource.state == "public", Resource.link_dead.is_(False))
    if model is not Institution:
        shown: ColumnElement[bool] = model.state == "public"
        return shown
    resources = select(Resource.id).where(Resource.provider_id == Institution.id, Resource.state == "public")
    lectures = select(Lecture.id).where(Lecture.institution_id == Institution.id, Lecture.state == "public")
    return or_(resources.exists(), lectures.exists())


_INDEXED: tuple[InstrumentedAttribute[Any], ...] = (
    Resource.public_id,
    Resource.version,
    Resource.indexed_version,
    Resource.provider_id,
    Resource.title,
    Resource.summary,
    Resource.body,
    Resource.teachers,
    Resource.subjects,
    Resource.topics,
    Resource.audiences,
    Resource.kind,
    Resource.level,
    Resource.language,
    Resource.accessibility,
    Resource.login,
    Resource.duration,
    Resource.effort,
    Resource.image,
    Resource.published_at,
    Resource.created_at,
)
"""What a resource's document is made of; of a hundred thousand resources the other columns take time to read.

Asking for another one raises, for it would be read row by row.
"""


def needed(model: type[Any]) -> tuple[ORMOption, ...]:
    """What to load together with the rows of a model, so that making documents asks nothing more."""
    options: Mapping[Any, tuple[ORMOption, ...]] = {
        Institution: (selectinload(Institution.aliases),),
        Resource: (
            load_only(*_INDEXED, raiseload=True),
            joinedload(Resource.provider).selectinload(Institution.aliases),
        ),
        Lecture: (joinedload(Lecture.institution).selectinload(Institution.aliases),),
        Collection: (selectinload(Collection.sections).selectinload(CollectionSection.items),),
    }
    return options[model]


def documents_of(session: Session, model: type[Any], rows: Sequence[Any]) -> list[Document]:
    """The documents of those rows of one model that are public."""
    numbers = [row.id for row in rows]
    public = set(session.scalars(select(model.id).where(model.id.in_(numbers), is_public(model))))
    shown = [row for row in rows if row.id in public]
    if model is Resource:
        visits = _visits(session, numbers)
        return [_of_resource(row, visits[row.id]) for row in shown]
    makers: Mapping[Any, Any] = {Institution: _of_institution, Lecture: _of_lecture, Collection: _of_collection}
    return [makers[model](row) for row in shown]


def _visits(session: Session, numbers: Sequence[int]) -> Mapping[int, int]:
    counts = select(VisitCount.resource_id, func.sum(VisitCount.count)).where(VisitCount.resource_id.in_(numbers))
    rows = session.execute(counts.group_by(VisitCount.resource_id))
    return defaultdict(int, {number: int(total) for number, total in rows})


def _of_resource(resource: Resource, visits: int) -> Document:
    return Document(
        id=resource.public_id,
        type="resource",
        version=resource.version,
        texts={
            "title": resource.title,
            "provider": resource.provider.name,
            "teachers": _listed(resource.teachers),
            "topics": _listed([*_labels(resource), *resource.subjects]),
            "summary": resource.summary,
            "body": resource.body[:MAX_BODY],
        },
        facets={
            **_common_facets(resource, resource.provider),
            "kind": _code(resource.kind),
            "level": _code(resource.level),
            "language": _code(resource.language),
            "access": tuple(resource.accessibility),
            "login": _code(resource.login),
        },
        date=resource.published_at or resource.created_at,
        popularity=visits,
        quality=completeness(resource),
    )


def _of_lecture(lecture: Lecture) -> Document:
    return Document(
        id=lecture.public_id,
        type="lecture",
        version=lecture.version,
        texts={
            "title": lecture.title,
            "provider": lecture.institution.name,
            "teachers": _listed(lecture.speakers),
            "topics": _listed(_labels(lecture)),
            "summary": lecture.summary[:MAX_BODY],
            "body": lecture.location,
        },
        facets={**_common_facets(lecture, lecture.institution), "language": _code(lecture.language)},
        date=lecture.starts_at,
    )


def _of_collection(collection: Collection) -> Document:
    notes = [word for section in collection.sections for word in (section.title, section.note, *_notes(section))]
    return Document(
        id=collection.public_id,
        type="collection",
        version=collection.version,
        texts={
            "title": collection.title,
            "topics": _listed(_labels(collection)),
            "summary": collection.summary,
            "body": _listed(notes)[:MAX_BODY],
        },
        facets=_common_facets(collection, None),
        date=collection.changed_at,
    )


def _of_institution(institution: Institution) -> Document:
    kind = vocabulary("institution_kinds").label(institution.kind)
    return Document(
        id=institution.public_id,
        type="institution",
        version=institution.version,
        texts={
            "title": institution.name,
            "topics": _listed([kind, *(alias.name_key for alias in institution.aliases)]),
            "summary": institution.summary,
        },
        facets={"region": _with_ancestors("regions", _code(institution.region))},
        date=UNDATED,
    )


def _common_facets(thing: Resource | Lecture | Collection, held_by: Institution | None) -> dict[str, tuple[str, ...]]:
    facets = {"topic": _with_ancestors("topics", thing.topics), "audience": tuple(thing.audiences)}
    if held_by:
        facets["institution"] = (held_by.public_id,)
        facets["region"] = _with_ancestors("regions", _code(held_by.region))
    return facets


def _labels(thing: Resource | Lecture | Collection) -> list[str]:
    """The Chinese names of its topics and audiences, for people type those."""
    topics, audiences = vocabulary("topics"), vocabulary("audiences")
    return [
        *(topics.label(code) for code in topics.with_ancestors(thing.topics)),
        *(audiences.label(code) for code in thing.audiences),
    ]


def _notes(section: CollectionSection) -> list[str]:
    return [item.note for item in section.items]


def _with_ancestors(name: str, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(vocabulary(name).with_ancestors(codes))


def _code(code: str) -> tuple[str, ...]:
    return (code,) if code else ()


def _listed(words: Iterable[str]) -> str:
    """Words one after the other, parted so that no phrase reaches from one into the next."""
    return "\n".join(word for word in words if word)
