"""When a source is due again: spread out, seldom after failures, as ever after a success."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from catalogue.db import db, now, writing
from catalogue.domain.sources.schedule import due_sources, is_due, note_failure, note_success, pause
from catalogue.models import Run, Source
from tests.catalogue.domain.paged_place import PagedPlace
from tests.factories import make_source

DAY = timedelta(days=1)
SHARE = 0.1


def close_to(wait: timedelta, wanted: timedelta) -> bool:
    return abs(wait - wanted) <= wanted * SHARE


def test_sources_of_one_interval_come_at_different_times_each_always_the_same(session: Session) -> None:
    sources = [make_source(session, every_hours=24) for _ in range(20)]

    waits = [pause(source) for source in sources]

    assert [pause(source) for source in sources] == waits
    assert len(set(waits)) == 20
    assert [wait for wait in waits if not close_to(wait, DAY)] == []


@pytest.mark.parametrize(
    ("failures", "wanted"), [(0, DAY), (1, DAY), (2, 2 * DAY), (3, 4 * DAY), (4, 7 * DAY), (99, 7 * DAY)]
)
def test_a_failing_source_slows_down_to_once_a_week(session: Session, failures: int, wanted: timedelta) -> None:
    source = make_source(session, every_hours=24, failures_in_a_row=failures)

    assert close_to(pause(source), wanted)


def test_a_source_that_comes_once_a_month_is_not_hurried_by_failures(session: Session) -> None:
    source = make_source(session, every_hours=24 * 30, failures_in_a_row=9)

    assert close_to(pause(source), 30 * DAY)


def test_a_success_brings_a_source_back_to_its_interval(session: Session) -> None:
    source = make_source(session, every_hours=24)
    for _ in range(3):
        note_failure(source)
    assert source.next_due_at and close_to(source.next_due_at - now(), 4 * DAY)

    note_success(source)

    assert source.failures_in_a_row == 0
    assert close_to(source.next_due_at - now(), DAY)


def test_a_source_without_an_interval_is_never_due(session: Session) -> None:
    source = make_source(session, every_hours=None)

    note_failure(source)

    assert (source.next_due_at, is_due(source, now())) == (None, False)


def test_only_approved_sources_whose_time_has_come_are_due_the_longest_waiting_first(session: Session) -> None:
    late = make_source(session, every_hours=1, next_due_at=now() - DAY)
    later = make_source(session, every_hours=1, next_due_at=now() - 2 * DAY)
    make_source(session, every_hours=1, next_due_at=now() - DAY, state="paused")
    make_source(session, every_hours=1, next_due_at=now() + DAY)

    assert due_sources(session, now()) == [later, late]


def test_runs_that_fail_and_then_succeed_are_counted(
    app: Flask, place: PagedPlace, source: Source, harvested: Callable[[], Run]
) -> None:
    place.breaks_at = 1
    harvested(), harvested()
    assert db.session.get_one(Source, source.id).failures_in_a_row == 2

    place.breaks_at = None
    harvested()

    assert db.session.get_one(Source, source.id).failures_in_a_row == 0


def test_a_run_that_waits_for_a_person_is_no_failure(
    app: Flask, place: PagedPlace, source: Source, harvested: Callable[[], Run]
) -> None:
    harvested()
    place.numbers = []

    assert harvested().state == "quarantined"
    assert db.session.get_one(Source, source.id).failures_in_a_row == 0


def test_each_run_sets_when_the_next_is_due(app: Flask, source: Source, harvested: Callable[[], Run]) -> None:
    with writing() as session:
        session.get_one(Source, source.id).every_hours = 24

    harvested()

    due = db.session.get_one(Source, source.id).next_due_at
    assert due and close_to(due - now(), DAY)
