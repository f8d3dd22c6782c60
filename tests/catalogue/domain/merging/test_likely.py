import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.intake.resources import take_in
from catalogue.domain.merging.joining import merge
from catalogue.domain.merging.likely import keep_apart, likely_matches
from catalogue.errors import CatalogueError
from catalogue.models import Event, KeptApart, Resource, ReviewTask, Source
from tests.factories import make_record, make_source

ALICE = "operator:alice"
COURSE = {"title": "大学计算机", "provider": "南昌大学"}
BY_OTHERS = {"teachers": ("王芳",)}


def two_alike(session: Session, source: Source, **values: object) -> tuple[Resource, Resource]:
    """A public resource, and one of another source that waits because it may be the same."""
    take_in(session, make_source(session), make_record(**COURSE, teachers=("李明",)))
    take_in(session, source, make_record(**{**COURSE, **BY_OTHERS, **values}))
    theirs, ours = session.scalars(select(Resource).order_by(Resource.id))
    assert (theirs.state, ours.state) == ("public", "pending")
    return theirs, ours


def open_tasks(session: Session) -> list[str]:
    return list(session.scalars(select(ReviewTask.kind).where(ReviewTask.state == "open")))


def test_likely_matches_wait_for_a_person_oldest_first(session: Session) -> None:
    theirs, ours = two_alike(session, make_source(session))
    assert [(task.resource, task.evidence["like"]) for task in likely_matches(session, 10)] == [
        (ours, theirs.public_id)
    ]
    assert likely_matches(session, 0) == []


def test_what_a_trusted_source_lists_is_published_once_it_is_another_course(session: Session) -> None:
    source = make_source(session)
    theirs, ours = two_alike(session, source)

    keep_apart(session, ours, theirs, by=ALICE)

    assert (ours.state, ours.listings[0].accepted) == ("public", ours.listings[0].latest)
    assert open_tasks(session) == []
    published = session.scalars(select(Event).where(Event.what == "resource.public").order_by(Event.id)).all()[-1]
    assert (published.subject_id, published.actor) == (ours.public_id, f"approval:{source.public_id}")


def test_what_an_untrusted_source_lists_still_waits_for_approval(session: Session) -> None:
    theirs, ours = two_alike(session, make_source(session, trusted_by=None))
    keep_apart(session, ours, theirs, by=ALICE)
    assert (ours.state, open_tasks(session)) == ("pending", ["new_resource"])


def test_what_may_cost_money_still_waits_for_a_word_on_that(session: Session) -> None:
    theirs, ours = two_alike(session, make_source(session, default_cost="unknown"), cost="unknown")
    keep_apart(session, ours, theirs, by=ALICE)
    assert (ours.state, open_tasks(session)) == ("pending", ["unknown_cost"])


def test_the_next_likely_match_is_asked_for_and_none_is_asked_for_twice(session: Session) -> None:
    source = make_source(session)
    for title in ("大学计算机基础", "大学计算机导论"):
        take_in(session, source, make_record(**{**COURSE, "title": title}))
    basics, outline = session.scalars(select(Resource).order_by(Resource.id))
    take_in(session, make_source(session), make_record(**COURSE))
    ours = session.scalars(select(Resource).where(Resource.state == "pending")).one()

    asked = []
    while waiting := likely_matches(session, 10):
        asked.append(waiting[0].evidence["like"])
        other = session.scalars(select(Resource).where(Resource.public_id == asked[-1])).one()
        keep_apart(session, ours, other, by=ALICE)

    assert asked == [basics.public_id, outline.public_id]
    assert ours.state == "public"


def test_a_pair_is_remembered_whichever_is_named_first(session: Session) -> None:
    theirs, ours = two_alike(session, make_source(session))
    keep_apart(session, ours, theirs, by=ALICE)
    keep_apart(session, theirs, ours, by=ALICE)
    [pair] = session.scalars(select(KeptApart))
    assert (pair.one_id, pair.other_id, pair.decided_by) == (theirs.id, ours.id, ALICE)


def test_what_was_merged_is_not_kept_apart(session: Session) -> None:
    theirs, ours = two_alike(session, make_source(session))
    merge(session, ours, theirs, by=ALICE)
    with pytest.raises(CatalogueError, match="撤销"):
        keep_apart(session, ours, theirs, by=ALICE)
