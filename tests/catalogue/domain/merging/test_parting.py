from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.intake.resources import take_in
from catalogue.domain.merging.joining import CannotMerge, merge
from catalogue.domain.merging.parting import listing_of, part
from catalogue.errors import NotFound
from catalogue.models import Event, KeptApart, Listing, Resource, ReviewTask, Source
from harvesters.record import ResourceRecord
from tests.factories import make_record, make_source
from tests.reviewing import untrusted, waiting_task

ALICE = "operator:alice"
COURSE = {"title": "大学计算机", "provider": "南昌大学", "teachers": ("李明",)}


def attached(session: Session, source: Source, record: ResourceRecord) -> Listing:
    """A record that was attached to a public resource of another source."""
    take_in(session, make_source(session), make_record(**COURSE))
    assert take_in(session, source, record).word == "merged"
    return session.scalars(select(Listing).order_by(Listing.id.desc())).first()  # type: ignore[return-value]


def test_attaching_is_an_event_that_says_why(session: Session) -> None:
    source = make_source(session)
    resource = attached(session, source, make_record(**COURSE)).resource

    [event] = session.scalars(select(Event).where(Event.what == "resource.joined"))
    assert (event.subject_id, event.after) == (resource.public_id, source.public_id)
    assert event.note == "同一机构、同一标题，教师也相同"


def test_a_record_attached_by_mistake_becomes_a_resource_of_its_own_for_good(session: Session) -> None:
    source, record = make_source(session), make_record(**COURSE, summary="另一门课")
    listing = attached(session, source, record)
    former = listing.resource
    assert former.summary == "另一门课"

    parted = part(session, listing, by=ALICE)
    again = take_in(session, source, replace(record, summary="另一门课，新版"))

    assert (parted.state, parted.summary, former.summary) == ("public", "另一门课，新版", "")
    assert ([one.source for one in parted.listings], len(former.listings)) == ([source], 1)
    assert (again.word, again.subject) == ("changed", parted.public_id)
    [pair] = session.scalars(select(KeptApart))
    assert (pair.one_id, pair.other_id) == (former.id, parted.id)


def test_what_an_untrusted_source_said_waits_for_approval_once_parted(session: Session) -> None:
    listing = attached(session, make_source(session, trusted_by=None), make_record(**COURSE))

    parted = part(session, listing, by=ALICE)

    tasks = session.scalars(select(ReviewTask.kind).where(ReviewTask.resource_id == parted.id)).all()
    assert (parted.state, tasks) == ("pending", ["new_resource"])


def test_the_only_record_of_a_resource_stays(session: Session) -> None:
    take_in(session, make_source(session), make_record())
    with pytest.raises(CannotMerge, match="只有这一条"):
        part(session, session.scalars(select(Listing)).one(), by=ALICE)


def test_what_a_merge_brought_goes_by_undoing_it(session: Session) -> None:
    for _ in range(2):
        take_in(session, make_source(session), make_record())
    one, other = session.scalars(select(Resource).order_by(Resource.id))
    [listing] = one.listings
    merged = merge(session, one, other, by=ALICE)
    with pytest.raises(CannotMerge, match=merged.public_id):
        part(session, listing, by=ALICE)


def test_a_source_that_says_nothing_of_a_resource_is_named(session: Session) -> None:
    resource = attached(session, make_source(session), make_record(**COURSE)).resource
    with pytest.raises(NotFound, match="aaaaaaaaaa"):
        listing_of(session, resource, "aaaaaaaaaa")


def test_the_only_record_that_was_accepted_stays_with_what_readers_see(session: Session) -> None:
    record = make_record(**COURSE)
    listing = attached(session, make_source(session, trusted_by=None), make_record(**COURSE, summary="没人看过"))
    accepted = next(one for one in listing.resource.listings if one is not listing)

    with pytest.raises(CannotMerge, match="请改为分开其余的记录"):
        part(session, accepted, by=ALICE)

    assert (listing.resource.summary, listing.resource.title) == ("", record.title)


def test_both_wait_for_approval_when_the_record_takes_the_task_along(session: Session) -> None:
    task = waiting_task(session, **COURSE)
    resource, listing = task.resource, task.listing
    assert resource is not None and listing is not None
    take_in(session, untrusted(session), make_record(**COURSE))

    parted = part(session, listing, by=ALICE)

    asked = session.scalars(select(ReviewTask.resource_id).where(ReviewTask.state == "open"))
    assert sorted(filter(None, asked)) == [resource.id, parted.id]


def test_the_only_record_that_no_merge_brought_stays(session: Session) -> None:
    take_in(session, make_source(session), make_record(title="手机入门"))
    take_in(session, make_source(session), make_record(title="电脑入门"))
    ours, theirs = session.scalars(select(Resource).order_by(Resource.id))
    [own] = theirs.listings
    merge(session, ours, theirs, by=ALICE)
    with pytest.raises(CannotMerge, match="请先撤销合并"):
        part(session, own, by=ALICE)
