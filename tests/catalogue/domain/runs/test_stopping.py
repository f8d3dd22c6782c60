"""Runs that are stopped: by a person, by the clock, by a token that expired."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from catalogue.db import db, writing
from catalogue.domain.runs.deciding import abort
from catalogue.domain.runs.perform import harvest, resume
from catalogue.errors import CatalogueError
from catalogue.models import Run, RunItem, Source
from harvesters import registry
from harvesters.http import Http
from harvesters.record import Item, Options, ResourceRecord
from tests.catalogue.domain.paged_place import BOB, PagedPlace, counters, states
from tests.harvesters.loopback import Site

TWO_PAGES = 6


@pytest.fixture
def batches_of_two_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for step in ("collect", "apply"):
        monkeypatch.setattr(f"catalogue.domain.runs.{step}.BATCH_ITEMS", TWO_PAGES)
        monkeypatch.setattr(f"catalogue.domain.runs.{step}.BATCH_SECONDS", 60)


def abort_the_run() -> None:
    with writing() as session:
        abort(session, session.query(Run).order_by(Run.id.desc()).limit(1).one(), by=BOB)


def harvest_now(app: Flask, source: Source, **more: Any) -> Run:
    settings = {**app.config, **more.pop("settings", {})}
    return harvest(db.session.get_one(Source, source.id), settings, by=BOB, **more)


def test_a_run_aborted_while_collecting_changes_nothing(
    app: Flask, place: PagedPlace, source: Source, batches_of_two_pages: None
) -> None:
    place.before_item = lambda number: abort_the_run() if number == TWO_PAGES + 1 else None

    run = harvest_now(app, source)

    assert (run.state, run.message, states()) == ("aborted", "已被人中止；已入库的保留，其余没有改动", {})
    assert db.session.query(RunItem).count() == TWO_PAGES


def test_a_run_aborted_while_applying_keeps_what_stands_and_the_next_brings_the_rest(
    app: Flask, place: PagedPlace, source: Source, batches_of_two_pages: None
) -> None:
    run = harvest_now(app, source, progress=lambda step, done, total: abort_the_run() if step == "apply" else None)

    assert (run.state, counters(run)) == ("aborted", {"found": 10, "new": TWO_PAGES})
    assert len(states()) == TWO_PAGES
    assert counters(harvest_now(app, source)) == {"found": 10, "new": 4, "unchanged": 6}


def test_what_has_ended_cannot_be_aborted(harvested: Callable[[], Run]) -> None:
    harvested()

    with pytest.raises(CatalogueError, match="无需中止"):
        abort_the_run()


def test_a_run_past_its_time_fails_and_is_taken_up_from_its_token(
    app: Flask, place: PagedPlace, source: Source, batches_of_two_pages: None
) -> None:
    late = harvest_now(app, source, settings={"RUN_MAX_MINUTES": 0})
    assert (late.state, "RUN_MAX_MINUTES" in late.message, states()) == ("failed", True, {})

    run = harvest_now(app, source)

    assert (run.id, run.state, counters(run)) == (late.id, "done", {"found": 10, "new": 10})
    assert place.asked_from == ["", "3"]


def test_a_run_past_its_time_is_not_taken_up_once_the_source_is_asked_for_something_else(
    app: Flask, place: PagedPlace, source: Source, batches_of_two_pages: None
) -> None:
    late = harvest_now(app, source, settings={"RUN_MAX_MINUTES": 0})
    with writing() as session:
        session.get_one(Source, source.id).options = {"set": "courses"}

    assert harvest_now(app, source).id != late.id
    assert place.asked_from == ["", ""]


def test_a_run_past_its_time_stays_ended_while_its_source_is_paused(
    app: Flask, place: PagedPlace, source: Source, batches_of_two_pages: None
) -> None:
    harvest_now(app, source, settings={"RUN_MAX_MINUTES": 0})
    with writing() as session:
        session.get_one(Source, source.id).state = "paused"

    with pytest.raises(CatalogueError, match="已暂停"):
        harvest_now(app, source)


class Endless:
    """A site whose pages lead from one to the next and hold nothing."""

    title, full_list, options = "无尽", True, ()

    def __init__(self) -> None:
        self.on_the_way: Callable[[], None] = lambda: None

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        while True:
            http.get(str(options["url"]))
            self.on_the_way()
        yield Item(key="never", url="", data={})

    def read(self, item: Item) -> ResourceRecord | None:
        return None


@pytest.fixture
def endless(source: Source, monkeypatch: pytest.MonkeyPatch) -> Iterator[Endless]:
    endless, site = Endless(), Site()
    monkeypatch.setattr(registry, "get", lambda name: endless)
    with writing() as session:
        session.get_one(Source, source.id).url = site.serve("/page", "nothing")
    yield endless
    site.close()


def test_a_source_that_leads_on_for_ever_is_left_when_its_time_is_up(
    app: Flask, source: Source, endless: Endless
) -> None:
    run = harvest_now(app, source, settings={"RUN_MAX_MINUTES": 0.005})

    assert (run.state, "RUN_MAX_MINUTES" in run.message) == ("failed", True)


def test_a_source_that_leads_on_for_ever_can_be_aborted(
    app: Flask, source: Source, endless: Endless, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalogue.domain.runs.heartbeat.BEAT_SECONDS", 0)
    endless.on_the_way = abort_the_run

    assert harvest_now(app, source).state == "aborted"


def test_a_lease_is_renewed_while_a_source_gives_nothing(
    app: Flask, source: Source, endless: Endless, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalogue.domain.runs.heartbeat.BEAT_SECONDS", 0)
    leases: list[datetime | None] = []
    endless.on_the_way = lambda: leases.append(db.session.query(Run).one().lease_until)

    harvest_now(app, source, settings={"RUN_MAX_MINUTES": 0.005})

    assert len(leases) > 1
    assert leases == sorted(set(leases))


def test_an_expired_token_begins_anew_and_counts_nothing_twice(
    app: Flask, place: PagedPlace, source: Source, batches_of_two_pages: None
) -> None:
    late = harvest_now(app, source, settings={"RUN_MAX_MINUTES": 0})
    place.expires_once = True

    run = harvest_now(app, source)

    assert (run.id, run.state, counters(run)) == (late.id, "done", {"found": 10, "new": 10})
    assert place.asked_from == ["", "3", ""]


def test_an_aborted_run_is_not_resumed(app: Flask, place: PagedPlace, source: Source) -> None:
    place.before_item = lambda number: abort_the_run() if number == 1 else None
    run = harvest_now(app, source)

    assert resume(run, app.config).state == "aborted"
