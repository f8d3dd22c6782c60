"""The JSON shapes of the contract: what programs see of a row."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from catalogue.domain.links.status import LinkStatus
from catalogue.domain.shown.collections import Section
from catalogue.domain.shown.listed import ListedProvider, ListedResource
from catalogue.domain.shown.showing import Heard
from catalogue.models import Collection, Institution, Lecture, Resource
from catalogue.search.find import FacetValue, Results, Thing
from catalogue.site_address import absolute, address_of, path_of_resource

Shape = dict[str, Any]


def timestamp(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC, to the second."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z" if moment else None


def results_shape(results: Results) -> Shape:
    return {
        "total": results.total,
        "page": results.page,
        "per_page": results.per_page,
        "items": _items(results.items),
        "facets": {name: [_facet_value(value) for value in values] for name, values in results.facets.items()},
        "corrected": results.corrected,
        "suggested": results.suggested,
        "relaxed": results.relaxed,
        "dropped": list(results.dropped),
        "near": list(results.near),
    }


def _items(things: Iterable[Thing | ListedResource]) -> list[Shape]:
    resources_at = _resources_at()
    return [item_shape(thing, resources_at) for thing in things]


def item_shape(thing: Thing | ListedResource, resources_at: str) -> Shape:
    """One thing in a list; every type has every member of the contract, null where it does not apply.

    `resources_at` is what resources' addresses begin with, worked out once for a list.
    """
    match thing:
        case Resource() | ListedResource():
            return _resource_item(thing, resources_at)
        case Lecture():
            return lecture_shape(thing)
        case Collection():
            return collection_item(thing)
    return _institution_item(thing)


def resource_shape(resource: Resource, heard: Iterable[Heard], link: LinkStatus) -> Shape:
    """Everything public about one resource, which sources speak of it, and whether its link works."""
    return {
        **_resource_item(resource, _resources_at()),
        "state": resource.state,
        "reason": resource.reason or None,
        "body": resource.body,
        "teachers": resource.teachers,
        "subjects": resource.subjects,
        "duration": resource.duration or None,
        "effort": resource.effort or None,
        "image": resource.image or None,
        "licence": resource.licence or None,
        "published": _day(resource.published),
        "updated": _day(resource.updated),
        "listed_at": timestamp(resource.published_at),
        "link": {"state": link.state, "checked_at": timestamp(link.checked_at)},
        "listings": [_listing(one) for one in heard],
    }


def lecture_shape(lecture: Lecture) -> Shape:
    return _item(
        lecture.public_id,
        "lecture",
        url=address_of(lecture),
        title=lecture.title,
        summary=lecture.summary,
        target_url=lecture.url or None,
        institution=_institution(lecture.institution),
        audiences=lecture.audiences,
        topics=lecture.topics,
        language=lecture.language or None,
        cost="free",
        updated_at=timestamp(lecture.changed_at),
        starts_at=timestamp(lecture.starts_at),
        ends_at=timestamp(lecture.ends_at),
        all_day=lecture.all_day,
        state=lecture.state,
        status=lecture.status,
        location=lecture.location or None,
        speakers=lecture.speakers,
        replay_id=lecture.replay.public_id if lecture.replay and lecture.replay.state == "public" else None,
    )


def collection_item(collection: Collection) -> Shape:
    return _item(
        collection.public_id,
        "collection",
        url=address_of(collection),
        title=collection.title,
        summary=collection.summary,
        audiences=collection.audiences,
        topics=collection.topics,
        updated_at=timestamp(collection.changed_at),
        slug=collection.slug,
    )


def collection_shape(collection: Collection, sections: list[Section]) -> Shape:
    return {**collection_item(collection), "sections": [_section(section) for section in sections]}


def _item(public_id: str, type_: str, *, url: str, **known: Any) -> Shape:
    return {
        "id": public_id,
        "type": type_,
        "url": url,
        "target_url": None,
        "kind": None,
        "institution": None,
        "level": None,
        "language": None,
        "cost": None,
        "login": None,
        "audiences": [],
        "topics": [],
        "access": [],
        "updated_at": None,
        **known,
    }


def _resources_at() -> str:
    return absolute(path_of_resource(""))


def _resource_item(resource: Resource | ListedResource, resources_at: str) -> Shape:
    """Written out whole: a page has up to a hundred of them."""
    return {
        "id": resource.public_id,
        "type": "resource",
        "url": resources_at + resource.public_id,
        "target_url": resource.url,
        "kind": resource.kind or None,
        "institution": _institution(resource.provider),
        "level": resource.level or None,
        "language": resource.language or None,
        "cost": resource.cost,
        "login": resource.login,
        "audiences": resource.audiences,
        "topics": resource.topics,
        "access": resource.accessibility,
        "updated_at": timestamp(resource.changed_at),
        "title": resource.title,
        "summary": resource.summary,
    }


def _institution_item(institution: Institution) -> Shape:
    return _item(
        institution.public_id,
        "institution",
        url=address_of(institution),
        title=institution.name,
        summary=institution.summary,
        target_url=institution.homepage or None,
        kind=institution.kind or None,
        institution=_institution(institution),
        region=institution.region or None,
    )


def _institution(institution: Institution | ListedProvider) -> Shape:
    return {"id": institution.public_id, "name": institution.name}


def _listing(heard: Heard) -> Shape:
    return {
        "source": {"id": heard.source_id, "title": heard.source_title},
        "address": heard.address,
        "first_seen_at": timestamp(heard.first_seen_at),
        "last_seen_at": timestamp(heard.last_seen_at),
    }


def _section(section: Section) -> Shape:
    shapes = _items(item.thing for item in section.items)
    items = [{**shape, "note": item.note} for shape, item in zip(shapes, section.items, strict=True)]
    return {"title": section.title, "note": section.note, "items": items}


def _facet_value(value: FacetValue) -> Shape:
    return {"value": value.value, "label": value.label, "count": value.count, "parent": value.parent or None}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
