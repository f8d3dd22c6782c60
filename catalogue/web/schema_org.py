"""What pages tell search engines: schema.org descriptions as JSON-LD data blocks."""

from collections.abc import Mapping
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from catalogue.domain.shown.collections import Section
from catalogue.domain.shown.lectures import attendance
from catalogue.models import Collection, Institution, Lecture, Resource
from catalogue.site_address import address_of
from catalogue.web.formatting import local_iso
from catalogue.web.words import is_web_address, term, terms

CONTEXT = "https://schema.org"
TYPES = {"course": "Course", "book": "Book", "tool": "WebApplication", "platform": "WebSite", "guide": "Article"}
ATTENDANCE_MODES = {
    "online": "OnlineEventAttendanceMode",
    "on_site": "OfflineEventAttendanceMode",
    "mixed": "MixedEventAttendanceMode",
}
EVENT_STATUSES = {"cancelled": "EventCancelled"}

Data = dict[str, Any]


def json_ld(data: Mapping[str, Any]) -> Markup:
    """A data block nothing can break out of: <, > and & are written as \\u escapes."""
    return Markup('<script type="application/ld+json">{}</script>').format(htmlsafe_json_dumps(data))


def describe_resource(resource: Resource) -> Data:
    """A Course, or a LearningResource of a finer type where schema.org has one; a dead link is not handed on."""
    return _without_blanks(
        {
            "@context": CONTEXT,
            "@type": _types(resource.kind),
            "name": resource.title,
            "description": resource.summary or resource.title,
            "url": address_of(resource),
            "sameAs": resource.url if is_web_address(resource.url) and not resource.link_dead else "",
            "provider": _organisation(resource.provider),
            "author": [{"@type": "Person", "name": name} for name in resource.teachers],
            "inLanguage": resource.language,
            "about": terms(resource.topics, "topics"),
            "audience": [
                {"@type": "Audience", "audienceType": name} for name in terms(resource.audiences, "audiences")
            ],
            "educationalLevel": term(resource.level, "levels"),
            "timeRequired": resource.duration,
            "isAccessibleForFree": True if resource.cost != "unknown" else "",
            "license": resource.licence if is_web_address(resource.licence) else "",
            "datePublished": resource.published.isoformat() if resource.published else "",
            "dateModified": resource.updated.isoformat() if resource.updated else "",
        }
    )


def describe_lecture(lecture: Lecture) -> Data:
    """An Event, online, on site or both."""
    return _without_blanks(
        {
            "@context": CONTEXT,
            "@type": "EducationEvent",
            "name": lecture.title,
            "description": lecture.summary or lecture.title,
            "url": address_of(lecture),
            "startDate": local_iso(lecture.starts_at),
            "endDate": local_iso(lecture.ends_at) if lecture.ends_at else "",
            "eventStatus": f"{CONTEXT}/{EVENT_STATUSES.get(lecture.status, 'EventScheduled')}",
            "eventAttendanceMode": f"{CONTEXT}/{ATTENDANCE_MODES[attendance(lecture)]}",
            "location": _locations(lecture),
            "organizer": _organisation(lecture.institution),
            "performer": [{"@type": "Person", "name": name} for name in lecture.speakers],
            "isAccessibleForFree": True,
        }
    )


def describe_collection(collection: Collection, sections: list[Section]) -> Data:
    """A CollectionPage with its things as an ItemList in the curator's order."""
    things = [item.thing for section in sections for item in section.items]
    return _without_blanks(
        {
            "@context": CONTEXT,
            "@type": "CollectionPage",
            "name": collection.title,
            "description": collection.summary,
            "url": address_of(collection),
            "mainEntity": {
                "@type": "ItemList",
                "numberOfItems": len(things),
                "itemListElement": [_list_item(thing, at) for at, thing in enumerate(things, start=1)],
            },
        }
    )


def _list_item(thing: Resource | Lecture, position: int) -> Data:
    return {"@type": "ListItem", "position": position, "name": thing.title, "url": address_of(thing)}


def _types(kind: str) -> str | list[str]:
    finer = TYPES.get(kind)
    return finer if finer == "Course" else ["LearningResource", finer] if finer else "LearningResource"


def _organisation(institution: Institution) -> Data:
    return {"@type": "Organization", "name": institution.name, "url": address_of(institution)}


def _locations(lecture: Lecture) -> list[Data]:
    online = {"@type": "VirtualLocation", "url": lecture.url} if is_web_address(lecture.url) else {}
    place = {"@type": "Place", "name": lecture.location, "address": lecture.location}
    on_site = place if attendance(lecture) != "online" else {}
    return [place for place in (online, on_site) if place]


def _without_blanks(data: Data) -> Data:
    return {name: value for name, value in data.items() if value not in ("", [], None)}
