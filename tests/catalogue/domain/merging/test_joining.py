import random
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.intake.publishing import correct, publish, withdraw
from catalogue.domain.intake.resources import take_in
from catalogue.domain.merging.joining import CannotMerge, merge, standing_merges, undo_merge
from catalogue.domain.review.deciding import accept
from catalogue.domain.submissions.problem_reports import NewReport, report_problem
from catalogue.models import Event, Listing, Resource, ReviewTask
from tests.catalogue.domain.database_dump import dump
from tests.factories import make_collection, make_lecture, make_record, make_source
from tests.reviewing import found, the_task, untrusted, waiting_task

ALICE = "operator:alice"


def taken_in(session: Session, **values: object) -> Resource:
    """A public resource with one listing, of a source of its own."""
    outcome = take_in(session, make_source(session), make_record(**values))
    return session.scalars(select(Resource).where(Resource.public_id == outcome.subject)).one()


def test_a_merge_moves_the_listings_and_the_old_id_leads_to_the_survivor(session: Session) -> None:
    ours, theirs = taken_in(session, summary="", teachers=("李老师",)), taken_in(session, summary="介绍")

    merge(session, ours, theirs, by=ALICE)

    assert (ours.state, ours.merged_into, ours.listings) == ("merged", theirs, [])
    assert (len(theirs.listings), theirs.summary, theirs.teachers) == (2, "介绍", ["李老师"])


def test_every_move_of_a_merge_and_its_undoing_is_an_event(session: Session) -> None:
    ours, theirs = taken_in(session), taken_in(session)
    undo_merge(session, merge(session, ours, theirs, by=ALICE), by=ALICE)

    events = session.scalars(select(Event).where(Event.actor == ALICE).order_by(Event.id))
    assert [(event.what, event.subject_id, event.before, event.after) for event in events] == [
        ("resource.merged", ours.public_id, "public", "merged"),
        ("resource.joined", theirs.public_id, "", ours.public_id),
        ("resource.public", ours.public_id, "merged", "public"),
        ("resource.parted", theirs.public_id, ours.public_id, ""),
    ]


def test_the_next_harvest_of_a_merged_record_changes_the_survivor(session: Session) -> None:
    source, record = make_source(session), make_record(summary="旧介绍")
    take_in(session, source, record)
    [ours] = session.scalars(select(Resource)).all()
    theirs = taken_in(session, summary="")
    merge(session, ours, theirs, by=ALICE)

    outcome = take_in(session, source, replace(record, summary="新介绍"))

    assert (outcome.word, outcome.subject, theirs.summary) == ("changed", theirs.public_id, "新介绍")


def test_editors_words_of_both_are_kept_and_the_survivors_win(session: Session) -> None:
    ours, theirs = taken_in(session), taken_in(session)
    correct(session, ours, by=ALICE, title="我们的标题", level="starter")
    correct(session, theirs, by=ALICE, title="他们的标题")

    merge(session, ours, theirs, by=ALICE)

    assert theirs.edited == {"title": "他们的标题", "level": "starter"}
    assert (theirs.title, theirs.level) == ("他们的标题", "starter")


def test_collections_lectures_and_reports_follow_and_a_collection_shows_the_survivor_once(session: Session) -> None:
    ours, theirs = taken_in(session), taken_in(session)
    of_one, of_both = make_collection(session, ours), make_collection(session, ours, theirs)
    lecture = make_lecture(session, replay=ours)
    report = report_problem(session, ours, NewReport("wrong"), sender="")

    merge(session, ours, theirs, by=ALICE)
    session.expire_all()

    assert [item.resource for item in of_one.sections[0].items] == [theirs]
    assert [item.resource for item in of_both.sections[0].items] == [ours, theirs]
    assert (lecture.replay, report.resource) == (theirs, theirs)


def test_a_likely_match_is_answered_by_the_merge_and_open_again_after_its_undoing(session: Session) -> None:
    theirs = taken_in(session, title="大学计算机", provider="南昌大学", teachers=("李明",))
    take_in(session, make_source(session), make_record(title="大学计算机", provider="南昌大学", teachers=("王芳",)))
    [task] = session.scalars(select(ReviewTask)).all()
    [listing] = session.scalars(select(Listing).where(Listing.id == task.listing_id)).all()

    merged = merge(session, task.resource, theirs, by=ALICE)
    assert (task.state, task.decided_by, listing.accepted) == ("done", ALICE, listing.latest)

    undo_merge(session, merged, by=ALICE)
    assert (task.state, task.decided_by, task.decided_at, listing.accepted) == ("open", "", None, None)


