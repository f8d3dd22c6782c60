"""What a page changes is heard of by the worker at once; however much it is, one hint waits in the queue."""

import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from catalogue import hints
from catalogue.db import db, writing
from catalogue.domain.review.deciding import accept
from catalogue.domain.review.guard import find_task
from catalogue.hints import IndexHints
from catalogue.jobs import open_jobs
from catalogue.models import Resource
from tests.factories import make_event, make_resource
from tests.reviewing import found, waiting_task

PATIENCE_SECONDS = 20.0
LONG_ENOUGH_SECONDS = 1.0


@pytest.fixture
def hinting(app: Flask) -> Iterator[IndexHints]:
    hinting = IndexHints(app)
    hinting.start()
    yield hinting
    hinting.stop()


def waiting_hints(app: Flask) -> list[str]:
    return [task.name for task in open_jobs(app).queue.pending()]


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "no hint came"
        time.sleep(0.05)


def test_a_change_of_what_is_indexed_puts_a_hint_into_the_queue(app: Flask, hinting: IndexHints) -> None:
    with writing() as session:
        make_resource(session)
    until(lambda: waiting_hints(app) == ["sync_index"])


def test_a_decision_does(app: Flask) -> None:
    with writing() as session:
        public_id = waiting_task(session).public_id
    hinting = IndexHints(app)
    hinting.start()
    with writing() as session:
        task = find_task(session, public_id)
        accept(session, task, found(task), by="operator:alice")
    hinting.stop()
    until(lambda: waiting_hints(app) == ["sync_index"])


def test_what_the_index_does_not_hold_puts_none(app: Flask, hinting: IndexHints) -> None:
    with writing() as session:
        make_event(session)
    time.sleep(LONG_ENOUGH_SECONDS)
    assert waiting_hints(app) == []


def test_what_was_not_committed_puts_none(app: Flask, hinting: IndexHints) -> None:
    with pytest.raises(ZeroDivisionError), writing() as session:
        with session.begin_nested():
            make_resource(session)
        raise ZeroDivisionError
    time.sleep(LONG_ENOUGH_SECONDS)
    assert waiting_hints(app) == []


def test_many_changes_put_one(app: Flask, hinting: IndexHints, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hints, "GATHER_SECONDS", 0.01)
    with writing() as session:
        number = make_resource(session).id
    for count in range(200):
        with writing() as session:
            session.get_one(Resource, number).title = f"标题 {count}"
    until(lambda: waiting_hints(app) == ["sync_index"])
    time.sleep(LONG_ENOUGH_SECONDS)
    assert waiting_hints(app) == ["sync_index"]


def test_a_queue_that_cannot_be_opened_stops_no_change(
    app: Flask, hinting: IndexHints, caplog: pytest.LogCaptureFixture
) -> None:
    app.config["QUEUE_URL"] = "sqlite:////nowhere/at/all/queue.sqlite"
    with writing() as session:
        make_resource(session, title="仍然写下")
    until(lambda: "was not told of a change" in caplog.text)
    assert db.session.scalars(select(Resource.title)).all() == ["仍然写下"]
