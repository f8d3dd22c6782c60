"""Makes things with sensible values, so that a test names only what it is about."""

import json
from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.models import (
    Collection,
    CollectionItem,
    CollectionSection,
    Event,
    Institution,
    Lecture,
    Listing,
    Resource,
    Source,
)
from harvesters.record import ResourceRecord

_numbers = count(1)


def make_record(**values: Any) -> ResourceRecord:
    number = next(_numbers)
    return ResourceRecord(
        **{
            "key": str(number),
            "url": f"https://example.edu.cn/courses/{number}",
            "title": f"数字技能课程 {number}",
            "provider": "示范大学",
            "cost": "free",
            **values,
        }
    )


def make_institution(session: Session, **values: Any) -> Institution:
    institution = Institution(**{"name": f"示范机构 {next(_numbers)}", "kind": "school", "region": "3601", **values})
    session.add(institution)
    session.flush()
    return institution


def make_source(session: Session, **values: Any) -> Source:
    source = Source(
        **{
            "title": "示范来源",
            "adapter": "table",
            "state": "approved",
            "default_cost": "free",
            "trusted_by": "operator:alice",
            "trusted_at": now(),
            "institution": values.pop("institution", None) or make_institution(session),
            **values,
        }
    )
    session.add(source)
    session.flush()
    return source


def make_resource(session: Session, **values: Any) -> Resource:
    number = next(_numbers)
    resource = Resource(
        **{
            "state": "public",
            "title": f"数字技能资源 {number}",
            "title_key": f"数字技能资源{number}",
            "url": f"https://example.edu.cn/resources/{number}",
            "kind": "course",
            "language": "zh",
            "cost": "free",
            "provider": values.pop("provider", None) or make_institution(session),
            "published_at": now(),
            **values,
        }
    )
    session.add(resource)
    session.flush()
    return resource


def make_listing(session: Session, resource: Resource, source: Source, **values: Any) -> Listing:
    """What a source says of a resource; nobody accepted it unless told so."""
    listing = Listing(
        **{
            "key": str(next(_numbers)),
            "address": resource.url,
            "record_hash": "",
            "latest": {},
            "source": source,
            "resource": resource,
            **values,
        }
    )
    session.add(listing)
    session.flush()
    return listing


def make_lecture(session: Session, **values: Any) -> Lecture:
    number = next(_numbers)
    starts = values.pop("starts_at", None) or now() + timedelta(hours=2)
    lecture = Lecture(
        **{
            "state": "public",
            "uid": f"lecture-{number}@example.edu.cn",
            "title": f"数字技能讲座 {number}",
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=1),
            "institution": values.pop("institution", None) or make_institution(session),
            **values,
        }
    )
    session.add(lecture)
    session.flush()
    return lecture


def make_collection(session: Session, *things: Resource | Lecture, **values: Any) -> Collection:
    """A public collection of one section holding the things in their order."""
    number = next(_numbers)
    items = [
        CollectionItem(
            position=position,
            resource=thing if isinstance(thing, Resource) else None,
            lecture=thing if isinstance(thing, Lecture) else None,
        )
        for position, thing in enumerate(things)
    ]
    collection = Collection(
        **{
            "slug": f"collection-{number}",
            "title": f"示范专题 {number}",
            "state": "public",
            "sections": [CollectionSection(title="第一部分", items=items)],
            **values,
        }
    )
    session.add(collection)
    session.flush()
    return collection


def make_event(session: Session, what: str = "resource.public", **values: Any) -> Event:
    """An event of the thing that the first word of `what` names."""
    event = Event(
        **{
            "what": what,
            "actor": "operator:alice",
            "subject_type": what.partition(".")[0],
            "subject_id": "aaaaaaaaaa",
            **values,
        }
    )
    session.add(event)
    session.flush()
    return event


def make_carried(session: Session, what: str, thing: Resource | Lecture | Source, *, actor: str) -> Event:
    """What is left of an old move of a thing once its own event is dropped."""
    after = what.partition(".")[2]
    held = {"at": now().isoformat(), "actor": actor, "what": what, "before": "", "after": after, "note": ""}
    about = {"subject_type": type(thing).__name__.lower(), "subject_id": thing.public_id}
    return make_event(session, "ledger.carried", actor="system", **about, after=json.dumps(held))
