"""What a source no longer lists is archived after its grace, and comes back with it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from catalogue.db import db, now, writing
from catalogue.domain.intake.grace import archive_vanished
from catalogue.domain.intake.publishing import withdraw
from catalogue.models import Event, Listing, Resource, ReviewTask, Run
from tests.catalogue.domain.paged_place import BOB, PagedPlace
from tests.factories import make_source

GRACE_DAYS = 14


@pytest.fixture
def vanished(harvested: Callable[[], Run], place: PagedPlace) -> Listing:
    """The listing of the one course the source has just stopped listing."""
    harvested()
    place.numbers = list(range(1, 10))
    harvested()
    return db.session.query(Listing).where(Listing.missing_since.is_not(None)).one()


def days_pass(listing: Listing, days: float) -> int:
    with writing():
        listing.missing_since = now() - timedelta(days=days)
    with writing() as session:
        return archive_vanished(session, GRACE_DAYS)


def test_nothing_is_archived_within_its_grace(vanished: Listing) -> None:
    assert days_pass(vanished, GRACE_DAYS - 0.01) == 0
    assert vanished.resource.state == "public"


def test_after_its_grace_it_is_archived_with_a_reason(vanished: Listing) -> None:
    assert days_pass(vanished, GRACE_DAYS + 0.01) == 1

    resource = vanished.resource
    assert (resource.state, resource.reason) == ("archived", "来源已有 14 天不再列出")
    event = db.session.query(Event).where(Event.what == "resource.archived").one()
    assert (event.actor, event.subject_id, event.note) == ("system", resource.public_id, "来源已有 14 天不再列出")


def test_what_another_source_still_lists_stays(vanished: Listing) -> None:
    with writing() as session:
        other = Listing(source=make_source(session), resource=vanished.resource, key="x", address="", record_hash="")
        other.latest = other.accepted = vanished.latest
        session.add(other)

    assert days_pass(vanished, GRACE_DAYS + 1) == 0


def test_what_comes_back_is_public_at_once_and_nobody_is_asked(
    vanished: Listing, place: PagedPlace, harvested: Callable[[], Run]
) -> None:
    days_pass(vanished, GRACE_DAYS + 1)
    place.numbers = list(range(1, 11))

    harvested()

    assert (vanished.resource.state, vanished.resource.reason, vanished.missing_since) == ("public", "", None)
    assert db.session.query(ReviewTask).count() == 0


def test_what_comes_back_within_its_grace_begins_a_new_one_the_next_time(
    vanished: Listing, place: PagedPlace, harvested: Callable[[], Run]
) -> None:
    days_pass(vanished, GRACE_DAYS - 1)
    place.numbers = list(range(1, 11))
    harvested()
    place.numbers = list(range(1, 10))
    harvested()

    assert vanished.missing_since and now() - vanished.missing_since < timedelta(minutes=1)


def test_what_a_person_withdrew_does_not_come_back(
    app: Flask, vanished: Listing, place: PagedPlace, harvested: Callable[[], Run]
) -> None:
    days_pass(vanished, GRACE_DAYS + 1)
    with writing() as session:
        withdraw(session, session.merge(vanished).resource, "内容过时", by=BOB)
    place.numbers = list(range(1, 11))

    harvested()

    resource = db.session.get_one(Resource, vanished.resource_id)
    assert (resource.state, resource.reason) == ("withdrawn", "内容过时")