def test_a_wait_for_approval_ends_when_the_resource_becomes_part_of_a_public_one(session: Session) -> None:
    theirs = taken_in(session)
    take_in(session, make_source(session, trusted_by=None), make_record())
    [task] = session.scalars(select(ReviewTask)).all()

    merge(session, task.resource, theirs, by=ALICE)

    assert (task.state, theirs.listings[1].accepted) == ("dropped", None)


def test_a_change_that_waits_goes_along_with_its_listing(session: Session) -> None:
    source, record = make_source(session, trusted_by=None), make_record()
    take_in(session, source, record)
    [ours] = session.scalars(select(Resource)).all()
    publish(session, ours, by=ALICE)
    take_in(session, source, replace(record, summary="新介绍"))
    task = session.scalars(select(ReviewTask).where(ReviewTask.kind == "changed_listing")).one()
    theirs = taken_in(session)

    merged = merge(session, ours, theirs, by=ALICE)
    assert (task.state, task.resource) == ("open", theirs)

    undo_merge(session, merged, by=ALICE)
    assert (task.state, task.resource) == ("open", ours)


def test_what_happened_to_the_survivor_since_stays_after_an_undo(session: Session) -> None:
    source, record = make_source(session), make_record(summary="")
    take_in(session, source, record)
    [theirs] = session.scalars(select(Resource)).all()
    ours = taken_in(session, summary="我们的介绍")
    merged = merge(session, ours, theirs, by=ALICE)
    correct(session, theirs, by=ALICE, level="starter")
    take_in(session, source, replace(record, teachers=("王老师",)))

    undo_merge(session, merged, by=ALICE)

    assert (theirs.summary, theirs.level, theirs.teachers) == ("", "starter", ["王老师"])
    assert (ours.summary, ours.level, len(ours.listings)) == ("我们的介绍", "", 1)


def test_merges_into_one_resource_are_undone_last_first(session: Session) -> None:
    one, other, survivor = taken_in(session), taken_in(session), taken_in(session)
    first, last = merge(session, one, survivor, by=ALICE), merge(session, other, survivor, by=ALICE)

    with pytest.raises(CannotMerge, match=last.public_id):
        undo_merge(session, first, by=ALICE)


def test_a_merge_whose_survivor_was_merged_itself_is_not_undone_before_that(session: Session) -> None:
    one, other, survivor = taken_in(session), taken_in(session), taken_in(session)
    first, last = merge(session, one, other, by=ALICE), merge(session, other, survivor, by=ALICE)

    with pytest.raises(CannotMerge, match=last.public_id):
        undo_merge(session, first, by=ALICE)


def test_no_undoing_brings_back_a_part_of_what_was_withdrawn(session: Session) -> None:
    ours, theirs = taken_in(session), taken_in(session)
    merged = merge(session, ours, theirs, by=ALICE)
    withdraw(session, theirs, "侵权", by=ALICE)
    with pytest.raises(CannotMerge, match="请先恢复它"):
        undo_merge(session, merged, by=ALICE)
    assert (ours.state, theirs.state) == ("merged", "withdrawn")


def test_a_merge_is_undone_only_once(session: Session) -> None:
    merged = merge(session, taken_in(session), taken_in(session), by=ALICE)
    undo_merge(session, merged, by=ALICE)

    with pytest.raises(CannotMerge, match="已经撤销"):
        undo_merge(session, merged, by=ALICE)


def test_nothing_goes_into_itself(session: Session) -> None:
    resource = taken_in(session)
    with pytest.raises(CannotMerge, match="它自己"):
        merge(session, resource, resource, by=ALICE)


def test_nothing_goes_into_a_withdrawn_resource(session: Session) -> None:
    ours, theirs = taken_in(session), taken_in(session)
    withdraw(session, theirs, "侵权", by=ALICE)
    with pytest.raises(CannotMerge, match="withdrawn"):
        merge(session, ours, theirs, by=ALICE)


def test_what_is_public_goes_into_nothing_that_waits(session: Session) -> None:
    theirs = taken_in(session)
    take_in(session, make_source(session, trusted_by=None), make_record())
    waiting = session.scalars(select(Resource).where(Resource.state == "pending")).one()
    with pytest.raises(CannotMerge, match="反过来"):
        merge(session, theirs, waiting, by=ALICE)


