from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from catalogue.db import db, now, writing
from catalogue.domain.intake.grace import archive_vanished
from catalogue.domain.runs.deciding import accept, reject
from catalogue.domain.runs.lease import this_process
from catalogue.domain.runs.perform import perform, resume, unfinished_runs
from catalogue.errors import Busy, CatalogueError
from catalogue.models import Lecture, Listing, Run, RunItem, Source
from harvesters.record import LectureRecord
from tests.catalogue.domain.paged_place import BOB, PagedPlace, counters, states


def test_a_harvest_brings_everything_in_and_again_changes_nothing(harvested: Callable[[], Run]) -> None:
    first, second = harvested(), harvested()

    assert (first.state, counters(first)) == ("done", {"found": 10, "new": 10})
    assert (second.state, counters(second)) == ("done", {"found": 10, "unchanged": 10})
    assert list(db.session.scalars(select(RunItem).where(RunItem.run_id == second.id))) == []


def test_each_found_item_counts_once_and_one_bad_item_costs_no_other(
    harvested: Callable[[], Run], place: PagedPlace
) -> None:
    place.numbers = [1, 404, 2, 500, 204, 1, 3]

    run = harvested()

    assert (run.state, counters(run)) == ("done", {"found": 7, "new": 3, "failed": 2, "refused": 2})
    items = db.session.scalars(select(RunItem).where(RunItem.run_id == run.id).order_by(RunItem.position))
    reasons = [(item.key, item.outcome, item.reason) for item in items if item.reason]
    assert reasons == [
        ("404", "failed", "没有标题"),
        ("500", "failed", "程序处理这一条时出错，已记入日志"),
        ("204", "refused", "不是本目录收录的内容"),
        ("1", "refused", "同一编号在本次采集中重复出现，只取第一条"),
    ]


def test_a_source_that_breaks_half_way_changes_nothing(harvested: Callable[[], Run], place: PagedPlace) -> None:
    place.breaks_at = 8

    run = harvested()

    assert (run.state, run.message, states()) == ("failed", "接口中断", {})


def test_a_list_that_lost_too_much_waits_for_a_person(harvested: Callable[[], Run], place: PagedPlace) -> None:
    harvested()
    place.numbers = [1, 2, 3]

    run = harvested()

    assert (run.state, run.missing) == ("quarantined", 7)
    assert set(states().values()) == {"public"}
    assert list(db.session.scalars(select(Listing).where(Listing.missing_since.is_not(None)))) == []


def test_an_empty_answer_waits_for_a_person(harvested: Callable[[], Run], place: PagedPlace) -> None:
    harvested()
    place.numbers = []

    assert harvested().state == "quarantined"


def test_an_accepted_quarantine_is_applied_and_the_missing_archived_after_their_grace(
    app: Flask, harvested: Callable[[], Run], place: PagedPlace
) -> None:
    harvested()
    place.numbers = [1, 2, 3]
    run = harvested()

    with writing() as session:
        accept(session, run, by=BOB)
    run = perform(run.id, app.config)
    assert (run.state, counters(run)) == ("done", {"found": 3, "unchanged": 3, "missing": 7})
    with writing() as session:
        assert archive_vanished(session, grace_days=14) == 0
    with writing() as session:
        for listing in session.scalars(select(Listing).where(Listing.missing_since.is_not(None))):
            listing.missing_since = now() - timedelta(days=15)
    with writing() as session:
        assert archive_vanished(session, grace_days=14) == 7
    place.numbers = list(range(1, 11))
    harvested()
    assert set(states().values()) == {"public"}


def test_a_rejected_quarantine_changes_nothing(harvested: Callable[[], Run], place: PagedPlace) -> None:
    harvested()
    place.numbers = [1]
    run = harvested()

    with writing() as session:
        reject(session, run, by=BOB)

    assert (run.state, set(states().values())) == ("rejected", {"public"})


