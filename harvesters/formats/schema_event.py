"""Reads a schema.org node that describes an event people can learn from: https://schema.org/Event and kin."""

from datetime import datetime, timedelta
from itertools import chain

from harvesters.errors import RecordError
from harvesters.formats.finish import finished_lecture
from harvesters.formats.html_text import plain_line, plain_text
from harvesters.formats.iso_times import Time, read_time
from harvesters.formats.json_ld import Node, types_of
from harvesters.formats.schema_org import cost, image, node_address, subjects, title
from harvesters.formats.schema_values import as_list, first, language, references, texts
from harvesters.record import LectureRecord

# Concerts, matches and sales are events too, but nothing to learn from.
EVENTS = frozenset(
    ("Event", "EducationEvent", "CourseInstance", "ConferenceEvent", "BusinessEvent", "LiteraryEvent")
) | frozenset(("ExhibitionEvent", "ChildrensEvent", "PublicationEvent", "BroadcastEvent", "Hackathon"))

STATUSES = {"EventCancelled": "cancelled", "EventPostponed": "tentative"}


def is_event(node: Node) -> bool:
    """Whether the node is to be read as a lecture."""
    return bool(EVENTS.intersection(types_of(node)))


def read_event(key: str, node: Node, page: str) -> LectureRecord | None:
    """The lecture a node describes, None for a paid one. Raises RecordError without a name or a readable start."""
    if cost(node) == "paid":
        return None
    starts = read_time(first(node.get("startDate")))
    if starts is None:
        raise RecordError("没有可读的开始时间（startDate）")
    return finished_lecture(
        LectureRecord(
            uid=key,
            title=title(node),
            starts=starts.at,
            ends=end_of(starts, read_time(first(node.get("endDate")))),
            all_day=starts.all_day,
            status=status(node),
            summary=plain_text(first(node.get("description"))),
            url=node_address(node, page),
            location="，".join(dict.fromkeys(map(plain_line, places(node)))),
            provider=plain_line(next(names(node, "organizer", "provider"), "")),
            speakers=tuple(map(plain_line, names(node, "performer", "instructor"))),
            language=language(node),
            subjects=subjects(node),
            audiences=tuple(texts(node.get("audience"), "audienceType", "educationalRole", "name")),
            image=image(node, page),
        )
    )


def end_of(starts: Time, ends: Time | None) -> datetime | None:
    """When it ends: a last day that is named counts as a whole; a whole day without an end is that day."""
    if ends is None:
        return starts.at + timedelta(days=1) if starts.all_day else None
    return ends.at + timedelta(days=1) if ends.all_day else ends.at


def status(node: Node) -> str:
    """The status as one of record.LECTURE_STATUSES."""
    said = first(node.get("eventStatus")).rpartition("/")[2]
    return STATUSES.get(said, "confirmed")


def places(node: Node) -> list[str]:
    """The names and addresses of where it takes place; of an online place its address on the web."""
    found: list[str] = []
    for place in as_list(node.get("location")):
        if not isinstance(place, dict):
            found.append(first(place))
            continue
        found.append(first(place.get("name")))
        for address in as_list(place.get("address")):
            parts = ("addressRegion", "addressLocality", "streetAddress")
            found += [first(address.get(part)) for part in parts] if isinstance(address, dict) else [first(address)]
        if not any(found):
            found += references(place)
    return list(filter(None, found))


def names(node: Node, *roles: str) -> chain[str]:
    """The names of those who have one of these roles."""
    return chain.from_iterable(texts(node.get(role), "name") for role in roles)
