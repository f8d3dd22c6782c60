"""The history of a thing says what befell it, and what became of the approvals that show it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.institutions.providers import Providers
from catalogue.domain.intake.lectures import take_in_lecture
from catalogue.domain.intake.publishing import publish
from catalogue.domain.intake.resources import take_in
from catalogue.domain.review.timeline import timeline_of
from catalogue.domain.sources.states import change_source_address, trust, untrust
from catalogue.models import Lecture, Resource, Source
from tests.catalogue.ledger_agreement.entries import as_lecture
from tests.factories import make_carried, make_record, make_resource, make_source
from tests.reviewing import untrusted

ALICE, BOB = "operator:alice", "operator:bob"


def published(session: Session, source: Source) -> Resource:
    take_in(session, source, make_record(key="1"))
    return session.scalars(select(Resource)).one()


def whats(session: Session, thing: Resource | Lecture) -> list[str]:
    return [told.entry.what for told in timeline_of(session, thing)]


def test_it_tells_when_the_approval_that_shows_a_resource_was_taken_back_and_given_again(session: Session) -> None:
    source = make_source(session, title="校内课程表")
    resource = published(session, source)
    untrust(session, source, by=BOB, reason="上月三条收费")
    trust(session, source, by=ALICE)
    again, back, first = timeline_of(session, resource)
    assert [told.entry.what for told in (again, back, first)] == [
        "source.trusted",
        "source.untrusted",
        "resource.public",
    ]
    assert (back.entry.actor, back.entry.note) == (BOB, "上月三条收费")
    assert [told.source for told in (again, back, first)] == [source, source, None]


def test_another_address_of_the_source_is_told_as_the_end_of_its_approval(session: Session) -> None:
    source = make_source(session, adapter="feed", url="https://example.edu.cn/feed.xml")
    resource = published(session, source)
    change_source_address(session, source, "https://example.edu.cn/new.xml", by=BOB)
    assert whats(session, resource) == ["source.untrusted", "resource.public"]


def test_what_happened_before_the_source_spoke_of_it_is_not_told(session: Session) -> None:
    source = untrusted(session)
    trust(session, source, by=ALICE)
    assert whats(session, published(session, source)) == ["resource.public"]


def test_a_source_of_which_nothing_was_accepted_shows_nothing(session: Session) -> None:
    source = untrusted(session)
    resource = published(session, source)
    trust(session, source, by=ALICE)
    publish(session, resource, by=BOB)
    assert whats(session, resource) == ["resource.public"]


def test_a_lecture_tells_alike(session: Session) -> None:
    source = make_source(session)
    said = {"title": "讲座", "summary": "", "url": "", "provider": "", "starts": "2026-12-01T10:00:00+08:00"}
    take_in_lecture(session, source, as_lecture("1", said), Providers(session))
    untrust(session, source, by=BOB, reason="换了主办方")
    lecture = session.scalars(select(Lecture)).one()
    assert whats(session, lecture) == ["source.untrusted", "lecture.public"]


def test_an_old_end_of_an_approval_is_told_as_long_as_it_stands(session: Session) -> None:
    source = make_source(session)
    resource = published(session, source)
    make_carried(session, "source.untrusted", source, actor=BOB)
    make_carried(session, "source.approved", source, actor=BOB)
    told, _ = timeline_of(session, resource)
    assert told.entry.carries is not None
    assert (told.entry.carries.what, told.entry.carries.actor) == ("source.untrusted", BOB)


def test_what_is_shown_by_another_source_says_nothing_of_this_one(session: Session) -> None:
    resource = make_resource(session)
    untrust(session, make_source(session), by=BOB, reason="上月三条收费")
    assert timeline_of(session, resource) == []