def test_a_window_may_shrink_as_it_likes(harvested: Callable[[], Run], place: PagedPlace) -> None:
    harvested()
    place.full_list, place.numbers = False, [1]

    run = harvested()

    assert (run.state, counters(run)) == ("done", {"found": 1, "unchanged": 1})


def test_a_killed_collecting_goes_on_from_its_last_whole_page(
    app: Flask, harvested: Callable[[], Run], place: PagedPlace, source: Source
) -> None:
    run = harvested()
    with writing() as session:
        session.execute(RunItem.__table__.delete().where(RunItem.position >= 5))
        kept = session.get_one(Run, run.id)
        kept.state, kept.found = "collecting", 0
    place.asked_from.clear()

    run = resume(db.session.get_one(Run, run.id), app.config)

    assert (run.state, run.found, place.asked_from) == ("done", 10, ["3"])


def test_a_collecting_killed_on_its_last_page_fetches_only_that_again(
    app: Flask, harvested: Callable[[], Run], place: PagedPlace
) -> None:
    run = harvested()
    with writing() as session:
        kept = session.get_one(Run, run.id)
        kept.state, kept.found = "collecting", 0
    place.asked_from.clear()

    resume(db.session.get_one(Run, run.id), app.config)

    assert place.asked_from == ["9"]


def test_a_run_killed_while_applying_goes_on_with_what_has_no_outcome(
    app: Flask, harvested: Callable[[], Run], place: PagedPlace
) -> None:
    run = harvested()
    with writing() as session:
        half = session.scalars(select(RunItem).where(RunItem.run_id == run.id, RunItem.position >= 6)).all()
        for item in half:
            item.outcome = ""
        kept = session.get_one(Run, run.id)
        kept.state, kept.new = "applying", 6

    run = resume(db.session.get_one(Run, run.id), app.config)

    assert (run.state, counters(run)) == ("done", {"found": 10, "new": 6, "unchanged": 4})


def test_two_processes_never_run_one_source(app: Flask, harvested: Callable[[], Run]) -> None:
    run = harvested()
    with writing() as session:
        held = session.get_one(Run, run.id)
        held.state, held.lease_owner = "applying", "elsewhere:1"
        held.lease_until = now() + timedelta(minutes=1)

    with pytest.raises(Busy, match="正在采集"):
        harvested()
    assert unfinished_runs(db.session()) == []


def test_the_lease_of_a_dead_process_ends_at_once(app: Flask, harvested: Callable[[], Run]) -> None:
    run = harvested()
    host = this_process().rpartition(":")[0]
    with writing() as session:
        held = session.get_one(Run, run.id)
        held.state, held.lease_owner = "applying", f"{host}:4194304"
        held.lease_until = now() + timedelta(minutes=1)

    assert [left.id for left in unfinished_runs(db.session())] == [run.id]


def test_a_paused_source_is_not_harvested(harvested: Callable[[], Run], source: Source) -> None:
    with writing() as session:
        session.get_one(Source, source.id).state = "paused"

    with pytest.raises(CatalogueError, match="已暂停"):
        harvested()


def test_lectures_come_in_by_occurrence_and_leave_with_their_calendar(
    harvested: Callable[[], Run], place: PagedPlace
) -> None:
    soon = now() + timedelta(days=1)
    lectures = [LectureRecord(uid=f"u{n}", title=f"讲座{n}", starts=soon, recurrence_id="") for n in range(10)]
    place.numbers, place.lectures = [], lectures
    assert counters(harvested()) == {"found": 10, "new": 10}

    place.lectures = lectures[1:]
    assert counters(harvested()) == {"found": 9, "unchanged": 9, "missing": 1}
    gone = db.session.scalars(select(Lecture).where(Lecture.state == "archived")).all()
    assert [lecture.title for lecture in gone] == ["讲座0"]

    place.lectures = lectures
    assert counters(harvested()) == {"found": 10, "unchanged": 9, "changed": 1}