TITLES = ("大学计算机", "大学计算机基础", "大学计算机（一）", "大学计算机（二）", "数据结构", "数据结构与算法")
SCHOOLS = ("南昌大学", "江西师范大学")


def fill(session: Session, chance: random.Random) -> list[Resource]:
    """Resources of trusted and other sources, corrected here and there, in collections, replays and reports."""
    sources = [make_source(session, trusted_by=chance.choice((ALICE, None))) for _ in range(4)]
    for _ in range(25):
        teachers = tuple(chance.sample(("李明", "王芳", "张伟"), chance.randrange(3)))
        record = make_record(title=chance.choice(TITLES), provider=chance.choice(SCHOOLS), teachers=teachers)
        take_in(session, chance.choice(sources), record)
    found = list(session.scalars(select(Resource).order_by(Resource.id)))
    for resource in chance.sample(found, 8):
        correct(session, resource, by=ALICE, **{chance.choice(("title", "level", "summary")): "starter"})
    for _ in range(4):
        make_collection(session, *chance.sample(found, 5))
        make_lecture(session, replay=chance.choice(found))
        report_problem(session, chance.choice(found), NewReport("wrong", words=str(chance.random())), sender="")
    return found


def merge_any(session: Session, found: list[Resource], chance: random.Random) -> bool:
    """Merge two resources by chance; False when they may not be."""
    try:
        merge(session, *chance.sample(found, 2), by=ALICE)
    except CannotMerge:
        return False
    return True


@pytest.mark.parametrize("seed", range(4))
def test_each_undo_leaves_the_database_as_before_its_merge(session: Session, seed: int) -> None:
    chance = random.Random(seed)
    found = fill(session, chance)
    states, undone = [dump(session)], 0
    for _ in range(30):
        standing = standing_merges(session)
        if standing and chance.random() < 0.4:
            states.pop()
            undo_merge(session, standing[0], by=ALICE)
            assert dump(session) == states[-1]
            undone += 1
        elif merge_any(session, found, chance):
            states.append(dump(session))
    assert undone > 3


@pytest.mark.parametrize("seed", range(4))
def test_merges_undone_in_any_order_leave_the_database_as_before_them_all(session: Session, seed: int) -> None:
    chance = random.Random(seed)
    found = fill(session, chance)
    before = dump(session)
    assert sum(merge_any(session, found, chance) for _ in range(40)) > 5

    refused = 0
    while standing := standing_merges(session):
        try:
            undo_merge(session, chance.choice(standing), by=ALICE)
        except CannotMerge:
            refused += 1

    assert dump(session) == before
    assert refused > 0


def test_what_became_public_by_a_record_that_a_merge_brought_stays_whole_until_its_own_is_reviewed(
    session: Session,
) -> None:
    ours, theirs = waiting_task(session), waiting_task(session)
    assert ours.resource is not None and theirs.resource is not None
    done = merge(session, ours.resource, theirs.resource, by=ALICE)
    accept(session, ours, found(ours), by=ALICE)

    with pytest.raises(CannotMerge, match="请先审核它自己的记录"):
        undo_merge(session, done, by=ALICE)

    accept(session, theirs, found(theirs), by=ALICE)
    undo_merge(session, done, by=ALICE)
    assert (done.resource.state, done.into.state) == ("pending", "public")
    assert the_task(session).resource is done.resource


def test_what_screening_holds_back_is_not_shown_by_a_merge(session: Session) -> None:
    held = make_record(summary="报名须缴纳学费299元。")
    assert take_in(session, make_source(session), held).word == "pending"
    [ours] = session.scalars(select(Resource)).all()
    theirs = taken_in(session, summary="")
    merge(session, ours, theirs, by=ALICE)
    assert (theirs.summary, [one.accepted is None for one in theirs.listings]) == ("", [True, False])


def test_a_task_that_came_up_meanwhile_goes_back_with_its_listing(session: Session) -> None:
    source, record = untrusted(session), make_record(summary="从开机讲起。")
    task = waiting_task(session, source, key=record.key, url=record.url, title=record.title)
    accept(session, task, found(task), by=ALICE)
    ours, theirs = task.resource, taken_in(session)
    assert ours is not None
    done = merge(session, ours, theirs, by=ALICE)
    take_in(session, source, record)
    assert the_task(session).resource is theirs
    undo_merge(session, done, by=ALICE)
    assert the_task(session).resource is ours
