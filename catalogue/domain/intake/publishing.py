"""Publishing: every change of a resource's state or words is one function here."""

from typing import Any

from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.institutions.providers import Providers
from catalogue.domain.intake.compose import FIELDS, compose
from catalogue.domain.ledger.events import SYSTEM, move, record_change
from catalogue.domain.ledger.publisher import publisher_of
from catalogue.models import Collection, Lecture, Resource

CAME_BACK = "来源又列出了它，沿用原来的决定"


def publish(session: Session, resource: Resource, *, by: str, note: str = "") -> None:
    """Show a resource to everyone; also brings back an archived, withdrawn or refused one."""
    move(session, resource, "public", by=by, note=note)
    resource.reason = ""
    resource.published_at = resource.published_at or now()


def bring_back(session: Session, thing: Resource | Lecture) -> None:
    """Show again what was archived, in the words it had: whoever let it be shown before still answers for it."""
    move(session, thing, "public", by=SYSTEM, note=f"{CAME_BACK}：{publisher_of(session, thing)}")
    thing.reason = ""


def archive(session: Session, thing: Resource | Lecture, reason: str, *, by: str) -> None:
    """Take a thing out of search because it seems gone; its page stays and says why."""
    move(session, thing, "archived", by=by, note=reason)
    thing.reason = reason


def withdraw(session: Session, thing: Resource | Lecture, reason: str, *, by: str, note: str = "") -> None:
    """Take a thing off the site for good; no harvest brings it back. `note` is for the record, not for readers."""
    move(session, thing, "withdrawn", by=by, note=note or reason)
    thing.reason = reason


def refuse(session: Session, thing: Resource | Lecture, reason: str, *, by: str) -> None:
    """Decide that a pending thing is not for this catalogue."""
    move(session, thing, "refused", by=by, note=reason)
    thing.reason = reason


def send_back(session: Session, thing: Resource | Lecture, reason: str, *, by: str) -> None:
    """Give a pending thing back to whoever provides it; a change of theirs makes it pending again."""
    move(session, thing, "returned", by=by, note=reason)
    thing.reason = reason


def await_review(session: Session, thing: Resource | Lecture, *, by: str) -> None:
    """A returned thing was changed by whoever provides it: it waits for a reviewer again."""
    move(session, thing, "pending", by=by)
    thing.reason = ""


def correct(session: Session, resource: Resource, *, by: str, **words: Any) -> None:
    """Set fields an editor decided; they win over every listing from now on."""
    unknown = words.keys() - {*FIELDS, "provider"}
    if unknown:
        raise ValueError(f"not a field of a resource: {', '.join(sorted(unknown))}")
    before = {field: _shown(resource, field) for field in words}
    resource.edited = {**resource.edited, **words}
    compose(resource, Providers(session))
    resource.changed_at = now()
    record_change(session, "resource.corrected", resource, by=by, before=before, after=words)
    session.flush()


def _shown(resource: Resource, field: str) -> Any:
    return resource.provider.name if field == "provider" else getattr(resource, field)


def publish_lecture(session: Session, lecture: Lecture, *, by: str, note: str = "") -> None:
    move(session, lecture, "public", by=by, note=note)
    lecture.reason = ""


def publish_collection(session: Session, collection: Collection, *, by: str) -> None:
    move(session, collection, "public", by=by)
